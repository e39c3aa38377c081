"""The due list taken over, and reminders of accounts that have no case (R080-R082)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.desks import ROOT, DeskAt, a_desk, an_enquiry

SAMPLE = ROOT / "data" / "samples" / "due_list_2026-11.xlsx"
REMIND = ("today", "--kind", "reminder")
HEAD = "客户名称,合同编号,业务品种,应还日期,应还金额,联系电话"
ROWS = {
    "D1": "秦小满,D1,个人消费贷款,2026-11-25,1500.00,13900001301",
    "D2": "白露,D2,汽车消费贷款,2026-11-23,2000.00,13900001302",
    "D3": "谷雨,D3,流动资金贷款,2026-11-25,3000.00,",
    "D4": "霜降,D4,流动资金贷款,2026-12-10,4000.00,13900001304",
}


def a_list(folder: Path, rows: dict[str, str], day: str = "2026-11-22") -> Path:
    """A due list of these rows as the core system would export it."""
    path = folder / f"due {day}.csv"
    path.write_text("\n".join([f"数据日期：{day}", HEAD, *rows.values()]) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with four sums on the due list; D1 has an open case, D9 is not on the list."""
    folder = tmp_path_factory.mktemp("made")
    desk = a_desk(folder, staff=True, filled=True)
    desk.ok("import", a_list(folder, ROWS), "--due-list")
    desk.add(an_enquiry(contract_no="D1", phone="13900001301", due_date="2026-10-25"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_the_sample_is_read_to_the_last_row(tmp_path: Path) -> None:
    """31 rows, two of them wrong and named; the title and the sum are no rows (R080)."""
    desk = a_desk(tmp_path)
    done = desk.ok("import", SAMPLE, "--due-list")
    assert (done["as_of"], done["read"], done["added"]) == ("2026-11-20", 31, 29)
    assert [s["row"] for s in done["skipped"]] == [33, 34] and done["unknown_headings"] == []
    assert "2026-11-15" in done["skipped"][1]["why"]
    shown = desk.ok("account", "dues")
    assert len(shown) == 28, "one fell due the day before"
    assert "**** **** **** 1234" in {due["contract_no"] for due in shown}
    assert desk.ok("account", "list") == []


def test_again_nothing_changes_and_a_trial_leaves_no_trace(desk: DeskAt, tmp_path: Path) -> None:
    """Not a byte (R037)."""
    before = desk.records
    again = desk.ok("import", a_list(tmp_path, ROWS), "--due-list")
    assert (again["added"], again["unchanged"], again["gone"]) == (0, 4, 0)
    desk.ok("import", a_list(tmp_path, {"D5": ROWS["D4"]}), "--due-list", "--dry-run")
    assert desk.records == before


def test_an_older_list_never_replaces_a_newer_one(desk: DeskAt, tmp_path: Path) -> None:
    """And none of a day to come (R037)."""
    older = a_list(tmp_path, ROWS, "2026-11-21")
    assert desk.refused(3, "import", older, "--due-list").codes == ["due.older"]
    ahead = a_list(tmp_path, ROWS, "2026-11-24")
    assert desk.refused(3, "import", ahead, "--due-list").codes == ["list.ahead"]


def test_a_newer_list_says_what_came_went_and_changed(desk: DeskAt, tmp_path: Path) -> None:
    """What fell due meanwhile is over, not gone."""
    rows = {"D4": ROWS["D4"].replace("4000", "4100"), "D6": ROWS["D4"].replace("D4", "D6")}
    newer = a_list(tmp_path, rows, "2026-11-24")
    done = desk.on("2026-11-24").ok("import", newer, "--due-list")
    assert (done["added"], done["updated"], done["unchanged"], done["gone"]) == (1, 1, 0, 2)
    assert [d["contract_no"] for d in desk.ok("account", "dues")] == ["D4", "D6"]


def test_the_wrong_kind_of_list_is_refused_both_ways(desk: DeskAt, tmp_path: Path) -> None:
    """Taken over as the other kind it would empty what was kept."""
    refused = desk.refused(2, "import", a_list(tmp_path, ROWS))
    assert refused.codes == ["due.looks-like-dues"]
    past = {"X": "秦小满,X,,2026-10-01,100.00,", "Y": "白露,Y,,2026-10-02,100.00,"}
    refused = desk.refused(2, "import", a_list(tmp_path, past), "--due-list")
    assert refused.codes == ["due.none-ahead"]


def test_accounts_with_a_case_and_without_are_reminded(desk: DeskAt) -> None:
    """The case's next instalment comes from the due list as well (R080, R081)."""
    found = {(i["case"], i["customer"]): i["text"] for i in desk.ok(*REMIND)}
    assert found == {
        ("XA-2026-00001", "秦小满"): "2026-11-25 到期 1,500.00：短信提醒",
        (None, "白露"): "2026-11-23 到期 2,000.00：电话提醒",
        (None, "谷雨"): "2026-11-25 到期 3,000.00：短信提醒",
    }


def test_a_message_is_written_once_and_the_call_is_kept(desk: DeskAt, tmp_path: Path) -> None:
    """Who has no number is named; the day before the call is due all the same (R081, R082)."""
    done = desk.ok(*REMIND, "--csv", tmp_path / "sms.csv")
    assert (done["count"], done["contracts_without_number"]) == (1, ["D3"])

    rows = {**ROWS, "D3": ROWS["D3"] + "13900001303"}
    desk.ok("import", a_list(tmp_path, rows), "--due-list")
    done = desk.ok(*REMIND, "--csv", tmp_path / "more.csv")
    assert done["count"] == 2, "the case counts as reminded by its next contact alone"
    third = desk.ok(*REMIND, "--csv", tmp_path / "third.csv")
    assert third["count"] == 1 and "谷雨" not in str(desk.ok(*REMIND))
    text = list(csv.reader(io.StringIO((tmp_path / "more.csv").read_text("utf-8-sig"))))[2][1]
    assert "3,000.00" in text and "2026-11-25" in text and "尾号 D3" in text

    later = desk.on("2026-11-24")
    calls = [i["text"] for i in later.ok(*REMIND) if i["customer"] == "谷雨"]
    assert calls == ["2026-11-25 到期 3,000.00：电话提醒"]
    later.ok("account", "reminded", "D3", "--due", "2026-11-25")
    assert "谷雨" not in str(later.ok(*REMIND))
    # A list of the same day keeps the reminder; a changed sum is reminded of again.
    again = a_list(tmp_path, rows, "2026-11-24")
    later.ok("import", again, "--due-list")
    assert "谷雨" not in str(later.ok(*REMIND))


def test_a_reminder_of_what_is_not_there_or_over_is_refused(desk: DeskAt) -> None:
    """Nothing is saved (R172)."""
    wrong = desk.refused(2, "account", "reminded", "D9", "--due", "2026-11-25")
    assert wrong.codes == ["due.none"]
    late = desk.on("2026-11-26").refused(3, "account", "reminded", "D2", "--due", "2026-11-23")
    assert late.codes == ["due.over"]
    reader = desk.by("kan").refused(3, "account", "reminded", "D2", "--due", "2026-11-23")
    assert reader.codes == ["authority.not-yours"]


def test_full_numbers_are_shown_for_a_reason_that_is_kept(desk: DeskAt) -> None:
    """Who calls needs them (R181)."""
    assert desk.ok("account", "dues")[0]["phone"] == "139****1302"
    shown = desk.ok("account", "dues", "--reveal", "到期前一天电话提醒")
    assert shown[0]["phone"] == "13900001302"
    assert "number.reveal" in desk.records["cases.json"].decode()


def test_a_list_that_has_run_out_is_told(desk: DeskAt) -> None:
    """Nobody would be reminded, and nobody would know (R080)."""
    assert "到期清单" not in desk.on("2026-12-20").run("today").out
    assert "只到 2026-12-23" in desk.on("2026-12-21").run("today").out


def test_who_may_no_longer_be_contacted_is_not_reminded(desk: DeskAt, tmp_path: Path) -> None:
    """Neither on the worklist nor in the file (R080, R183)."""
    told = {"evidence": "家属来电"}
    died = ("event", "add", "XA-2026-00001", "--kind", "deceased", "--on", "2026-11-10")
    desk.ok(*died, "--from", "-", stdin=told)
    assert "秦小满" not in str(desk.ok(*REMIND))
    assert desk.ok(*REMIND, "--csv", tmp_path / "sms.csv")["count"] == 0
