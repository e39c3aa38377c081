"""The demonstration: all invented, complete, in the reader's language, and never in a real desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.demo.make import demo_folder, make_demo, ready
from branchdesk.actions.demo.people import people
from branchdesk.actions.find import case_rows
from branchdesk.actions.today import today
from branchdesk.basics.clock import MachineClock
from branchdesk.basics.errors import BadInput
from branchdesk.basics.identity import check_identity
from branchdesk.basics.wording import Lang, Words
from tests.proof import full

LANGS: tuple[Lang, ...] = ("zh", "en")


@pytest.fixture(scope="module", params=full(LANGS, LANGS[:1]))
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration desk in each language."""
    return make_demo(tmp_path_factory.mktemp("demo") / "desk", request.param, 40)


def test_every_severity_class_and_state_has_a_case(demo: Path) -> None:
    """A newcomer sees all there is (R050, R055)."""
    desk = opening.open_to_read(demo)
    found = case_rows(desk, which="all")

    assert len(found) == 40
    assert {row.severity for row in found} >= {"light", "moderate", "severe"}
    assert {row.klass for row in found} >= {"", "non_malicious", "malicious", "technical"}
    assert {row.confirmed for row in found} == {True, False}
    assert {row.state for row in found} == {
        "enquired", "verified", "classified", "dunning", "in_arrangement", "settled",
        "written_off", "handed_over", "transferred", "renewed", "debt_asset",
        "recorded_in_error", "archived", "technical_resolved", "with_legal", "with_agency",
    }  # fmt: skip


def test_it_says_what_it_is_and_has_three_members_and_work_to_do(demo: Path) -> None:
    """Nobody takes it for the real desk."""
    desk = opening.open_to_read(demo, opening.FIRST_MEMBER)

    assert desk.branch.kind == "demonstration"
    assert [(m.id, m.role) for m in desk.book.staff] == [
        ("s01", "supervisor"), ("wang", "senior"), ("li", "junior"),
    ]  # fmt: skip
    kinds = {item.kind for item in today(desk)}
    assert {"approval", "next_step", "promise", "list_new", "reminder", "suggestion"} <= kinds


def test_it_speaks_the_readers_language(demo: Path) -> None:
    """In English a name is written in both scripts, reasons in English."""
    desk = opening.open_to_read(demo)
    case = next(iter(desk.book.cases))
    customer = desk.book.customers.get(case.customer_id)
    assert customer is not None

    english = desk.branch.language == "en"
    assert case.enquiry.reason_text.isascii() is english
    assert ("(" in customer.name) is english


def test_the_day_and_the_language_decide_whether_it_is_made_anew(demo: Path) -> None:
    """Dates count back from today."""
    lang = opening.open_to_read(demo).branch.language
    day = MachineClock().today()
    other: Lang = "en" if lang == "zh" else "zh"

    assert ready(demo, lang, day)
    assert not ready(demo, other, day)
    assert not ready(demo.parent / "nothing", lang, day)


def test_a_real_desk_is_never_touched(tmp_path: Path) -> None:
    """What is no demonstration is refused, and every file stays."""
    folder = opening.set_up(str(tmp_path / "real"), "高新支行", "XA")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    with pytest.raises(BadInput) as refused:
        make_demo(folder, "zh", 3)
    with pytest.raises(BadInput):
        ready(folder, "zh", MachineClock().today())

    assert refused.value.findings[0].code == "demo.not-a-demo"
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_branchs_own_folder_gives_way_to_the_users(tmp_path: Path) -> None:
    """A branch that names its desk for every start may still look at the demonstration."""
    real = opening.set_up(str(tmp_path / "real"), "高新支行", "XA")

    assert demo_folder(str(real)) == demo_folder(None)
    assert demo_folder(str(tmp_path / "elsewhere")) == tmp_path / "elsewhere"


def test_it_counts_back_from_the_set_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day that the desk opens on is the day it was made for."""
    monkeypatch.setenv("BRANCHDESK_TODAY", "2027-03-15")
    folder = make_demo(tmp_path / "desk", "zh", 6)

    desk = opening.open_to_read(folder)
    assert ready(folder, "zh", date(2027, 3, 15))
    assert [row.days_past_due for row in reversed(case_rows(desk))] == [12, 41, 145, 7, 188, 64]


def test_half_a_demonstration_is_made_anew(tmp_path: Path) -> None:
    """Killed after its folder was set up, it is still known as one."""
    folder = opening.set_up(str(tmp_path / "desk"), "示范", "XA", kind="demonstration")

    assert not ready(folder, "zh", MachineClock().today())
    assert len(case_rows(opening.open_to_read(make_demo(folder, "zh", 3)))) == 3


def test_a_folder_with_other_files_is_never_cleared(tmp_path: Path) -> None:
    """A photograph in the wrong folder survives."""
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(BadInput):
        make_demo(tmp_path, "zh", 3)
    assert (tmp_path / "photo.jpg").exists()


def test_the_people_are_invented_but_their_numbers_check() -> None:
    """The door would refuse a wrong check digit."""
    from random import Random

    cast = people(Words("zh"), 300, Random(1))

    assert len({p.name for p in cast}) == len({p.id_number for p in cast}) == 300
    assert all(check_identity(p.id_number) for p in cast)
