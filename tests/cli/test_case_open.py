"""Cases opened from the register, one or many, without a call (R031, R037)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import LIST, DeskAt, a_desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with the sample list."""
    desk = a_desk(tmp_path_factory.mktemp("made"))
    desk.ok("import", LIST)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_an_account_becomes_a_case_without_a_reason(desk: DeskAt) -> None:
    """Channel bank_list; the reason is still to be asked."""
    added = desk.ok("case", "open", "XADK2025583705")

    case = desk.show(added["number"])
    assert (case["enquiry"]["channel"], case["state"]) == ("bank_list", "enquired")
    assert case["loan"]["amount"] == "4238.98" and "reason" in added["to_complete"]


def test_a_card_is_opened_by_its_number_from_standard_input(desk: DeskAt) -> None:
    """A card number need not stand in the shell's history (R181)."""
    added = desk.ok("case", "open", "-", stdin="XADK2025583705")

    assert (
        desk.ok("case", "list", "--search", "-", stdin="XADK2025583705")[0]["number"]
        == (added["number"])
    )


def test_all_accounts_of_a_severity_are_opened_in_one_go(desk: DeskAt) -> None:
    """Those that have a case already are passed over; a second run opens none (R055)."""
    moderate = [r for r in desk.ok("today") if r["kind"] == "list_new"]
    one = desk.ok("case", "open", "XADK2025583705")
    severity = desk.show(one["number"])["severity"]

    opened = desk.ok("case", "open", "--where", f"severity={severity}")

    rows = desk.ok("case", "list", "--severity", severity)
    assert len(rows) == len(opened) + 1 < len(moderate)
    assert {r["severity"] for r in rows} == {severity}
    assert desk.ok("case", "open", "--where", f"severity={severity}") == []
    assert desk.run("case", "open", "--where", f"severity={severity}").code == 0


def test_the_same_account_again_joins_its_case(desk: DeskAt) -> None:
    """One loan, one open case (R031)."""
    first = desk.ok("case", "open", "XADK2025583705")

    again = desk.ok("case", "open", "XADK2025583705")

    assert (again["number"], again["existing"]) == (first["number"], True)


@pytest.mark.parametrize(
    "arguments",
    [[], ["XADK2025583705", "--where", "severity=light"], ["--where", "severity=terrible"],
     ["--where", ""]],
)  # fmt: skip
def test_one_contract_or_one_severity_must_be_given(desk: DeskAt, arguments: list[str]) -> None:
    """Usage = 2, nothing saved, as JSON too."""
    assert desk.refused(2, "case", "open", *arguments).codes == ["cli.usage"]


def test_an_unknown_contract_is_refused(desk: DeskAt) -> None:
    """Exit 2 without the number that was given: it may be a card's (R181)."""
    ran = desk.refused(2, "case", "open", "-", stdin="6200000000001201")

    assert ran.codes == ["account.none"] and "6200000000001201" not in ran.said


def test_who_may_only_read_opens_no_case(tmp_path: Path) -> None:
    """Exit 3 (R172)."""
    desk = a_desk(tmp_path, staff=True)
    desk.ok("import", LIST)

    assert desk.by("kan").refused(3, "case", "open", "XADK2025583705").codes == [
        "authority.not-yours"
    ]


def test_a_card_number_is_not_taken_on_the_command_line(tmp_path: Path) -> None:
    """It would stay in the shell's history; standard input keeps none (R181)."""
    desk = a_desk(tmp_path)
    for command in (("case", "open"), ("account", "show")):
        refused = desk.refused(2, *command, "6200000000001201")
        assert refused.codes == ["cli.card-in-words"]
        unknown = desk.refused(2, *command, "-", stdin="6200000000001201")
        assert unknown.codes == ["account.none"]
