"""The newest list against the one before it (R037, R069)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_import import FIRST, a_list
from tests.desks import DeskAt, a_desk

NEXT = {
    "HT002": FIRST["HT002"].replace("2000.00", "2500.00"),
    "HT003": FIRST["HT003"],
    "HT004": "夏至,HT004,流动资金贷款,50000.00,4000.00,40.00,2026-11-03,13900001304,",
    "HT005": "冬青,HT005,个人消费贷款,50000.00,1500.00,,2026-10-03,13900001305,",
}
BEFORE = {**FIRST, "HT005": NEXT["HT005"].replace("1500.00", "5000.00")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with the lists of two days; HT002 has a case."""
    folder = tmp_path_factory.mktemp("made")
    desk = a_desk(folder)
    desk.ok("import", a_list(folder, "2026-11-20", BEFORE))
    desk.ok("import", a_list(folder, "2026-11-22", NEXT))
    desk.ok("case", "open", "HT002")
    return desk


def by_contract(told: Any) -> dict[str, tuple[str, str | None, str | None]]:
    """How each contract fared, what it was before and is now."""
    return {r["contract_no"]: (r["change"], r["before"], r["now"]) for r in told["rows"]}


def test_each_contract_of_either_list_says_how_it_fared(made: DeskAt) -> None:
    """New, gone, increased, decreased, unchanged; by change, the largest difference first."""
    told = made.ok("account", "changes")
    assert (told["as_of"], told["before"], told["findings"]) == ("2026-11-22", "2026-11-20", [])
    assert by_contract(told) == {
        "HT004": ("new", None, "4040.00"),
        "HT002": ("increased", "2020.00", "2520.00"),
        "HT005": ("decreased", "5000.00", "1500.00"),
        "HT001": ("gone", "1010.00", None),
        "HT003": ("unchanged", "3030.00", "3030.00"),
    }
    assert told["rows"][0]["contract_no"] == "HT004"
    assert [r["case"] for r in told["rows"] if r["contract_no"] == "HT002"] == ["XA-2026-00001"]


def test_the_changes_add_up_from_one_list_to_the_other(made: DeskAt) -> None:
    """To the fen, with a line over all (R037)."""
    totals = {t["change"]: t for t in made.ok("account", "changes")["totals"]}
    assert (totals["all"]["before"], totals["all"]["now"]) == ("11060.00", "11090.00")
    assert (totals["all"]["count"], totals["all"]["difference"]) == (5, "30.00")
    assert (totals["gone"]["count"], totals["gone"]["difference"]) == (1, "-1010.00")


def test_it_is_one_page_and_a_file_that_runs_nothing(made: DeskAt, tmp_path: Path) -> None:
    """What stands as it stood is only counted on the page; the file has every contract."""
    file = tmp_path / "变动.csv"
    ran = made.run("account", "changes", "--csv", file)
    assert ran.code == 0 and "HT004" in ran.out and "HT003" not in ran.out
    lines = file.read_text("utf-8-sig").splitlines()
    assert len(lines) == 6 and all(not cell.startswith("-") for cell in lines[4].split(","))
    assert made.refused(2, "account", "changes", "--csv", file).codes == ["bundle.exists"]
    assert made.refused(2, "account", "changes", "--csv", "x.txt").codes == ["change.not-csv"]


def test_a_row_that_could_not_be_read_is_not_gone(made: DeskAt, tmp_path: Path) -> None:
    """It stands on the list: no settlement is made of a slip of the pen."""
    desk = made.copied(tmp_path).on("2026-11-23")
    rows = {**NEXT, "HT004": NEXT["HT004"].replace("4000.00", "四千")}
    desk.ok("import", a_list(tmp_path, "2026-11-23", rows))
    told = desk.ok("account", "changes")
    assert by_contract(told)["HT004"] == ("unread", "4040.00", None)
    assert {t["change"] for t in told["totals"]} == {"unread", "unchanged", "all"}
    assert told["totals"][-1]["difference"] == "0.00"


def test_one_list_alone_says_so_and_none_is_refused(tmp_path: Path) -> None:
    """There is nothing to compare; nothing is made up."""
    desk = a_desk(tmp_path)
    assert desk.refused(2, "account", "changes").codes == ["today.no-list"]
    desk.ok("import", a_list(tmp_path, "2026-11-20", FIRST))
    told = desk.ok("account", "changes")
    assert told["before"] is None and [f["code"] for f in told["findings"]] == ["change.only-one"]
    assert {r["change"] for r in told["rows"]} == {"new"}
