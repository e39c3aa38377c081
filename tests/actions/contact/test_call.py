"""A call recorded from its screen: contact and promise together, nothing empty, in clean words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from branchdesk.actions import opening
from branchdesk.actions.contact.call import (
    drop_call,
    keep_call,
    kept_call,
    save_call,
)
from branchdesk.actions.contact.talk import call_form, heard, look, payoffs, suggested
from branchdesk.actions.desk import Desk
from branchdesk.actions.screen.draft import unfinished_notice
from branchdesk.basics.clock import HandClock
from branchdesk.basics.errors import BadInput
from branchdesk.model.case import Case
from tests.builders import codes
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
BEGAN = datetime(2026, 11, 22, 10, 30)
TYPED = {
    "direction": "out", "number": "1", "answered": "self",
    "identity_checked": ["full_name", "id_tail"], "reason": "cash_flow", "text": "下周发工资",
    "attitude": "willing", "amount": "5000", "due_on": "+5", "source": "工资", "read_back": "是",
    "result": "promise", "minutes": "4", "recording": "R-1", "next_on": "+3",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case whose customer has two numbers."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    added = desk.add(an_enquiry(phone="13900001202"))
    assert added["number"] == CASE
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> Iterator[Desk]:
    """The desk in the hands of li, a junior, five minutes into a call."""
    opened = opening.take(made.copied(tmp_path).path, "li")
    opened.clock = HandClock(datetime(2026, 11, 22, 10, 34, 10))
    yield opened
    opened.close()


def case_of(desk: Desk) -> Case:
    """The case as it is stored."""
    found = desk.book.cases.get(CASE)
    assert found is not None
    return found


def refused(desk: Desk, **typed: Any) -> list[tuple[str, str]]:
    """Code and field of every fault; nothing is saved."""
    before = case_of(desk).version
    with pytest.raises(BadInput) as fault:
        save_call(desk, CASE, TYPED | typed, BEGAN)
    assert case_of(desk).version == before
    return [(f.code, f.field) for f in fault.value.findings]


def test_contact_and_promise_land_in_one_commit(desk: Desk) -> None:
    """What was promised is never without the talk in which it was (R042, R085)."""
    rows = len(desk.book.audit)
    done = save_call(desk, CASE, TYPED, BEGAN)

    contact, promise = case_of(desk).timeline[-2:]
    assert (contact.kind, promise.kind, done.promise) == ("contact", "promise", "PR-1")
    assert contact.facts["number"] == "13900001202" and contact.facts["counterpart"] == "self"
    assert contact.facts["at"] == "2026-11-22T10:30:00" and contact.facts["read_back"] is True
    assert (promise.facts["amount"], promise.facts["made_on"]) == ("5000.00", "2026-11-22")
    assert "gaps" not in contact.facts and not done.findings
    assert str(case_of(desk).next_on) == "2026-11-25", "the earlier of the two"
    assert len(desk.book.audit) - rows == 2 and contact.at == promise.at


@pytest.mark.parametrize("key", ["text", "attitude", "recording", "identity_checked"])
def test_nothing_stays_empty_once_somebody_was_reached(desk: Desk, key: str) -> None:
    """The field is named; one key says why there is no answer, words excepted (R041)."""
    code = "call.empty-words" if key == "text" else "call.empty"
    assert refused(desk, **{key: ""}) == [(code, key)]


def test_one_key_fills_what_has_no_answer(desk: Desk) -> None:
    """Unwilling, unknown, not applicable (R041)."""
    given = {"attitude": "unwilling", "recording": "not_applicable", "number": "unknown"}
    save_call(desk, CASE, TYPED | given, BEGAN)
    assert case_of(desk).timeline[-2].facts["attitude"] == "unwilling"


WRONG = [
    ({"answered": ""}, [("call.who-answered", "answered")]),
    ({"read_back": ""}, [("call.not-read-back", "read_back")]),
    ({"amount": "", "due_on": "", "source": ""}, [("call.promise-lacks", "amount")]),
    ({"due_on": "", "source": ""}, [("form.required", "due_on")]),
    ({"next_on": ""}, [("contact.no-next-step", "next_on")]),
    ({"amount": "viel"}, [("amount.not-an-amount", "amount")]),
]


@pytest.mark.parametrize(("typed", "found"), WRONG)
def test_a_half_told_call_names_its_fields(
    desk: Desk, typed: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    """Who answered, the promise whole and read back, a next step (R042, R085)."""
    assert refused(desk, **typed) == found


def test_a_third_person_is_recorded_without_a_word_about_the_debt(desk: Desk) -> None:
    """Whoever refuses is never called again on that number (R177)."""
    typed = {
        "answered": "family", "number": "13900009999", "result": "third_party", "stop": "是",
        "next_on": "+3",
    }  # fmt: skip
    save_call(desk, CASE, typed, BEGAN)
    seen = look(desk, CASE, {"number": "13900009999"})
    assert "contact.asked-to-stop" in codes(seen.checked.findings) and not seen.allowed


def test_what_was_never_asked_is_not_applicable(desk: Desk) -> None:
    """Somebody whose identity did not suffice is asked nothing of the debt (R036)."""
    typed = {"answered": "self", "identity_checked": ["full_name"], "result": "call_back",
             "text": "不方便", "minutes": "1", "recording": "R-2", "next_on": "+1"}  # fmt: skip
    done = save_call(desk, CASE, typed, BEGAN)
    facts = case_of(desk).timeline[-1].facts
    assert not done.findings and facts["attitude"] == "not_applicable"


def test_a_forbidden_phrase_is_written_otherwise_or_kept_by_a_supervisor(desk: Desk) -> None:
    """In any field of one's own words; kept, it is a breach to be looked at (R179)."""
    assert refused(desk, text="他是老赖") == [("call.forbidden", "text")]
    assert refused(desk, source="通知你单位") == [("call.forbidden", "source")]
    with pytest.raises(BadInput):
        save_call(desk, CASE, TYPED | {"text": "老 赖"}, BEGAN, override=True)

    desk.member = desk.book.staff.get("zhao")
    assert refused(desk, text="他是老赖") == [("call.forbidden-override", "text")]
    done = save_call(desk, CASE, TYPED | {"text": "他说别人叫他老赖"}, BEGAN, override=True)
    assert codes(done.breaches) == ["phrases.insult"]


def test_what_speaks_against_dialling_is_told_and_what_happened_is_recorded(desk: Desk) -> None:
    """At 22:10 the call is warned of; done, it is a fact with its breach."""
    late = datetime(2026, 11, 22, 22, 10)
    desk.clock = HandClock(late)
    assert codes(look(desk, CASE, {}).checked.findings) == ["contact.quiet"]
    assert look(desk, CASE, {"agreed": "是"}).allowed
    assert look(desk, CASE, {"direction": "in"}).allowed, "the customer calls when they like"
    busy = {"answered": "busy", "result": "busy", "next_on": "+1"}
    assert codes(save_call(desk, CASE, busy, late).breaches) == ["contact.quiet"]


def test_the_seventh_attempt_is_warned_of(desk: Desk) -> None:
    """Six calls a number a day."""
    for _ in range(6):
        save_call(
            desk, CASE, {"answered": "no_answer", "result": "no_answer", "next_on": "+1"}, BEGAN
        )
    assert codes(look(desk, CASE, {}).checked.findings) == ["contact.attempts"]


def test_the_close_is_filled_in_from_the_talk(desk: Desk) -> None:
    """Result, length and next step, as far as they are known (R085)."""
    seen = look(desk, CASE, TYPED)
    promise = suggested(desk, seen, TYPED, BEGAN)
    assert promise == {"result": "partial_promise", "minutes": "5", "next_on": "2026-11-27"}
    gone = {"answered": "switched_off"}
    assert suggested(desk, look(desk, CASE, gone), gone, BEGAN) == {
        "result": "switched_off", "next_on": "+5",
    }  # fmt: skip


def test_the_sums_of_the_days_that_the_customer_asks_for(desk: Desk) -> None:
    """Today, the month's end, and the day in the promise; unknown is unknown."""
    seen = look(desk, CASE, TYPED)
    sums = payoffs(desk, seen.sheet, heard(desk, TYPED).on)
    assert [one.on.day for one in sums] == [22, 27, 30]
    assert all(one.total is None for one in sums), "no contract rate is known"


def test_the_draft_of_a_call_is_its_authors_alone(desk: Desk) -> None:
    """It survives a kill, on the disk, and nobody else is offered it."""
    keep_call(desk, CASE, {"values": {"text": "说到一半"}, "stage": "reason", "began": ""})
    assert codes([f for f in [unfinished_notice(desk)] if f]) == ["call.unfinished-cases"]
    desk.member = desk.book.staff.get("wang")
    assert kept_call(desk, CASE) is None and unfinished_notice(desk) is None
    desk.member = desk.book.staff.get("li")
    drop_call(desk, CASE)
    assert kept_call(desk, CASE) is None


def test_the_form_of_a_call_asks_who_answered_in_the_words_of_the_contact(desk: Desk) -> None:
    """Persons first, then what answers in their place, by one key each."""
    field = call_form(desk).field("answered")
    assert field is not None and [c.code for c in field.choices][:2] == [
        "self", "legal_representative",
    ]  # fmt: skip
    assert {"voicemail", "no_answer"} <= {c.code for c in field.choices}
