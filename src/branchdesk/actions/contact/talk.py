"""The screen of a call: what is in view and what is asked while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from branchdesk.actions.account import list_notice
from branchdesk.actions.contact.check import Checked, check, number_of
from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.complaint import complaints_of
from branchdesk.actions.sheet import case_sheet, sheet_of
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount, Money
from branchdesk.basics.wording import named
from branchdesk.intake.form import Read, read_field
from branchdesk.intake.values import read_yes_no
from branchdesk.model.customer import Customer
from branchdesk.model.follow.talk import STAGES, Route, Stage, Tone
from branchdesk.model.form import UNSAID, Field, Form
from branchdesk.reports.call import (
    ANSWERED,
    Payoff,
    asked,
    authority,
    filed_script,
    outcome,
    owed,
    payoff_days,
)
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.talk import call as rules
from branchdesk.rules.talk.call import NOBODY, route, tone, whose


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the screen of a call."""

    sheet: CaseSheet
    answered: str
    """Who, or what, answered; empty until then."""
    way: Route
    tone: Tone
    checked: Checked
    """Whether one may call now, with the counters of the day (R157, R086)."""
    checked_for: tuple[str, ...]
    """The answers that it was asked for with."""
    complaints: tuple[str, ...]
    """Open ones, by their ids."""
    notes: tuple[Finding, ...]
    """What to know before dialling."""
    stale: Finding | None
    """Where the sums stand on a list too old to demand by; None where they were checked today."""
    filed: Finding
    """Who approved the words to say (R015)."""
    may: Finding
    """What one may settle by oneself."""

    @property
    def allowed(self) -> bool:
        """True where nothing speaks against dialling."""
        return self.checked.allowed

    @property
    def reach(self) -> tuple[Stage, ...]:
        """The stages that are open to whoever answered."""
        return rules.open_stages(self.way)

    def after(self, stage: Stage) -> Stage:
        """The stage that follows."""
        return rules.after(stage, self.way)

    def before(self, stage: Stage) -> Stage:
        """The stage before it."""
        return rules.before(stage, self.way)

    def nearest(self, stage: Stage) -> Stage:
        """The stage itself while it is open, else the last open one before it."""
        return rules.nearest(stage, self.way)


class Heard(msgspec.Struct, frozen=True):
    """What the customer promises, as far as it was typed and can be read."""

    amount: Money | None = None
    on: date | None = None
    source: str = ""


def call_form(desk: Desk) -> Form:
    """The fields of a call in the order of the talk: the contact's, the promise's, who answered."""
    contact, promise = desk.form("contact"), desk.form("promise")
    order = [key for stage in STAGES for key in asked(stage, "open", contact)]
    if contact.field("stop") and "result" in order:
        order.insert(order.index("result"), "stop")
    fields = {f.key: f for f in (*contact.fields, *promise.fields)} | {ANSWERED: _answered(contact)}
    asked_for = tuple(msgspec.structs.replace(fields[key], required=False) for key in order)
    return Form("call", contact.title, asked_for)


def _answered(contact: Form) -> Field:
    """Who may answer: a person, or what answers in the place of one."""
    who, result = contact.field("counterpart"), contact.field("result")
    people = who.choices if who else ()
    others = tuple(c for code in NOBODY if result and (c := result.choice(code)) is not None)
    return Field(ANSWERED, named("call.answered"), "choice", choices=(*people, *others))


def look(desk: Desk, number: str, typed: Mapping[str, Any], before: Seen | None = None) -> Seen:
    """Everything in view, by what was typed so far. Raises BadInput where the case is not open.

    What stood there ``before`` spares the look through all contacts while it would tell the same.
    """
    sheet = case_sheet(desk, number)
    way = way_of(desk, sheet.customer, typed)
    member = desk.member
    waits = tuple(c.id for c in complaints_of(desk, sheet.case) if c.is_open)
    asked_with = tuple(str(typed.get(key, "")) for key in ("direction", "number", "agreed"))
    same = before is not None and before.checked_for == asked_with
    checked = before.checked if before and same else _checked(desk, sheet, typed)
    listed = list_notice(desk) if sheet.around.account is not None else None
    return Seen(
        sheet=sheet,
        answered=str(typed.get(ANSWERED, "")),
        way=way,
        tone=tone(sheet.case, sheet.klass or sheet.suggestion.klass, sheet.severity),
        checked=checked,
        checked_for=asked_with,
        complaints=waits,
        notes=(*checked.notes, *([listed] if listed else [])),
        stale=_stale(sheet, listed),
        filed=filed_script(desk.book.log, desk.today),
        may=authority(member.role if member else "reader", desk.policy),
    )


def _stale(sheet: CaseSheet, listed: Finding | None) -> Finding | None:
    """What was compared with the core system today needs no warning."""
    if listed is None or listed.code != "today.list-old" or sheet.debt.core_total is not None:
        return None
    return Finding("call.old-list", listed.facts)


def way_of(desk: Desk, customer: Customer, typed: Mapping[str, Any]) -> Route:
    """Where the call may go by who answered and what was checked (R036)."""
    checked = typed.get("identity_checked", ())
    items = checked if isinstance(checked, list | tuple) else ()
    return route(str(typed.get(ANSWERED, "")), items, customer, desk.policy)


def _checked(desk: Desk, sheet: CaseSheet, typed: Mapping[str, Any]) -> Checked:
    """May one dial now; what the customer does is never blocked."""
    agreed = read_yes_no(typed.get("agreed") or "") is True
    number, phone = sheet.case.number, str(typed.get("number", ""))
    try:
        phone = number_of("" if phone in UNSAID else phone, sheet.customer, "self")
    except BadInput:  # a number half typed is told beside its field, on saving
        phone = ""
    found = check(desk, number, phone, whose(phone, sheet.customer, sheet.case), agreed=agreed)
    if typed.get("direction") == "in":
        return msgspec.structs.replace(found, findings=())
    return found


def payoffs(desk: Desk, sheet: CaseSheet, promised: date | None = None) -> tuple[Payoff, ...]:
    """What settles the debt today, at the end of the month, and on the day that was named."""
    days = payoff_days(desk.today, promised)
    return tuple(Payoff(day, owed(sheet_of(desk, sheet.case, sheet.customer, day))) for day in days)


def heard(desk: Desk, typed: Mapping[str, Any]) -> Heard:
    """The promise so far, to be read back."""
    form = desk.form("promise")

    def read(key: str) -> Any:
        field, value = form.field(key), typed.get(key)
        found = read_field(field, value, desk.today) if field and value else None
        return found.value if isinstance(found, Read) else None

    amount, on = read("amount"), read("due_on")
    sum_ = amount.value if isinstance(amount, Amount) else None
    return Heard(sum_, on if isinstance(on, date) else None, str(typed.get("source", "")))


def suggested(desk: Desk, seen: Seen, typed: Mapping[str, Any], began: datetime) -> dict[str, str]:
    """What the talk itself tells at its close; the clerk corrects it."""
    promise, total = heard(desk, typed), owed(seen.sheet)
    least = seen.sheet.debt.known_total if total is None else total
    result = outcome(str(typed.get(ANSWERED, "")), seen.way, promise.amount, least)
    if seen.way in ("voicemail", "unreached"):
        return {"result": result, "next_on": f"+{desk.policy.enquiry.next_call_days}"}
    # A call that goes on from a draft has no known length: the clerk tells it.
    length = str(rules.minutes(seconds(desk, began))) if keeps_awake(desk, began) else ""
    due = promise.on.isoformat() if promise.on else ""
    return {"result": result, "minutes": length, "next_on": due}


def seconds(desk: Desk, began: datetime) -> int:
    """How long the call has lasted."""
    return max(0, int((desk.now - began).total_seconds()))


def keeps_awake(desk: Desk, began: datetime | None) -> bool:
    """True while a call keeps the screens from locking themselves (R181)."""
    most = desk.policy.pin.call_minutes
    return began is not None and rules.still_running(seconds(desk, began), most)
