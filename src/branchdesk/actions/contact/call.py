"""A call recorded: contact and promise in one commit; its draft while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from branchdesk.actions.change import against
from branchdesk.actions.contact.add import Recorded, add_contact, free_text
from branchdesk.actions.contact.check import number_of
from branchdesk.actions.contact.talk import call_form, way_of
from branchdesk.actions.desk import Desk
from branchdesk.actions.screen import draft
from branchdesk.actions.sheet import case_sheet
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.contact import Contact
from branchdesk.model.customer import Customer
from branchdesk.model.follow.talk import STAGES, Route, Stage
from branchdesk.model.form import UNSAID, Form
from branchdesk.reports.call import ANSWERED, PROMISE, READ_BACK, asked, stage_of
from branchdesk.rules.contact import gaps
from branchdesk.rules.phrases import forbidden
from branchdesk.rules.talk.call import NOBODY, PROMISED, open_stages

OVERRIDE = "contact.review"
"""Who looks at breaches may also save a record with a forbidden phrase in it (R179)."""


def save_call(
    desk: Desk,
    number: str,
    typed: Mapping[str, Any],
    began: datetime,
    override: bool = False,
) -> Recorded:
    """The call and what was promised in it, in one commit; whatever it broke is kept with it.

    ``typed`` are answers of ``call_form``. Unlike a contact entered later, nothing may stay empty
    once somebody was reached (R041): one key says why there is no answer. ``override``: a
    supervisor keeps a text with a forbidden phrase in it (R179). Raises BadInput, Refused.
    """
    form = desk.form("contact")
    customer = case_sheet(desk, number).customer
    way = way_of(desk, customer, typed)
    raw = _record(form, customer, typed, began, way)
    promise = {key: typed[key] for key in PROMISE if typed.get(key)}
    faults = [*_unanswered(form, raw, typed, began), *_half_said(raw, promise, typed)]
    if not (override and may_override(desk)):
        faults += _phrases(desk, form, raw, promise)
    made = promise | {"made_on": began.date().isoformat()} if promise else None
    if faults:
        raise BadInput([*faults, *_misread(desk, form, raw, made, {f.field for f in faults})])
    return add_contact(desk, number, raw, screen=True, promise=made)


def may_override(desk: Desk) -> bool:
    """True where the one at the desk may keep a record with a forbidden phrase in it."""
    return not against(desk, OVERRIDE)


def _record(
    form: Form,
    customer: Customer,
    typed: Mapping[str, Any],
    began: datetime,
    way: Route,
) -> dict[str, Any]:
    """The answers by the keys of the contact's form; what such a call does not ask is so marked."""
    answered = str(typed.get(ANSWERED, ""))
    raw = {key: value for key, value in typed.items() if form.field(key) and value not in ("", [])}
    person = "" if answered in NOBODY else answered
    phone = str(typed.get("number", ""))
    if phone not in UNSAID:
        phone = number_of(phone, customer, person or "self")
    raw |= {"channel": "call", "at": began.isoformat(" ", "minutes")}
    raw |= {"direction": str(typed.get("direction") or "out")}
    raw |= {"counterpart": person} if person else {}
    raw |= {"number": phone} if phone else {}
    told = {key for stage in open_stages(way) for key in asked(stage, way, form)}
    spared = [f.key for f in form.fields if f.complete and f.unsaid and f.key not in told]
    return dict.fromkeys(spared, "not_applicable") | raw


def _unanswered(
    form: Form, raw: Mapping[str, Any], typed: Mapping[str, Any], began: datetime
) -> list[Finding]:
    """Who answered, and every field that stayed empty although somebody was reached (R041)."""
    if not typed.get(ANSWERED):
        return [Finding("call.who-answered", field=ANSWERED)]
    done = Contact(at=began, channel="call", result=str(raw.get("result", "")))
    empty = gaps(done, raw, [f.key for f in form.fields if f.complete])
    unsaid = {f.key for f in form.fields if f.unsaid}
    return [
        Finding("call.empty" if key in unsaid else "call.empty-words", source="R041", field=key)
        for key in empty
    ]


def _half_said(
    raw: Mapping[str, Any], promise: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[Finding]:
    """A promise wants its sum and day, and is read back (R042)."""
    if promise and not typed.get(READ_BACK):
        return [Finding("call.not-read-back", source="R042", field=READ_BACK)]
    if not promise and raw.get("result") in PROMISED:
        return [Finding("call.promise-lacks", source="R042", field="amount")]
    return []


def _phrases(
    desk: Desk, form: Form, raw: Mapping[str, Any], promise: Mapping[str, Any]
) -> list[Finding]:
    """Forbidden phrases, beside the field that holds them (R179)."""
    own = {f.key: free_text(Form("", form.title, (f,)), raw) for f in form.fields if f.key in raw}
    own["source"] = str(promise.get("source", ""))
    code = "call.forbidden-override" if may_override(desk) else "call.forbidden"
    return [
        Finding(code, {"what": found}, source="R179", field=key)
        for key, text in own.items()
        if (found := forbidden(text, desk.policy))
    ]


def _misread(
    desk: Desk,
    form: Form,
    raw: Mapping[str, Any],
    promise: Mapping[str, Any] | None,
    faulted: set[str],
) -> list[Finding]:
    """What could not be read, told together with the rest."""
    wrong = fill_in(form, raw, desk.today)[1]
    if promise:
        wrong += fill_in(desk.form("promise"), promise, desk.today)[1]
    return [f for f in wrong if f.field not in faulted]


def first_stage(desk: Desk, way: Route, faults: Sequence[Finding]) -> Stage | None:
    """The stage at which the first fault is put right; None where it belongs to no field."""
    form = call_form(desk)
    contact = desk.form("contact")
    stages = [stage_of(f.field, way, contact) for f in faults if form.field(f.field)]
    return min(stages, key=STAGES.index, default=None)


# ------------------------------------------------------------ the draft of a running call


def keep_call(desk: Desk, number: str, kept: dict[str, Any]) -> None:
    """The running call as it stands is on the disk, for its author alone."""
    draft.keep(desk, f"{draft.CALL}{number}", kept)


def kept_call(desk: Desk, number: str) -> dict[str, Any] | None:
    """The author's own unfinished call of a case, or None."""
    return draft.find(desk, f"{draft.CALL}{number}")


def drop_call(desk: Desk, number: str) -> None:
    """The call was saved or thrown away."""
    draft.drop(desk, f"{draft.CALL}{number}")
