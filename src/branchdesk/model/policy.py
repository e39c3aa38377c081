"""The branch's policy: dated values with their sources, and the values of one day."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

import msgspec

from branchdesk.basics.wording import Label
from branchdesk.model.agency.register import PaperKind
from branchdesk.model.case import CaseClass
from branchdesk.model.clock.limitation import LimitationPolicy
from branchdesk.model.days import Days
from branchdesk.model.desk.dated import Dated, PolicySource, PolicyValue
from branchdesk.model.follow.policy import (
    ComplaintPolicy,
    EventEffect,
    GradePolicy,
    MonthPolicy,
    SnoozePolicy,
    Strategy,
)
from branchdesk.model.payment import PARTS, Part
from branchdesk.model.staff import Role
from branchdesk.model.terms import RateStep

Overdue = Literal["special_mention", "substandard", "doubtful", "loss"]
"""The regulator's classes of what is overdue."""
Channel = Literal["sms", "call", "letter", "email", "visit"]
"""By which way the branch reaches a customer."""


class SeverityPolicy(msgspec.Struct, frozen=True):
    """Bounds in days past due."""

    bounds: tuple[int, int]
    loan_classes: dict[Overdue, int]
    card_classes: dict[Overdue, int]

    def __post_init__(self) -> None:
        """Refuse bounds in the wrong order: moderate would have no day."""
        if not 0 < self.bounds[0] < self.bounds[1]:
            raise ValueError("bounds need two rising numbers of days")


class DebtPolicy(msgspec.Struct, frozen=True):
    """How interest is counted where the contract says nothing else."""

    basis: Literal[360, 365]
    as_of_included: bool
    round_down: bool


class PaymentPolicy(msgspec.Struct, frozen=True):
    """What a payment settles first."""

    order: tuple[Part, ...]

    def __post_init__(self) -> None:
        """Refuse an order that names a part twice or not at all: it would never be settled."""
        if sorted(self.order) != sorted(PARTS):
            raise ValueError(f"order needs each of {', '.join(PARTS)} once")


class LprPolicy(msgspec.Struct, frozen=True):
    """The published loan prime rate, kept by the branch."""

    one_year: tuple[RateStep, ...]

    def on(self, day: date) -> Decimal | None:
        """The rate of a day, share a year; None before the first line."""
        past = [step for step in self.one_year if step.since <= day]
        return max(past, key=lambda step: step.since).rate if past else None


class EnquiryPolicy(msgspec.Struct, frozen=True):
    """What the door lets in."""

    due_ahead_days: Days
    list_stale_workdays: Days
    identity_needed: Days
    next_call_days: Days


class LetterPolicy(msgspec.Struct, frozen=True):
    """Figures that letters print, and how fresh they are."""

    pay_within_days: Days
    final_within_days: Days
    figures_days: Days
    """How old the figures of a dunning paper may be when it is issued."""
    reminder_days: Annotated[tuple[Days, ...], msgspec.Meta(min_length=1)]


class DeliveryPolicy(msgspec.Struct, frozen=True):
    """When a letter counts as delivered, and what is followed up."""

    confirm_workdays: Days
    proof_days: Days
    signers_person: tuple[str, ...]
    signers_enterprise: tuple[str, ...]


class PlanPolicy(msgspec.Struct, frozen=True):
    """Bounds of an instalment plan."""

    periods: tuple[int, int]
    card_periods: tuple[int, int]
    """Least and most months of a plan for a credit card."""
    income_share: Decimal
    first_within_days: int
    grace_workdays: Days


class WaiverPolicy(msgspec.Struct, frozen=True):
    """Bounds of a waiver of penalty interest."""

    max_share: Decimal
    max_days: int
    pay_within_days: Days

    def __post_init__(self) -> None:
        """Refuse a share that is none: more would be waived than is owed."""
        if not 0 <= self.max_share <= 1:
            raise ValueError("max_share needs a share from 0 to 1")


class ReversalPolicy(msgspec.Struct, frozen=True):
    """What follows when the bank takes back a penalty of its own doing."""

    credit_days: Days


class LadderPolicy(msgspec.Struct, frozen=True):
    """In which order a customer is reached, by department: channels, then stages of the suit."""

    credit: tuple[Channel, ...]
    legal: tuple[Channel, ...]
    preservation: tuple[Literal["filed", "preserved", "enforcement"], ...]


class DeferralPolicy(msgspec.Struct, frozen=True):
    """How many days a deferral may have, and who gives how many alone."""

    max_days: dict[Role, Days]
    most_days: Days


class LegalPolicy(msgspec.Struct, frozen=True):
    """When a suit may be applied for, and the brackets of the court fee."""

    days: Days
    min_attempts: Days
    amount: Decimal
    lost_days: Days
    papers_days: Days
    fee_base: Decimal
    fee_brackets: tuple[tuple[Decimal, Decimal], ...]
    """(above so many yuan, share); the bounds rise."""
    filing_days: Days
    preserve_sue_days: Days
    appeal_days: Days
    enforce_years: Days
    preserve_base: Decimal
    preserve_brackets: tuple[tuple[Decimal, Decimal], ...]
    preserve_most: Decimal

    def __post_init__(self) -> None:
        """Refuse bounds out of order: what lies between them would be charged twice."""
        bounds = [above for above, _ in self.fee_brackets]
        if bounds != sorted(set(bounds)) or self.amount < 0:
            raise ValueError("fee_brackets need rising bounds, amount must not be below 0")


class AgencyPolicy(msgspec.Struct, frozen=True):
    """Papers and evaluations of agencies and law firms."""

    papers: tuple[PaperKind, ...]
    firm_papers: tuple[PaperKind, ...]
    evaluation_days: Days
    renewal_days: Days
    warn_days: Days
    report_days: Annotated[int, msgspec.Meta(ge=1)]


class ContactPolicy(msgspec.Struct, frozen=True):
    """When, how often and whom one may contact."""

    quiet_hours: tuple[str, str]
    attempts_a_day: Annotated[int, msgspec.Meta(ge=1)]
    talks_a_day: Annotated[int, msgspec.Meta(ge=1)]
    lost_calls: Annotated[int, msgspec.Meta(ge=1)]
    lost_days: Annotated[int, msgspec.Meta(ge=1)]
    pace: tuple[tuple[Days, Days, Days, Days], ...]
    """(from day, to day past due, least and most days between two contacts)."""
    reminders: tuple[tuple[Days, Literal["sms", "call"]], ...]
    """(so many days before the due date, by which way)."""
    visitors: Annotated[int, msgspec.Meta(ge=1)]
    hand_in: str
    due_list_days: Annotated[int, msgspec.Meta(ge=1)]

    def __post_init__(self) -> None:
        """Refuse hours that are none: nobody would ever be told that it is too late."""
        begin, end = self.quiet
        time.fromisoformat(self.hand_in)
        if begin <= end:
            raise ValueError(
                "quiet_hours need an evening and a later morning, such as 22:00, 08:00"
            )

    @property
    def quiet(self) -> tuple[time, time]:
        """From the evening to the morning."""
        begin, end = (time.fromisoformat(text) for text in self.quiet_hours)
        return begin, end


class PinPolicy(msgspec.Struct, frozen=True):
    """Tries and waits of a PIN, its length, and when the screens lock."""

    free_tries: Annotated[int, msgspec.Meta(ge=1, le=5)]
    waits: tuple[Annotated[int, msgspec.Meta(ge=1)], ...]
    most_tries: Annotated[int, msgspec.Meta(ge=1, le=20)]
    chosen_digits: tuple[int, int]
    issued_digits: Annotated[int, msgspec.Meta(ge=6, le=12)]
    idle_minutes: Annotated[int, msgspec.Meta(ge=1, le=60)]
    call_minutes: Annotated[int, msgspec.Meta(ge=0, le=120)]

    def __post_init__(self) -> None:
        """Refuse what would let anybody guess: no wait, falling waits, a PIN of four digits."""
        if not self.waits or list(self.waits) != sorted(self.waits):
            raise ValueError("waits need rising numbers of seconds")
        if not 6 <= self.chosen_digits[0] <= self.chosen_digits[1] <= 20:
            raise ValueError("chosen_digits need two rising numbers from 6 to 20")
        if self.most_tries < self.free_tries:
            raise ValueError("most_tries must not be below free_tries")


class RetentionPolicy(msgspec.Struct, frozen=True):
    """How many years what is kept; the law's least before 2025 was 5 for a case."""

    case_years: Annotated[int, msgspec.Meta(ge=5, le=100)]
    complaint_years: Annotated[int, msgspec.Meta(ge=2, le=100)]
    recording_years: Annotated[int, msgspec.Meta(ge=2, le=100)]


class AssignmentPolicy(msgspec.Struct, frozen=True):
    """Who works a case, levels, large sums, watches."""

    junior_days: Days
    decided_above: Days
    raise_amount: Decimal
    large: Decimal
    levels: tuple[tuple[Days, Decimal], ...]
    """(days up to, amount below) of each level but the last, rising."""
    watch_days: Days
    restructured_days: Days
    card_grace_days: Days
    card_tolerance: Decimal

    def __post_init__(self) -> None:
        """Refuse levels that do not rise: one of them would have no case."""
        days = [most for most, _ in self.levels]
        sums = [below for _, below in self.levels]
        if days != sorted(set(days)) or sums != sorted(set(sums)):
            raise ValueError("levels need rising days and amounts")


class Indicator(msgspec.Struct, frozen=True, rename={"klass": "class"}):
    """A fact that speaks for a class, and how strongly."""

    klass: CaseClass
    weight: Days
    when: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]] = {}
    """It is silent where one of these facts has one of the values."""

    def speaks(self, facts: Mapping[str, str]) -> bool:
        """True where every wanted fact is there and none that silences it."""
        wanted = all(facts.get(name, "") in values for name, values in self.when.items())
        return wanted and not any(facts.get(n, "") in values for n, values in self.unless.items())


class Policy(msgspec.Struct, frozen=True):
    """All values of one day."""

    severity: SeverityPolicy
    debt: DebtPolicy
    payment: PaymentPolicy
    lpr: LprPolicy
    enquiry: EnquiryPolicy
    letter: LetterPolicy
    delivery: DeliveryPolicy
    plan: PlanPolicy
    waiver: WaiverPolicy
    deferral: DeferralPolicy
    snooze: SnoozePolicy
    reversal: ReversalPolicy
    ladder: LadderPolicy
    legal: LegalPolicy
    agency: AgencyPolicy
    limitation: LimitationPolicy
    contact: ContactPolicy
    complaint: ComplaintPolicy
    pin: PinPolicy
    assignment: AssignmentPolicy
    retention: RetentionPolicy
    strategy: dict[str, Strategy]
    phrases: dict[str, tuple[str, ...]]
    """Words that nobody may use, by their kind."""
    classification: dict[str, Indicator]
    event: dict[str, EventEffect]
    """By kind of event."""
    grade: GradePolicy
    month: MonthPolicy
    authority: dict[str, tuple[Role, ...]]
    sources: dict[str, PolicySource] = {}
    """By key such as ``severity.bounds``."""
    labels: dict[str, Label] = {}
    calendar: Mapping[date, bool] = MappingProxyType({})
    """Working days that the branch entered; they win over the calendar of the library."""


class PolicyBook(msgspec.Struct):
    """All dated values, by noun and key; ``on`` gives one day's policy."""

    values: dict[str, dict[str, PolicyValue]]
    calendar: dict[date, bool] = {}
    judged: dict[int, Policy] = {}
    turns: tuple[date, ...] = ()
    """The days on which something changes, in order; between two of them all days are alike."""
    last: tuple[Policy, dict[str, tuple[int, ...]]] | None = None
    """What was judged last, and by which dated values of each noun."""

    def on(self, day: date) -> Policy:
        """The policy of a day: the day that matters, never the day of reading."""
        if not self.turns:
            every = (
                d.since for keys in self.values.values() for v in keys.values() for d in v.values
            )
            self.turns = tuple(sorted(set(every)))
        span = bisect_right(self.turns, day)
        if span not in self.judged:
            self.judged[span] = self._judge(day)
        return self.judged[span]

    def find(self, key: str) -> PolicyValue | None:
        """The setting of a key such as ``severity.bounds``, or None."""
        noun, _, name = key.partition(".")
        return self.values.get(noun, {}).get(name)

    def with_value(self, key: str, dated: Dated) -> "PolicyBook":
        """A book in which a known setting has one more dated value; this one stays as it is."""
        noun, _, name = key.partition(".")
        old = self.values[noun][name]
        new = msgspec.structs.replace(old, values=(*old.values, dated))
        return PolicyBook({**self.values, noun: {**self.values[noun], name: new}}, self.calendar)

    def _judge(self, day: date) -> Policy:
        """The policy of a day; of what was judged last, only what has changed since is converted.

        Raises msgspec.ValidationError that names noun and key.
        """
        dated = {n: {k: v.dated(day) for k, v in keys.items()} for n, keys in self.values.items()}
        marks = {noun: tuple(map(id, keys.values())) for noun, keys in dated.items()}
        nouns: dict[str, Any] = {
            noun: {key: one.value for key, one in keys.items()} for noun, keys in dated.items()
        }
        flat = {f"{n}.{k}": value for n, keys in self.values.items() for k, value in keys.items()}
        changed = [noun for noun in nouns if self.last and self.last[1].get(noun) != marks[noun]]
        try:
            fresh = {noun: msgspec.convert(nouns[noun], noun_types()[noun]) for noun in changed}
        except msgspec.ValidationError:
            self.last = None
        if self.last is None:
            policy = msgspec.convert(nouns, Policy)
            fresh = {"labels": {name: value.label for name, value in flat.items()}}
            fresh["calendar"] = MappingProxyType(self.calendar)
        else:
            policy = self.last[0]
        fresh["sources"] = {name: value.source_on(day) for name, value in flat.items()}
        policy = msgspec.structs.replace(policy, **fresh)
        self.last = (policy, marks)
        return policy


@cache
def noun_types() -> dict[str, Any]:
    """The type of each noun's values."""
    return {field.name: field.type for field in msgspec.structs.fields(Policy)}
