"""The core system's list taken into the register: once, in order, booking nothing (R037)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desks import LIST, DeskAt, a_desk

HEAD = "客户名称,合同编号,业务品种,贷款余额,逾期本金,逾期利息,应还日期,联系电话,备注"
FIRST = {
    "HT001": "秦小满,HT001,个人消费贷款,50000.00,1000.00,10.00,2026-10-01,13900001301,",
    "HT002": "白露,HT002,汽车消费贷款,50000.00,2000.00,20.00,2026-10-02,13900001302,",
    "HT003": "谷雨,HT003,流动资金贷款,50000.00,3000.00,30.00,2026-10-03,13900001303,",
}


def a_list(folder: Path, day: str, rows: dict[str, str], title: str = "") -> Path:
    """A list of these rows as the core system would export it."""
    path = folder / f"清单 {day}{title}.csv"
    path.write_text("\n".join([f"数据日期：{day}{title}", HEAD, *rows.values()]) + "\n", "utf-8")
    return path


def changes(desk: DeskAt) -> dict[str, str]:
    """How each account fared on the newest list."""
    return {a["contract_no"]: a["change"] for a in desk.ok("account", "list")}


def test_the_sample_list_is_read_to_the_last_row(tmp_path: Path) -> None:
    """131 rows, 121 of them accounts, one of these twice: 120 added (R037)."""
    desk = a_desk(tmp_path)

    done = desk.ok("import", LIST)

    assert (done["total_rows"], done["read"], done["added"]) == (131, 121, 120)
    assert (done["updated"], done["unchanged"], done["unknown_headings"]) == (0, 0, [])
    assert len(done["skipped"]) == 1 and done["skipped"][0]["row"] == 129
    assert done["read"] == done["added"] + len(done["skipped"])
    assert len(desk.ok("account", "list")) == 120


def test_the_same_list_again_changes_not_a_byte(tmp_path: Path) -> None:
    """Not the register, not the audit trail, not the kept lists."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)
    before = desk.records
    again = tmp_path / "renamed 副本.xlsx"
    shutil.copy(LIST, again)

    done = desk.ok("import", again)

    assert (done["added"], done["updated"], done["unchanged"]) == (0, 0, 120)
    assert desk.records == before


def test_a_dry_run_saves_nothing_and_holds_nothing(tmp_path: Path) -> None:
    """The same figures, no lock, no trace."""
    desk = a_desk(tmp_path)
    before = desk.records

    done = desk.ok("import", LIST, "--dry-run")

    assert (done["added"], done["dry_run"]) == (120, True)
    assert desk.records == before and not (desk.path / "holder.json").exists()


def test_an_older_list_never_overwrites_a_newer_one(tmp_path: Path) -> None:
    """Exit 3, also as a dry run (R172)."""
    desk = a_desk(tmp_path)
    desk.ok("import", a_list(tmp_path, "2026-10-31", FIRST))
    older = a_list(tmp_path, "2026-09-30", FIRST)

    for dry in ([], ["--dry-run"]):
        ran = desk.refused(3, "import", older, *dry)
        assert ran.codes == ["list.older"] and "2026-10-31" in ran.json["errors"][0]["text"]


def test_a_newer_list_tells_new_gone_more_and_less(tmp_path: Path) -> None:
    """Nothing is booked: the worklist proposes."""
    desk = a_desk(tmp_path)
    desk.ok("import", a_list(tmp_path, "2026-10-31", FIRST))
    opened = [desk.ok("case", "open", number)["number"] for number in FIRST]
    newer = {
        "HT001": FIRST["HT001"].replace("1000.00,10.00", "1500.00,15.00"),
        "HT002": FIRST["HT002"].replace("2000.00,20.00", "500.00,5.00"),
        "HT004": FIRST["HT003"].replace("HT003", "HT004"),
    }

    done = desk.ok("import", a_list(tmp_path, "2026-11-20", newer))

    assert (done["added"], done["updated"], done["gone"]) == (1, 2, 1)
    assert changes(desk) == {
        "HT001": "increased", "HT002": "decreased", "HT003": "gone", "HT004": "new",
    }  # fmt: skip
    kinds = {i["case"]: i["kind"] for i in desk.ok("today") if i["kind"].startswith("list_")}
    assert kinds == {
        opened[0]: "list_increased", opened[1]: "list_decreased", opened[2]: "list_gone",
        None: "list_new",
    }  # fmt: skip
    case = desk.show(opened[1])
    assert case["loan"]["amount"] == "2020.00"
    assert "case.core-amount-differs" in [f["code"] for f in case["findings"]]


def test_what_comes_back_is_new_again(tmp_path: Path) -> None:
    """A relapse is seen (R104)."""
    desk = a_desk(tmp_path)
    desk.ok("import", a_list(tmp_path, "2026-09-30", FIRST))
    desk.ok("import", a_list(tmp_path, "2026-10-31", {"HT001": FIRST["HT001"]}))

    desk.ok("import", a_list(tmp_path, "2026-11-20", FIRST))

    assert changes(desk) == {"HT001": "unchanged", "HT002": "new", "HT003": "new"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.xlsx", None, "file.missing"),
        ("notes.txt", b"x", "list.other-kind"),
        ("empty.xlsx", b"", "list.broken"),
        ("half.xlsx", b"PK\x03\x04half", "list.broken"),
        ("no-heading.csv", "姓名\n王\n".encode(), "list.no-heading"),
        ("no-date.csv", f"{HEAD}\n{FIRST['HT001']}\n".encode(), "list.no-date"),
    ],
)
def test_a_file_that_is_no_list_is_refused(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    """Exit 2 and nothing saved."""
    desk = a_desk(tmp_path)
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    assert desk.refused(2, "import", path).codes == [code]


def test_the_reader_may_try_a_list_but_not_take_it_over(tmp_path: Path) -> None:
    """Exit 3 for want of authority (R172)."""
    desk = a_desk(tmp_path, staff=True).by("kan")

    assert desk.refused(3, "import", LIST).codes == ["authority.not-yours"]
    assert desk.ok("import", LIST, "--dry-run")["added"] == 120


def test_people_read_what_was_done_and_what_was_left_out(tmp_path: Path) -> None:
    """One sentence with the numbers, one a skipped row."""
    desk = a_desk(tmp_path)

    ran = desk.run("import", LIST)

    assert ran.code == 0 and "新增 120" in ran.out and "129" in ran.out
    assert "汇通装饰工程商行" in desk.run("account", "list").out


def test_one_account_is_shown_by_its_contract(tmp_path: Path) -> None:
    """Also from standard input; an unknown one = 2."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)

    account = desk.ok("account", "show", "XADK2025583705")

    assert (account["amount"], account["due_date"]) == ("4238.98", "2026-10-04")
    assert desk.ok("account", "show", "-", stdin="XADK2025583705\n") == account
    assert "陕西宏远建材有限责任公司" in desk.run("account", "show", "XADK2025583705").out
    assert desk.refused(2, "account", "show", "NOPE").codes == ["account.none"]
