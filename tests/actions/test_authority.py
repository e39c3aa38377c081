"""Who may do what: every role, every act, asked in the one corridor that saves (R172)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import Refused
from branchdesk.model.staff import ROLES, Member, Role
from branchdesk.rules.state import ACTS
from tests.desks import a_desk

COLLECTORS = {"junior", "senior", "supervisor"}
MAY: dict[str, set[str]] = {
    "desk.init": {"supervisor"},
    "staff.change": {"supervisor"},
    "branch.change": {"supervisor"},
    "pin.set": set(ROLES),
    "pin.after_loss": set(ROLES),
    "pin.issue": {"supervisor"},
    "pin.unlock": {"supervisor"},
    "log.add": {*COLLECTORS, "legal", "records"},
    "log.review": {"supervisor"},
    "log.file": {"supervisor", "legal"},
    "list.import": {*COLLECTORS, "records"},
    "enquiry.add": {*COLLECTORS, "legal"},
    "case.open": COLLECTORS,
    "case.edit": {*COLLECTORS, "records"},
    "case.verify": {*COLLECTORS, "records"},
    "case.classify": COLLECTORS,
    "contact.add": {*COLLECTORS, "legal"},
    "contact.review": {"supervisor"},
    "contact.score": {"supervisor"},
    "contact.reverse": {*COLLECTORS, "legal"},
    "promise.add": {*COLLECTORS, "legal"},
    "promise.reverse": {*COLLECTORS, "legal"},
    "reminder.export": {*COLLECTORS, "records"},
    "reminder.given": {*COLLECTORS, "records"},
    "today.snooze": {*COLLECTORS, "legal", "records"},
    "visit.plan": {"senior", "supervisor", "legal"},
    "visit.record": {*COLLECTORS, "legal"},
    "payment.add": {*COLLECTORS, "legal", "records"},
    "payment.reverse": {"senior", "supervisor", "records"},
    "letter.draft": {*COLLECTORS, "legal"},
    "letter.issue": {*COLLECTORS, "legal"},
    "letter.deliver": {*COLLECTORS, "legal", "records"},
    "case.close": {"senior", "supervisor", "legal"},
    "case.close_reserved": {"supervisor"},
    "case.archive": {"senior", "supervisor", "legal", "records"},
    "case.reopen": {"supervisor"},
    "class.malicious": {"supervisor"},
    "plan.propose": {"senior", "supervisor"},
    "plan.approve": {"supervisor"},
    "deferral.give": COLLECTORS,
    "deferral.approve": {"supervisor"},
    "waiver.ask": {"senior", "supervisor"},
    "waiver.approve": {"supervisor"},
    "waiver.override": {"supervisor"},
    "penalty.reverse": {"senior", "supervisor"},
    "penalty.reverse_approve": {"supervisor"},
    "plan.breach": {"senior", "supervisor"},
    "approval.deputy": {"senior"},
    "approval.record_external": {"senior", "supervisor"},
    "approval.confirm_external": {"senior", "supervisor"},
    "guarantor.edit": {*COLLECTORS, "legal", "records"},
    "clock.record": {*COLLECTORS, "legal"},
    "staff.deputy": {"supervisor"},
    "paper.add": {*COLLECTORS, "legal", "records"},
    "bundle.make": {"senior", "supervisor", "legal"},
    "month.print": {"senior", "supervisor", "legal", "records"},
    "month.close": {"supervisor"},
    "suit.ask": {"senior", "supervisor", "legal"},
    "suit.decide": {"supervisor"},
    "suit.stage": {"senior", "supervisor", "legal"},
    "credit.list": {"supervisor"},
    "agency.keep": {"supervisor", "records"},
    "police.ask": {"senior", "supervisor", "legal"},
    "police.decide": {"supervisor"},
    "police.file": {"supervisor", "legal"},
    "search.add": {*COLLECTORS, "legal"},
    "asset.add": {*COLLECTORS, "legal", "records"},
    "trace.see": {"supervisor"},
    "agency.mandate": {"senior", "supervisor", "legal"},
    "agency.decide": {"supervisor"},
    "agency.recall": {"supervisor"},
    "agency.report": {*COLLECTORS, "legal", "records"},
    "agency.review": {"senior", "supervisor", "legal"},
    "agency.evaluate": {"supervisor"},
    "event.add": {*COLLECTORS, "legal", "records"},
    "event.close": {"senior", "supervisor", "legal"},
    "complaint.add": {*COLLECTORS, "legal", "records"},
    "complaint.handle": {"senior", "supervisor", "legal"},
    "complaint.sanction": {"supervisor"},
    "hold.set": {"senior", "supervisor", "legal", "records"},
    "hold.lift": {"supervisor", "legal"},
    "backup.make": {"senior", "supervisor", "records"},
    "backup.restore": {"supervisor"},
    "purge.ask": {"supervisor"},
    "purge.confirm": {"supervisor"},
    "case.plan_month": {*COLLECTORS, "legal"},
    "case.grade": {*COLLECTORS, "legal", "records"},
    "policy.propose": {"senior", "supervisor", "legal"},
    "policy.confirm": {"supervisor"},
    "number.reveal": {*COLLECTORS, "legal", "records"},
}


DESK = {
    "desk.init", "staff.change", "branch.change", "staff.deputy", "pin.set", "pin.after_loss",
    "pin.issue", "pin.unlock", "list.import", "log.add", "log.review", "log.file", "case.open",
    "reminder.export", "reminder.given",
    "month.print", "month.close",
    "approval.deputy", "approval.record_external", "approval.confirm_external", "agency.keep",
    "agency.evaluate", "complaint.add", "complaint.handle", "complaint.sanction", "hold.set",
    "hold.lift", "backup.make", "backup.restore", "purge.ask", "purge.confirm",
    "policy.propose", "policy.confirm",
}  # fmt: skip
"""Acts that touch no single case, stand beside it, or hang on the act that was asked for."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk open for writing, at which anybody may sit."""
    place: Path = a_desk(tmp_path_factory.mktemp("authority")).path
    with opening.open_to_write(place) as desk:
        yield desk


def test_every_act_of_the_policy_stands_in_the_table(desk: Desk) -> None:
    """A new act is decided on here too (R170, R172)."""
    assert set(desk.policy.authority) == set(MAY)


def test_every_act_on_a_case_says_in_which_states_it_has_its_place() -> None:
    """A new act on a case gets its line in rules/state.py and its place in situations (R182)."""
    assert set(ACTS) == set(MAY) - DESK


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_acts_and_no_other(desk: Desk, role: Role) -> None:
    """Junior: calls and letters; supervisor: what is reserved; the reader: a PIN (R170, R162).

    Who takes enquiries (R007), what legal does (R009), duties set out (R025).
    """
    desk.member = Member(id=role, role=role)
    done = set()

    for act in MAY:
        try:
            with change(desk) as ch:
                ch.record(act, "x")
            done.add(act)
        except Refused as refused:
            assert [f.code for f in refused.findings] == ["authority.not-yours"]

    assert done == {act for act, roles in MAY.items() if role in roles}


def test_what_is_refused_leaves_no_row_behind(desk: Desk) -> None:
    """The audit trail holds what was done, each row by its doer (R171)."""
    desk.member = Member(id="kan", role="reader")
    before = len(desk.book.audit)

    with pytest.raises(Refused), change(desk) as ch:
        ch.record("staff.change", "x", Member(id="evil", role="supervisor"))

    assert len(desk.book.audit) == before and desk.book.staff.get("evil") is None
