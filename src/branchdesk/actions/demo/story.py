"""What happened to each invented case: every class, severity and state has one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from branchdesk.actions import approval, case, classification, closing, enquiry, letter
from branchdesk.actions import plan as plans
from branchdesk.actions.agency.mandate import propose
from branchdesk.actions.clock.guarantor import add_guarantor
from branchdesk.actions.contact.add import add_contact
from branchdesk.actions.contact.promise import add_promise
from branchdesk.actions.delivery.record import deliver, send
from branchdesk.actions.demo.people import Person
from branchdesk.actions.desk import Desk
from branchdesk.actions.follow import complaint
from branchdesk.actions.legal.suit import ask_to_sue, record_stage
from branchdesk.actions.loan.terms import edit_terms
from branchdesk.actions.payment.add import add_payment
from branchdesk.actions.relief import reversal, waiver
from branchdesk.actions.relief.deferral import defer
from branchdesk.basics.clock import FixedClock
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words
from branchdesk.rules.owed.debt import interest

PRODUCTS = {"person": ("consumer", "car", "personal_business"), "enterprise": ("working_capital",)}

LONG_AGO = 25
"""Days by which every fifth case is older: last month's summary has cases too."""


class Story(msgspec.Struct, frozen=True):
    """One kind of case: how late, why, which class, how far it went."""

    days: int
    reason: str
    klass: str = ""
    steps: tuple[str, ...] = ()
    product: str = ""
    """Where the story is one of a certain product."""


STORIES = (
    Story(12, "illness"),
    Story(
        41,
        "cash_flow",
        "non_malicious",
        ("verify", "classify", "notice", "send", "call", "promise"),
    ),
    Story(145, "refuses", "", ("verify", "guarantor", "call")),
    Story(7, "debit_failed", "technical", ("verify", "classify")),
    Story(188, "false_facts", "malicious", ("verify", "classify", "confirm", "notice")),
    Story(64, "accident", "non_malicious", ("verify", "classify", "plan", "grant")),
    Story(28, "disputes_amount", "non_malicious", ("verify", "classify", "call", "complain")),
    Story(90, "cash_flow", "non_malicious", ("verify", "classify", "plan")),
    Story(30, "job_loss", "non_malicious", ("verify", "classify", "notice", "settled")),
    Story(75, "poor_business", "non_malicious", ("verify", "classify", "notice", "renewed")),
    Story(210, "poor_business", "non_malicious", ("verify", "classify", "written_off")),
    Story(120, "cash_flow", "non_malicious", ("verify", "classify", "handed_over")),
    Story(15, "debit_failed", "technical", ("verify", "classify", "technical_resolved", "archive")),
    Story(55, "illness", "non_malicious", ("verify", "classify", "settled", "archive")),
    Story(99, "false_facts", "malicious", ("verify", "classify")),
    Story(33, "cash_flow", "", ("recorded_in_error",)),
    Story(160, "poor_business", "non_malicious", ("verify", "classify", "debt_asset")),
    Story(48, "job_loss", "non_malicious", ("verify", "classify", "transferred")),
    Story(20, "accident", "non_malicious", ("verify", "classify", "notice", "pay")),
    Story(3, "cash_flow"),
    Story(24, "illness", "non_malicious", ("verify", "classify", "defer", "grant")),
    Story(8, "debit_failed", "technical", ("verify", "classify", "reverse_penalty", "grant")),
    Story(52, "cash_flow", "non_malicious", ("verify", "classify", "plan_soon", "grant")),
    Story(26, "illness", "non_malicious", ("verify", "classify", "waive", "grant")),
    Story(9, "debit_failed", "technical", ("verify", "classify", "technical_resolved")),
    Story(
        130, "refuses", "non_malicious", ("verify", "classify", "notice", "sue", "grant", "stage")
    ),
    Story(
        140, "refuses", "non_malicious",
        ("verify", "classify", "notice", "sue", "grant", "stage"), product="credit_card",
    ),
    Story(
        115, "poor_business", "non_malicious",
        ("verify", "classify", "notice", "call", "entrust", "grant", "brief", "grant"),
    ),
)  # fmt: skip


class Teller:
    """Tells one story after another on a desk, on the days on which they happened."""

    def __init__(self, desk: Desk, words: Words, random: Random, today: date) -> None:
        """Take the open desk; its clock and its member are set as the story goes."""
        self.desk, self.words, self.random, self.today = desk, words, random, today
        self._number, self._story, self._ago = "", STORIES[0], 0

    def tell(self, number: int, person: Person) -> str:
        """The number of the case that the story made."""
        story = STORIES[number % len(STORIES)]
        loan = self._loan(number, person, story)
        opened = min(story.days - 1, 3 + number % 7 + (LONG_AGO if number % 5 == 1 else 0))
        self._ago = opened
        self._at("li")
        told = {**loan, **self._told(person, story)}
        read, faults = enquiry.read_enquiry(self.desk, told)
        assert read is not None, faults
        added = enquiry.add_one(self.desk, read)
        self._number, self._story, self._ago = added.number, story, opened
        self._terms()
        for step in story.steps:
            self._ago = max(0, self._ago - 1)
            self._step(step)
        return added.number

    def _at(self, member: str) -> None:
        day = self.today - timedelta(days=self._ago)
        hour, minute = self.random.randrange(9, 17), self.random.randrange(60)
        self.desk.clock = FixedClock(datetime.combine(day, time(hour, minute)))
        self.desk.member = self.desk.book.staff.get(member)

    def _loan(self, number: int, person: Person, story: Story) -> dict[str, Any]:
        principal = Money(self.random.randrange(3, 300) * 1000)
        owed_interest = Money.rounded(principal * Decimal("0.01"))
        kinds = PRODUCTS[person.kind]
        return {
            "product": story.product or kinds[number % len(kinds)],
            "contract_no": f"XADEMO{self.today.year}{number:05d}",
            "amount": str(principal + owed_interest),
            "overdue_principal": str(principal),
            "overdue_interest": str(owed_interest),
            "loan_balance": str(principal + principal),
            "contract_rate": self.random.choice(["4.35%", "4.9%", "7.2%"]),
            "penalty_uplift": "50%",
            "due_date": (self.today - timedelta(days=story.days)).isoformat(),
        }

    def _told(self, person: Person, story: Story) -> dict[str, Any]:
        enterprise = person.kind == "enterprise"
        return {
            "channel": self.random.choice(["phone", "walk_in"]),
            "customer_name": person.name,
            "customer_kind": person.kind,
            "id_number": person.id_number,
            "phone": person.phone,
            "caller_relation": "legal_representative" if enterprise else "self",
            "identity_checked": ["full_name", "id_card_seen"],
            "reason": story.reason,
            "reason_text": self.words(f"demo.told-{story.reason}"),
            "wishes": "instalments" if "plan" in story.steps else "none",
        }

    def _step(self, step: str) -> None:
        told = getattr(self, f"_{step}", None)
        if told is not None:
            told()
        else:
            self._end(step)

    def _verify(self) -> None:
        self._at("li")
        stored = self.desk.book.cases.get(self._number)
        assert stored is not None
        self._checked(stored.loan.overdue_principal or Money("0"))

    def _checked(self, principal: Money) -> None:
        days = max(0, self._story.days - self._ago - 1)
        penalty = interest(principal, Decimal("0.07"), days, self.desk.policy)
        rest = Money.rounded(principal * Decimal("0.01"))
        figures = {"principal": principal, "interest": rest, "penalty": penalty}
        told: dict[str, Any] = {key: str(value) for key, value in figures.items()}
        told |= {"figures_checked_on": self.desk.today.isoformat(), "papers_seen": ["contract"]}
        if self._story.klass == "technical":
            told["fault_party"] = "bank"
            told["put_right_on"] = self.desk.today.isoformat()
            told |= {key: self.words(f"demo.{key}") for key in ("put_right", "evidence")}
            told["cause"] = "debit_failed"
        case.verify(self.desk, self._number, told)

    def _classify(self) -> None:
        self._at("wang")
        ground = "malicious" if self._story.klass == "malicious" else "class"
        classification.classify(
            self.desk, self._number, self._story.klass, self.words(f"demo.ground-{ground}")
        )

    def _confirm(self) -> None:
        self._grant()

    def _grant(self) -> None:
        self._at("s01")
        asked = next(
            a for a in self.desk.book.approvals if a.case == self._number and a.state == "open"
        )
        approval.grant(self.desk, asked.id, self.words("demo.ground-grant"))

    def _plan(self) -> None:
        self._propose(self.today - timedelta(days=self._ago - 25))

    def _plan_soon(self) -> None:
        self._propose(self.today + timedelta(days=2))

    def _propose(self, day: date) -> None:
        self._at("wang")
        first = day.isoformat()
        told = {"periods": 6, "first": first, "income": "1000000", "guarantor_consents": True}
        plans.propose(self.desk, self._number, told)

    def _defer(self) -> None:
        self._at("wang")
        told = {"days": self._ago + 10, "ground": self.words("demo.ground-defer")}
        defer(self.desk, self._number, told)

    def _waive(self) -> None:
        self._at("wang")
        told = {"share": "20%", "ground": self.words("demo.ground-waive")}
        told["override"] = self.words("demo.ground-override")
        waiver.ask(self.desk, self._number, told)

    def _reverse_penalty(self) -> None:
        self._at("wang")
        reversal.ask(self.desk, self._number, self.words("demo.ground-reverse"))

    def _notice(self) -> None:
        self._at("li")
        drafted = letter.draft(self.desk, self._number, "overdue_notice", self.words.lang)
        letter.issue(self.desk, self._number, drafted.id)

    def _send(self) -> None:
        self._at("li")
        stored = self.desk.book.cases.get(self._number)
        assert stored is not None
        drawn, day = stored.letters[-1], self.desk.today.isoformat()
        sent = {"way": "ems", "tracking": f"EB{self._number[-5:]}4521", "posted_on": day}
        send(self.desk, self._number, drawn.id, sent | {"content": drawn.number})
        signed = {"proof": "signed", "on": day, "signer": self.words("demo.signer")}
        deliver(self.desk, self._number, drawn.id, signed | {"relation": "self"})

    def _complain(self) -> None:
        self._at("li")
        told = {key: self.words(f"demo.complaint-{key}") for key in ("text", "claim")}
        told |= {"channel": "phone", "about": "conduct", "against": "li"}
        one = complaint.add_complaint(self.desk, told, self._number)
        said = {"how": "phone", "text": self.words("demo.complaint-answer")}
        complaint.respond(self.desk, one.id, said)
        self._at("s01")
        found = {k: self.words(f"demo.complaint-{k}") for k in ("facts", "rectification")}
        complaint.investigate(self.desk, one.id, found | {"finding": "partly"})
        if self._ago > 10:
            told = {"told_on": self.desk.today.isoformat(), "how": "letter"}
            complaint.close(self.desk, one.id, told)

    def _call(self) -> None:
        self._at("li")
        told = {"direction": "out", "channel": "call", "counterpart": "self", "minutes": 6}
        told |= {"identity_checked": ["full_name", "id_tail"], "result": "call_back"}
        told |= {"text": self.words("demo.called"), "attitude": "willing"}
        told |= {"number": "unknown", "recording": f"T-{self._number[-4:]}"}
        told |= {"next_on": (self.today + timedelta(days=self.random.randrange(5))).isoformat()}
        add_contact(self.desk, self._number, told)

    def _promise(self) -> None:
        self._at("li")
        due = (self.today + timedelta(days=2)).isoformat()
        add_promise(self.desk, self._number, {"amount": "5000", "due_on": due})

    def _terms(self) -> None:
        """What the back office reads from the contract; the papers print it."""
        stored = self.desk.book.cases.get(self._number)
        assert stored is not None and stored.loan.loan_balance is not None
        signed = self.today - timedelta(days=self._story.days + 400)
        told = {
            "contract_name": self.words("demo.contract-name"),
            "signed_on": signed.isoformat(),
            "loan_amount": str(stored.loan.loan_balance + stored.loan.loan_balance),
            "maturity": self._maturity(signed).isoformat(),
        }
        edit_terms(self.desk, self._number, told, self.words("demo.ground-contract"))

    def _maturity(self, signed: date) -> date:
        """A guaranteed loan ran out when it fell due: its guarantee period is nearly over."""
        if "guarantor" in self._story.steps:
            return self.today - timedelta(days=self._story.days)
        return signed + timedelta(days=1096)

    def _guarantor(self) -> None:
        self._at("wang")
        told = {"name": self.words("demo.guarantor"), "kind": "joint", "phone": "13800138066"}
        told |= {"contract_no": f"BZ-{self._number[-4:]}", "maximum": "500000.00"}
        told["address"] = self.words("demo.guarantor-address")
        add_guarantor(self.desk, self._number, told)

    def _sue(self) -> None:
        self._at("wang")
        ask_to_sue(self.desk, self._number, self.words("demo.ground-sue"))

    def _entrust(self) -> None:
        self._mandate("AG-1")

    def _brief(self) -> None:
        self._mandate("AG-2")

    def _mandate(self, agency: str) -> None:
        self._at("wang")
        today = self.desk.today
        told = {"until": (today + timedelta(days=90)).isoformat()}
        told |= {"informed_on": today.isoformat(), "ground": self.words("demo.ground-entrust")}
        told["informed_proof"] = self.words("demo.informed")
        propose(self.desk, self._number, agency, told)

    def _stage(self) -> None:
        self._at("wang")
        told = {"stage": "papers_ready", "on": self.desk.today.isoformat()}
        record_stage(self.desk, self._number, told)

    def _pay(self) -> None:
        self._at("li")
        self._paid("2000.00")

    def _paid(self, amount: str) -> None:
        paid = {"amount": amount, "on": self.desk.today.isoformat(), "source": "transfer"}
        add_payment(self.desk, self._number, paid)

    def _archive(self) -> None:
        self._at("s01")
        closing.archive(self.desk, self._number)

    def _end(self, outcome: str) -> None:
        self._at("s01")
        if outcome == "settled":
            # What is settled was paid: the month's recovery counts it.
            stored = self.desk.book.cases.get(self._number)
            assert stored is not None
            self._paid(str(stored.loan.amount))
            told = {"principal": "0", "interest": "0", "penalty": "0"}
            day = self.desk.today.isoformat()
            case.verify(self.desk, self._number, {**told, "figures_checked_on": day})
        closing.close(self.desk, self._number, outcome, self.words("demo.ground-end"))
