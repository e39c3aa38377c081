"""Today's items judged piece by piece."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from branchdesk.actions import judging, opening, today
from branchdesk.actions.demo.make import make_demo
from branchdesk.actions.desk import Desk
from branchdesk.basics.money import Money
from branchdesk.model.desk.due import Due
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.follow.event import Event
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.judged import Judged, judge_case
from branchdesk.rules.state import ENDS
from branchdesk.store.casebook import Casebook, Commit
from tests.desks import DAY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration desk."""
    return make_demo(tmp_path_factory.mktemp("demo") / "desk", "en", 12)


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """It, open for looking."""
    with patch.dict(os.environ, {"BRANCHDESK_TODAY": DAY}):
        yield opening.open_to_read(folder, "s01")


def test_in_pieces_or_at_once_the_items_are_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two pieces nothing half judged is seen; the count only rises, up to all cases."""
    at_once = today.whole(desk)
    assert len(at_once) > len(desk.book.cases) // 2
    desk.worklist = desk.judged = desk.neighbours = None
    monkeypatch.setattr(judging, "PIECE", 5)
    seen = []
    for done, of in today.reckoning(desk, desk.today):
        assert today.today(desk, known=True) == []
        seen.append(done)
        assert of == len(desk.book.cases)
    assert seen == sorted(seen) and seen[-1] == len(desk.book.cases)
    assert today.whole(desk) == at_once
    assert list(today.reckoning(desk, desk.today)) == []


def test_what_is_old_is_told_only_where_it_is_asked_for(desk: Desk) -> None:
    """Another member sees what they see; what was reckoned last stays until then."""
    everything = today.whole(desk)
    assert today.is_reckoned(desk)
    desk.member = next(m for m in desk.book.staff if m.role == "junior")
    assert not today.is_reckoned(desk)
    assert today.today(desk, known=True) == [i for i in everything if i.until is None]
    assert [i.kind for i in today.whole(desk)].count("breach") == 0


def _changes(book: Casebook, commit: Commit) -> dict[str, Callable[[], object]]:
    """One change of each kind that a case's lines may hang on."""
    case = next(c for c in book.cases if c.state not in ENDS and c.loan.contract_no)
    customer = book.customers.get(case.customer_id)
    account = book.accounts.get(case.loan.contract_no)
    assert customer is not None and account is not None
    due = Due(
        contract_no=case.loan.contract_no, customer_name="x", due=date(2026, 11, 23),
        amount=Money("7"),
    )  # fmt: skip
    complaint = Complaint(
        id="CP-900", case=case.number, name="x", received_at=commit.at, channel="counter",
        about="other", text="x", by="s01", at=commit.at,
    )  # fmt: skip
    later = replace(
        case, number="XA-2026-90001", previous=case.number, version=0, timeline=(),
        next_on=date(2026, 11, 20),
    )  # fmt: skip
    event = Event(
        id="EV-900", kind="illness", on=date(2026, 11, 1), case=case.number, evidence="x",
        by="s01", at=commit.at,
    )  # fmt: skip
    return {
        "the case": lambda: commit.save(replace(case, next_on=date(2026, 11, 19)), "case.edit"),
        "its customer": lambda: commit.record("x", "x", replace(customer, name="王五")),
        "an event": lambda: commit.record("x", "x", replace(customer, events=(event,))),
        "the register": lambda: book.accounts.put([replace(account, change="gone")]),
        "the due list": lambda: commit.put_dues([due]),
        "a complaint": lambda: commit.record("x", "x", complaint),
        "a later case of the loan": lambda: commit.save(later, "case.open", new=True),
        "its going": lambda: book.cases.drop(case.number),
    }


CHANGES = (
    "the case", "its customer", "an event", "the register", "the due list", "a complaint",
    "a later case of the loan", "its going",
)  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_kept_is_what_would_be_judged_anew(desk: Desk, tmp_path: Path, what: str) -> None:
    """Only what has changed is judged again after a save; the list is as if all were."""
    copy = shutil.copytree(desk.folder.path, tmp_path / "copy")
    with opening.open_to_write(copy, "s01") as held:
        before = today.whole(held)
        with held.book.commit(held.now, "s01", "supervisor") as commit:
            _changes(held.book, commit)[what]()
            commit.record("x", "x")
        kept = today.whole(held)
        held.worklist = held.judged = held.neighbours = None
        assert kept == today.whole(held)
        assert kept != before


def test_after_a_save_only_that_case_is_judged(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand others are as they were."""
    judged: list[str] = []

    def noted(sheet: CaseSheet, *others: Any) -> Judged:
        judged.append(sheet.case.number)
        return judge_case(sheet, *others)

    monkeypatch.setattr(judging, "judge_case", noted)
    copy = shutil.copytree(desk.folder.path, tmp_path / "copy")
    with opening.open_to_write(copy, "s01") as held:
        today.whole(held)
        assert len(judged) == len(held.book.cases)
        judged.clear()
        case = next(c for c in held.book.cases if c.state not in ENDS)
        with held.book.commit(held.now, "s01", "supervisor") as commit:
            commit.save(replace(case, next_on=date(2026, 11, 19)), "case.edit")
        today.whole(held)
    assert judged == [case.number]
