"""Who works a case, its level, its book, the early-warning list, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DAY, LIST, ROOT, DeskAt, a_desk, an_enquiry


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A light small case, a moderate one, a suspected malicious one, one that pays."""
    desk = a_desk(tmp_path_factory.mktemp("standing"), staff=True, filled=True)
    for number, (days, amount) in enumerate(((5, "3000.00"), (70, "30000.00"), (95, "80000.00"))):
        desk.add(an_enquiry(contract_no=f"C{number}", amount=amount, days_overdue=days,
                            due_date=None, overdue_principal=None,
                            overdue_interest=None))  # fmt: skip
    desk.add(an_enquiry(contract_no="C9", amount="500.00", due_date="2026-12-01",
                        overdue_principal=None, overdue_interest=None))  # fmt: skip
    desk.ok("case", "classify", "XA-2026-00003", "--class", "malicious", "--ground", "证据")
    return desk


def test_a_suggestion_says_who_works_who_decides_and_what_to_do(desk: DeskAt) -> None:
    """Age, risk and class, each with its clause (R057, R058, R070, R148)."""
    found = desk.ok("case", "suggest", "XA-2026-00003")

    assert found["standing"]["assigned_to"] == found["standing"]["decided_by"] == "supervisor"
    assert [r["code"] for r in found["standing"]["reasons"]] == [
        "assign.days", "assign.risk", "assign.decided",
    ]  # fmt: skip
    assert "strategy.second_person" in [step["code"] for step in found["next"]]
    assert found["standing"]["level"] == "L3" and found["standing"]["large"] is True


@pytest.mark.parametrize(
    ("option", "value", "numbers"),
    [
        ("--assigned", "junior", ["XA-2026-00004", "XA-2026-00001"]),
        ("--assigned", "senior", ["XA-2026-00002"]),
        ("--level", "L1", ["XA-2026-00004", "XA-2026-00001"]),
        ("--book", "normal", ["XA-2026-00004"]),
        ("--book", "sued", []),
    ],
)
def test_the_list_filters_by_step_level_and_book(
    desk: DeskAt, option: str, value: str, numbers: list[str]
) -> None:
    """Each department finds its own; small sums and large (R065-R067, R070, R153)."""
    assert [row["number"] for row in desk.ok("case", "list", option, value)] == numbers


def test_the_three_books_add_up_to_the_open_cases(desk: DeskAt) -> None:
    """Paying, overdue, sued: a book a department, every case in one (R010, R065, R066)."""
    books = desk.ok("case", "books")

    assert [(b["book"], b["count"], b["amount"]) for b in books] == [
        ("normal", 1, "500.00"), ("overdue", 3, "113000.00"), ("sued", 0, "0.00"),
    ]  # fmt: skip
    assert sum(b["count"] for b in books) == len(desk.ok("case", "list"))


def test_people_read_it_in_both_languages(desk: DeskAt) -> None:
    zh = desk.run("case", "suggest", "XA-2026-00002").out
    en = desk.run("case", "suggest", "XA-2026-00002", lang="en").out

    assert "办理: 高级专员" in zh and "Worked by: senior" in en
    assert (
        "台账" in desk.run("case", "books").out
        and "Book" in desk.run("case", "books", lang="en").out
    )


def test_ability_and_willingness_are_recorded(desk: DeskAt, tmp_path: Path) -> None:
    """The assessment stands in the case (R068)."""
    mine = desk.copied(tmp_path)
    told = {"ability": "none", "willingness": "willing"}
    mine.ok("case", "verify", "XA-2026-00001", "--from", "-", stdin=told)

    assert mine.show("XA-2026-00001")["indicators"] == told


def test_the_early_warning_list_names_its_signs(tmp_path: Path) -> None:
    """Accounts that are about to become worse, most signs first, numbers masked (R069)."""
    desk = a_desk(tmp_path, staff=True)
    desk.ok("import", LIST, "--as-of", "2026-10-31")
    desk.ok("case", "open", "XADK2025583705")
    found = desk.ok("account", "warnings")

    assert found and all(one["signs"] for one in found)
    counts = [len(one["signs"]) for one in found]
    assert counts == sorted(counts, reverse=True)
    shown = desk.run("account", "warnings", lang="en").out
    assert "in " in shown and "Signs" in shown


def test_the_causes_of_the_overdue_are_counted_with_what_prevents_them(desk: DeskAt) -> None:
    """By reason, the largest first, each with its measure; only what is overdue (R008, R069)."""
    [cause] = desk.ok("account", "causes")
    assert (cause["reason"], cause["count"], cause["severe"]) == ("cash_flow", 3, 1)
    assert cause["amount"] == "113000.00" and "提醒" in cause["measure"]

    en = desk.run("account", "causes", lang="en").out
    assert "cash flow" in en and "Prevention" in en


def test_without_a_list_there_is_nothing_to_warn_of(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)

    assert desk.ok("account", "warnings") == []
    assert "没有需要预警" in desk.run("account", "warnings").out
    assert "没有逾期" in desk.run("account", "causes").out


def test_a_bound_that_counts_from_a_later_day_leaves_the_earlier_judgement(
    desk: DeskAt, tmp_path: Path
) -> None:
    """The day of the judgement chooses the rule, not the day of reading (R022)."""
    mine, case = desk.copied(tmp_path), "XA-2026-00002"
    before = mine.ok("case", "show", case, "--as-of", DAY)
    page = (ROOT / "policy" / "severity.toml").read_text("utf-8")
    old = "values = [{ since = 2024-01-01, value = [30, 90] }]"
    new = old.replace("}]", "}, { since = 2026-12-01, value = [10, 20] }]")
    (mine.path / "policy").mkdir(exist_ok=True)
    (mine.path / "policy" / "severity.toml").write_text(page.replace(old, new), "utf-8")

    later = mine.on("2026-12-02")

    assert later.ok("case", "show", case, "--as-of", DAY) == before
    assert (before["severity"], later.show(case)["severity"]) == ("moderate", "severe")
