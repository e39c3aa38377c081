"""A case: the state of one overdue loan and its history."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.deferral import Deferral
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.entry import Entry
from branchdesk.model.follow.grade import Habit, MonthPlan
from branchdesk.model.kept.delivery import Delivery
from branchdesk.model.loan import Loan
from branchdesk.model.payment import Payment
from branchdesk.model.plan import Plan
from branchdesk.model.suit import Suit
from branchdesk.model.trace.police import PoliceReport
from branchdesk.model.trace.record import Asset, Search
from branchdesk.model.visit import Visit
from branchdesk.model.waiver import Reversal, Waiver

State = Literal[
    "enquired", "verified", "classified", "dunning", "in_arrangement", "with_legal",
    "with_agency", "settled", "written_off", "technical_resolved", "handed_over",
    "transferred", "renewed", "debt_asset", "recorded_in_error", "archived",
]  # fmt: skip
CaseClass = Literal["non_malicious", "malicious", "technical"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A classification: the clerk's decision with its ground; all of them are kept."""

    klass: CaseClass
    ground: str
    by: str
    on: date
    confirmed: bool = True
    """False: suspected malicious, until a second person confirms it with evidence."""
    approval: str = ""
    evidence: str = ""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the case: a draft, or issued and then frozen."""

    id: str
    """Such as ``D-1``; it stays when the number comes."""
    code: str
    lang: str
    as_of: date
    by: str
    at: datetime
    file: str
    """Below D/papers/<case>/."""
    sha256: str
    number: str = ""
    """Empty until issued; never used again."""
    plan: str = ""
    """The plan that an agreement was drawn from; a changed plan needs a new draft."""
    deferral: str = ""
    """The deferral that an agreement was drawn from, likewise."""
    to: str = ""
    """The guarantor it is for; empty where it goes to the borrower or stays inside."""
    issued_by: str = ""
    issued_at: datetime | None = None
    facts: dict[str, Any] = {}
    """The facts printed on it, frozen when it was issued."""
    deliveries: tuple[Delivery, ...] = ()
    """Each time it was sent, oldest first."""


Compared = Literal["", "original", "copy", "doubtful"]
"""Seen beside its original, only as a copy, genuine or valid in doubt; empty: nobody said."""
COMPARED: tuple[Compared, ...] = ("original", "copy", "doubtful")


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A document or recording that came in from outside, kept as it came."""

    id: str
    """Such as ``R-1``; one run in each case."""
    title: str
    proves: str
    """What it shows, as the evidence list prints it."""
    file: str
    """Below D/received/<case>/; a name made here, never the one it came with."""
    sha256: str
    size: int
    """In bytes."""
    compared: Compared = ""
    by: str
    at: datetime


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """How the identity was checked and which papers were seen."""

    identity_checked: tuple[str, ...] = ()
    caller_relation: str = ""
    papers_seen: tuple[str, ...] = ()
    by: str = ""
    on: date | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case, whole; it is saved whole, one version after the other."""

    number: str
    """Such as ``XA-2026-00001``; it names folders."""
    version: int = 0
    state: State = "enquired"
    before_archive: str = ""
    """The end state that an archived case had."""
    opened_on: date
    customer_id: str
    previous: str = ""
    """The archived case of the same loan, if there was one."""
    enquiry: Enquiry
    """The first enquiry; later ones stand in the timeline."""
    loan: Loan
    verification: Verification = Verification()
    decisions: tuple[Decision, ...] = ()
    indicators: dict[str, Any] = {}
    """Facts beside the enquiry that rules read: fault_party, ability, willingness, evidence;
    of a technical case its cause, put_right, put_right_on, credit_applied_on."""
    letters: tuple[Letter, ...] = ()
    plans: tuple[Plan, ...] = ()
    """Oldest first; the last one counts."""
    deferrals: tuple[Deferral, ...] = ()
    """Oldest first."""
    waivers: tuple[Waiver, ...] = ()
    """Those outside a plan, oldest first."""
    reversals: tuple[Reversal, ...] = ()
    """Of penalties that the bank itself caused."""
    received: tuple[Received, ...] = ()
    suit: Suit | None = None
    """What legal has of it, from the supervisor's decision on."""
    mandates: tuple[Mandate, ...] = ()
    """What was to be entrusted to agencies and law firms, oldest first."""
    searches: tuple[Search, ...] = ()
    """Steps of the search for a customer who is lost."""
    assets: tuple[Asset, ...] = ()
    police: tuple[PoliceReport, ...] = ()
    """Reports to the police, asked for or filed."""
    payments: tuple[Payment, ...] = ()
    """As they were recorded, those that were reversed too."""
    visits: tuple[Visit, ...] = ()
    """As they were planned and recorded."""
    habit: Habit | None = None
    """How the customer pays, as it was last read."""
    month_plans: tuple[MonthPlan, ...] = ()
    """Oldest first; the last one counts."""
    next_on: date | None = None
    next_none_because: str = ""
    timeline: tuple[Entry, ...] = ()
    extra: dict[str, str] = {}
    salt: str = ""
    """Keeps the audit digest from being guessed; it goes when the case is erased."""

    @property
    def decision(self) -> Decision | None:
        """The classification that counts: the last one."""
        return self.decisions[-1] if self.decisions else None

    @property
    def plan(self) -> Plan | None:
        """The plan that counts: the last one that was not refused."""
        return next((p for p in reversed(self.plans) if p.state != "refused"), None)

    @property
    def plan_in_force(self) -> Plan | None:
        """The plan that was granted and not replaced."""
        return next((p for p in reversed(self.plans) if p.state == "granted"), None)

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind, oldest first."""
        return tuple(e for e in self.timeline if e.kind == kind)

    @property
    def taken_back(self) -> dict[int, int]:
        """The contacts that were taken back as wrong, by their entry, with the entry that did."""
        return {int(e.facts["entry"]): e.seq for e in self.entries("contact_reversed")}

    @property
    def contacts(self) -> tuple[Entry, ...]:
        """The contacts that stand, oldest first; one taken back counts nowhere."""
        told, gone = self.entries("contact"), self.taken_back
        return tuple(e for e in told if e.seq not in gone) if gone else told

    def payment(self, payment_id: str) -> Payment | None:
        """The payment with this id, or None."""
        return next((p for p in self.payments if p.id == payment_id), None)

    def letter(self, letter_id: str) -> Letter | None:
        """The letter with this id, or None."""
        return next((p for p in self.letters if p.id == letter_id), None)
