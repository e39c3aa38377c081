"""A new desk, and the folders and days that it does not take."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from branchdesk.basics.clock import MachineClock
from tests.desks import DAY, DeskAt, a_desk, branchdesk, fill_in_branch

INIT = ("--branch", "渭滨支行", "--code", "XA")


def test_a_new_desk_has_its_page_its_records_and_one_supervisor(tmp_path: Path) -> None:
    """The first member of staff is a supervisor without a PIN."""
    desk = DeskAt(tmp_path / "新 案台", "")

    ran = branchdesk("init", desk.path, *INIT, "--lang", "zh", "--json")

    assert ran.code == 0 and ran.json == {"folder": str(desk.path), "staff": "s01"}
    first = {"id": "s01", "role": "supervisor", "name": "", "pin": "none"}
    assert desk.ok("staff", "list") == [first]
    page = tomllib.loads((desk.path / "branch.toml").read_text("utf-8"))
    assert (page["branch"], page["code"], page["kind"]) == ("渭滨支行", "XA", "real")


def test_only_its_owner_can_read_a_desk(tmp_path: Path) -> None:
    """Folders 0700, files 0600 (R006)."""
    branchdesk("init", tmp_path / "desk", *INIT)

    modes = {p.name: p.stat().st_mode & 0o777 for p in [tmp_path / "desk", *tmp_path.rglob("*")]}

    assert {mode for name, mode in modes.items() if "." in name} == {0o600}
    assert {mode for name, mode in modes.items() if "." not in name} == {0o700}


def test_a_desk_is_not_set_up_twice(tmp_path: Path) -> None:
    """Exit 2, and nothing is changed."""
    desk = a_desk(tmp_path)

    ran = desk.refused(2, "init", desk.path, *INIT)

    assert ran.codes == ["desk.exists"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """Exit 2: a desk does not move in with somebody's papers."""
    (tmp_path / "letter.docx").write_text("mine")

    ran = branchdesk("init", tmp_path, *INIT, "--json")

    assert (ran.code, ran.codes) == (2, ["desk.not-empty"])
    assert [p.name for p in tmp_path.iterdir()] == ["letter.docx"]


@pytest.mark.parametrize(
    ("branch", "code", "found"),
    [
        ("渭滨支行", "xa", ["branch.bad-code"]),
        ("渭滨支行", "X", ["branch.bad-code"]),
        ("渭滨支行", "ABCDEFG", ["branch.bad-code"]),
        ("渭滨支行", "../A", ["branch.bad-code"]),
        ("渭滨支行", "西安", ["branch.bad-code"]),
        (" ", "x-a", ["branch.bad-code", "branch.no-name"]),
        ("渭\x1b[31m滨", "XA", ["text.control-character"]),
    ],
)
def test_a_code_or_name_that_cannot_be_used_makes_no_folder(
    tmp_path: Path, branch: str, code: str, found: list[str]
) -> None:
    """The code names folders: 2 to 6 capital letters or digits; every fault is told at once."""
    ran = branchdesk("init", tmp_path / "desk", "--branch", branch, "--code", code, "--json")

    assert (ran.code, ran.codes) == (2, found)
    assert not (tmp_path / "desk").exists()


def test_the_days_of_a_practice_desk_can_be_set(tmp_path: Path) -> None:
    """BRANCHDESK_TODAY counts on practice desks."""
    desk = a_desk(tmp_path, day="2026-03-01")

    added = desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "pay_now"})

    assert desk.show(added["number"])["opened_on"] == "2026-03-01"


def test_a_real_desk_goes_by_the_calendar_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BRANCHDESK_TODAY does not count there, not even where it is nonsense."""
    monkeypatch.setattr(MachineClock, "now", lambda _: datetime(2024, 5, 6, 10, 30))
    desk = DeskAt(tmp_path / "desk", "nonsense")
    assert desk.run("init", desk.path, *INIT).code == 0

    added = desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "pay_now"})

    for day in (DAY, "nonsense"):
        case = desk.on(day).show(added["number"])
        assert (case["opened_on"], case["as_of"]) == ("2024-05-06", "2024-05-06")


def test_a_day_that_is_none_is_refused_on_a_practice_desk(tmp_path: Path) -> None:
    """Exit 2 with an example, for reading, for changing and for the set-up itself."""
    desk = a_desk(tmp_path).on("22.11.2026")

    assert desk.refused(2, "case", "list").codes == ["desk.bad-today"]
    assert desk.refused(2, "case", "add", "--from", "-", stdin={}).codes == ["desk.bad-today"]
    fresh = branchdesk(
        "init", tmp_path / "b", *INIT, "--practice", env={"BRANCHDESK_TODAY": "soon"}
    )
    assert fresh.code == 2 and not (tmp_path / "b").exists()


def test_a_folder_that_is_no_desk_is_said_to_be_none(tmp_path: Path) -> None:
    """No desk = 2, with the command that makes one."""
    for place in (tmp_path, tmp_path / "nowhere", "~nobody-of-this-name/desk"):
        for command in (["case", "list"], ["today"], ["case", "archive", "XA-2026-00001"]):
            ran = branchdesk("--data", place, *command)
            assert (ran.code, ran.out) == (2, "") and "branchdesk init" in ran.err


def test_a_filled_in_page_is_read_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    """branch.toml is edited by hand: the message names the line."""
    desk = a_desk(tmp_path)
    fill_in_branch(desk.path, seal="业务专用章")
    assert desk.run("case", "list").code == 0

    page = desk.path / "branch.toml"
    page.write_text(page.read_text("utf-8") + 'fax = "029"\n', "utf-8")
    ran = desk.refused(2, "case", "list")

    assert ran.codes == ["branch.unknown-key"]
    assert str(len(page.read_text("utf-8").splitlines())) in ran.json["errors"][0]["text"]


def test_a_set_up_that_was_cut_short_can_be_finished(tmp_path: Path) -> None:
    """branch.toml comes last: without it there is no desk yet, and init goes on."""
    desk = a_desk(tmp_path)
    (desk.path / "branch.toml").unlink()

    ran = branchdesk("init", desk.path, *INIT, "--practice")

    assert ran.code == 0 and [m["id"] for m in desk.ok("staff", "list")] == ["s01"]


def test_records_without_their_page_are_never_set_up_over(tmp_path: Path) -> None:
    """A lost branch.toml does not hand the desk to whoever runs init."""
    desk = a_desk(tmp_path, staff=True)
    (desk.path / "branch.toml").unlink()

    desk.refused(2, "init", desk.path, *INIT, "--practice")

    assert not (desk.path / "branch.toml").exists()


def test_a_supervisor_changes_how_the_branch_describes_itself(tmp_path: Path) -> None:
    """Only what is given; empty clears; the page on the disk says the same (R172)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    edit = ("branch", "edit", "--from", "-")
    told = {"phone": "029-88880000", "email": ""}
    assert desk.by("wang").refused(3, *edit, stdin=told).codes == ["authority.not-yours"]

    kept = desk.by("zhao").ok(*edit, stdin=told)

    page = tomllib.loads((desk.path / "branch.toml").read_text("utf-8"))
    assert kept == page == desk.ok("branch", "show")
    assert (page["phone"], page["email"], page["complaint_phone"]) == (
        "029-88880000", "", "029-55501999",
    )  # fmt: skip
    assert "029-88880000" in desk.run("branch", "show").out
    assert desk.run("check").code == 0


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"branch": " "}, "branch"),
        ({"language": "fr"}, "language"),
        ({"code": "YY"}, "code"),
        ({"phone": "1\x002"}, "phone"),
        ({}, ""),
        ({"seal": "公章"}, ""),
    ],
)
def test_what_a_branch_cannot_be_is_refused(
    a_branch: DeskAt, told: dict[str, str], field: str
) -> None:
    """The name stays filled in, code and kind as they were, nothing is saved for nothing."""
    ran = a_branch.refused(2, "branch", "edit", "--from", "-", stdin=told)
    assert ran.fields == {field} if field else ran.codes == ["case.nothing-given"]


@pytest.fixture(scope="module")
def a_branch(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk that every refusal leaves as it was."""
    return a_desk(tmp_path_factory.mktemp("branch"))
