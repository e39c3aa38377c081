"""Which paper may be drafted and issued, with every reason against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.wording import Term
from branchdesk.model.branch import Branch
from branchdesk.model.case import Case, Letter
from branchdesk.model.policy import Policy
from branchdesk.rules import deferral, waiver
from branchdesk.rules.agency.mandate import granted
from branchdesk.rules.clock.clocks import lives
from branchdesk.rules.clock.guarantee import guarantee
from branchdesk.rules.court import legal
from branchdesk.rules.court.paper import FOR_COURT, card, no_card, with_legal
from branchdesk.rules.due import coming
from branchdesk.rules.owed.allocation import since_check
from branchdesk.rules.severity import severity
from branchdesk.rules.state import ENDS, WORKING

PRINTED = (
    "bank", "branch", "letter_word", "address", "phone", "complaint_phone",
    "account_name", "account_no", "account_bank", "seal",
)  # fmt: skip


WITHOUT_FIGURES = ("technical_letter", "complaint_reply")
"""Letters that demand nothing and print an amount only where it was checked."""
ACCOUNT = ("account_name", "account_no", "account_bank")
WITHOUT_ACCOUNT = (
    "technical_letter",
    "complaint_reply",
    "litigation_application",
    "waiver_form",
    "settlement_certificate",
    "balance_confirmation",
    *FOR_COURT,
)
BY_GUARANTOR = ("guarantor_notice",)
"""Letters that go to a guarantor."""
SETTLING = ("settlement_certificate",)
"""Letters that say that nothing is owed."""
BY_COMPLAINT = ("complaint_reply",)
"""Letters that answer a complaint; what is planned in the case never stands against them."""
BY_PLAN = ("repayment_agreement",)
"""Letters that write down the plan of the case."""
BY_DEFERRAL = ("deferral_agreement",)
"""Letters that write down a deferral that a supervisor granted."""
BOTH_SIGN = (*BY_PLAN, *BY_DEFERRAL)
"""Agreements: the borrower signs them, so they name who that is by the whole number."""
BY_MANDATE = {"agency_mandate": "agency", "law_firm_brief": "law_firm"}
"""Letters that write down a mandate, and to whom it was given."""
DUNNING = ("overdue_notice", "final_demand")
"""Letters after whose issue a classified case is being dunned."""


class Standing(msgspec.Struct, frozen=True):
    """Where a case stands on the day of a letter: what the checks below look at."""

    case: Case
    days: int | None
    policy: Policy
    today: date
    """The as-of day of the letter."""
    now: date
    """The day on which it is written: what is in force then counts."""
    to: str = ""
    """The guarantor it goes to; empty for any of them."""


Check = Callable[[Standing], list[Finding]]


def classified(at: Standing) -> list[Finding]:
    """Different treatment by class (R003)."""
    return [] if at.case.decision else [Finding("letter.not-classified", source="R003")]


def not_technical(at: Standing) -> list[Finding]:
    """A technical case is put right and explained, not dunned (R149)."""
    if at.case.decision is None or at.case.decision.klass != "technical":
        return []
    return [Finding("letter.technical", source="R149")]


def open_still(at: Standing) -> list[Finding]:
    """What has ended is not dunned."""
    if at.case.state in WORKING or at.case.decision is None:
        return []
    return [Finding("letter.closed", {"state": Term("state", at.case.state)})]


def overdue(at: Standing) -> list[Finding]:
    """The letter states the days overdue (R123)."""
    if at.days is None:
        return [Finding("letter.no-due-date", source="R123")]
    return [] if at.days > 0 else [Finding("letter.not-overdue", source="R121")]


def grave(at: Standing) -> list[Finding]:
    """The last demand is for confirmed malicious cases and for severe ones (R117, R132)."""
    decision = at.case.decision
    if severity(at.days, at.policy) == "severe" or decision is None:
        return []
    if decision.klass == "malicious" and decision.confirmed:
        return []
    return [Finding("letter.not-grave", {"days": at.days}, source="R117")]


def only_technical(at: Standing) -> list[Finding]:
    """The explanation is for what was no fault of the customer (R149)."""
    if at.case.decision is None or at.case.decision.klass == "technical":
        return []
    return [Finding("letter.only-technical", source="R149")]


def not_ended(at: Standing) -> list[Finding]:
    """A case that was put right may still be explained; one that ended otherwise may not."""
    if at.case.state in ("enquired", "verified", *WORKING, "technical_resolved"):
        return []
    return [Finding("letter.ended", {"state": Term("state", at.case.state)})]


def bank_at_fault(at: Standing) -> list[Finding]:
    """The bank says sorry for what was verified as its own (R053, R149)."""
    if at.case.indicators.get("fault_party") == "bank":
        return []
    return [Finding("letter.fault-not-bank", source="R149")]


def put_right(at: Standing) -> list[Finding]:
    """First it is put right, then explained (R149)."""
    if at.case.indicators.get("put_right"):
        return []
    return [Finding("letter.not-put-right", source="R149")]


def triggered(at: Standing) -> list[Finding]:
    """One of the triggers fired; else what each of them lacks (R150, R151, R152)."""
    given = (at.case, at.days, at.policy, at.today)
    return [] if legal.triggers(*given) else legal.lacking(*given)


def no_plan_in_force(at: Standing) -> list[Finding]:
    """While a granted plan is kept, nobody is dunned (card rules art. 70, taken for all)."""
    plan = at.case.plan_in_force
    if plan is None or at.case.state != "in_arrangement":
        return []
    return [Finding("letter.plan-in-force", {"id": plan.id}, source="监管办法第70条")]


def no_deferral_in_force(at: Standing) -> list[Finding]:
    """Who was given a later day is not dunned before it (R094)."""
    running = deferral.in_force(at.case, at.now)
    if running is None:
        return []
    return [Finding("letter.deferred", {"id": running.id, "until": running.until}, "R094")]


def deferred(at: Standing) -> list[Finding]:
    """An agreement writes down a deferral that was granted and still runs (R140, R148)."""
    running = deferral.in_force(at.case, at.now)
    if running is not None and running.approval:
        return []
    return [Finding("letter.no-deferral", source="R140")]


def waiver_asked(at: Standing) -> list[Finding]:
    """The form is for a waiver that is asked for or was granted (R145, R148)."""
    last = at.case.waivers[-1] if at.case.waivers else None
    if last is not None and last.state in ("asked", "granted"):
        return []
    return [Finding("letter.no-waiver", source="R145")]


def due_soon(at: Standing) -> list[Finding]:
    """A reminder is of a day that lies ahead, from three days before it (R080, R081)."""
    ahead = coming(at.case, at.policy, at.now)
    if ahead is None:
        return [Finding("letter.nothing-coming", source="R080")]
    most = max(at.policy.letter.reminder_days)
    if 0 <= (ahead.day - at.now).days <= most:
        return []
    return [Finding("letter.too-early", {"day": ahead.day, "most": most}, "R081")]


def nothing_owed(at: Standing) -> list[Finding]:
    """The core system's last figures are 0.00, and no payment was taken back since (R182)."""
    checked = at.case.loan.checked
    if not checked:
        return [Finding("letter.not-settled", source="R182")]
    found = []
    if checked[-1].total != ZERO:
        facts = {"total": checked[-1].total, "as_of": checked[-1].as_of}
        found.append(Finding("letter.still-owed", facts, "R182"))
    seq = max((e.seq for e in at.case.entries("verified") if "principal" in e.facts), default=0)
    if any((p.reversed_by or 0) > seq for p in at.case.payments):
        found.append(Finding("letter.reversed-since", source="R182"))
    return found


def no_relief_open(at: Standing) -> list[Finding]:
    """A waiver on its condition, or a question that waits, leaves the debt undecided (R145)."""
    waits = waiver.pending(at.case, at.now)
    open_ones = [waits.id] if waits else []
    open_ones += [r.id for r in at.case.reversals if r.state == "asked"]
    return [Finding("letter.relief-open", {"id": one}, "R145") for one in open_ones]


def settled_state(at: Standing) -> list[Finding]:
    """What was written off, sold or replaced is not settled (R182)."""
    state = at.case.state
    if state not in ENDS or state in ("settled", "technical_resolved"):
        return []
    return [Finding("letter.ended", {"state": Term("state", state)})]


def planned(at: Standing) -> list[Finding]:
    """An agreement writes down a plan, proposed or granted (R127)."""
    plan = at.case.plan
    if plan is not None and plan.state in ("proposed", "granted"):
        return []
    return [Finding("letter.no-plan", source="R127")]


def non_malicious(at: Standing) -> list[Finding]:
    """Instalments are for the non-malicious (R140)."""
    decision = at.case.decision
    if decision is None or decision.klass == "non_malicious":
        return []
    return [Finding("letter.plan-class", {"klass": Term("class", decision.klass)}, "R140")]


def to_agency(at: Standing) -> list[Finding]:
    """The mandate was granted: a supervisor decided on it (R162)."""
    return [] if granted(at.case, "agency") else [Finding("letter.no-mandate", source="R162")]


def to_firm(at: Standing) -> list[Finding]:
    """A law firm was mandated: it alone writes a lawyer's letter (R017, R162)."""
    return [] if granted(at.case, "law_firm") else [Finding("letter.no-firm", source="R162")]


def claim_lives(at: Standing) -> list[Finding]:
    """Written off and handed over keep the claim; other ends leave none."""
    if lives(at.case):
        return []
    return [Finding("letter.ended", {"state": Term("state", at.case.state)})]


def guaranteed(at: Standing) -> list[Finding]:
    """A guarantor is claimed on within the guarantee period, or was in time (Civil Code 693)."""
    many = [g for g in at.case.loan.guarantors if at.to == "" or at.to in g.names]
    if not many:
        return [Finding("letter.no-guarantor", source="民法典681")]
    told = [guarantee(at.case, one, at.policy, at.now) for one in many]
    if any(clock.state != "expired" for clock in told):
        return []
    return [
        Finding("letter.guarantee-over", {"who": c.who, "until": c.deadline}, "民法典693")
        for c in told
    ]


def _of(check: Callable[[Case], list[Finding]]) -> Check:
    return lambda at: check(at.case)


UNEASED: tuple[Check, ...] = (no_plan_in_force, no_deferral_in_force)
"""What a paper that duns asks; papers that keep a claim alive never do."""
CHECKS: dict[str, tuple[Check, ...]] = {
    "overdue_notice": (classified, not_technical, open_still, overdue, *UNEASED),
    "final_demand": (classified, not_technical, open_still, overdue, grave, *UNEASED),
    "repayment_agreement": (classified, non_malicious, open_still, planned),
    "deferral_agreement": (classified, non_malicious, open_still, deferred),
    "waiver_form": (classified, waiver_asked),
    "payment_reminder": (not_technical, not_ended, due_soon),
    "settlement_certificate": (settled_state, nothing_owed, no_relief_open),
    "agency_mandate": (classified, not_technical, open_still, overdue, to_agency, *UNEASED),
    "law_firm_brief": (classified, not_technical, open_still, overdue, to_firm, *UNEASED),
    "technical_letter": (classified, only_technical, not_ended, bank_at_fault, put_right),
    # Nothing that eases or classes a debt keeps these back: they keep the claim alive.
    "balance_confirmation": (claim_lives, overdue),
    "guarantor_notice": (claim_lives, guaranteed),
    "litigation_application": (classified, not_technical, open_still, overdue, triggered),
    "civil_complaint_loan": (_of(with_legal), claim_lives, overdue, _of(no_card)),
    "civil_complaint_card": (_of(with_legal), claim_lives, overdue, _of(card)),
}
"""What speaks against each letter; a branch's own letter that is not named here is free."""


def may_draft(
    case: Case,
    code: str,
    days: int | None,
    policy: Policy,
    today: date,
    now: date | None = None,
    to: str = "",
) -> list[Finding]:
    """Every reason against drafting a paper now; empty where it may be drafted (R121, R149).

    ``today`` is the as-of day of the paper, ``now`` the day on which it is written, ``to`` the
    guarantor whom it goes to.
    """
    at = Standing(case, days, policy, today, now or today, to)
    return [finding for check in CHECKS.get(code, ()) for finding in check(at)]


def drawn_on(case: Case, code: str, today: date) -> date:
    """The as-of day of a letter drafted today: that of the last checked figures, else today.

    An agreement confirms the debt of its plan's day.
    """
    if code in BY_PLAN and case.plan is not None:
        return case.plan.as_of
    return case.loan.checked[-1].as_of if case.loan.checked else today


def _printed(code: str) -> list[str]:
    """The entries of branch.toml that a letter prints; one that asks for no money, no account."""
    return [key for key in PRINTED if key not in ACCOUNT or code not in WITHOUT_ACCOUNT]


def may_issue(case: Case, letter: Letter, branch: Branch, today: date) -> list[Finding]:
    """Every reason against issuing a draft: figures unchecked for its day, gaps in branch.toml.

    Checked figures are a property of the letter: those of WITHOUT_FIGURES are issued without.
    """
    if letter.number:
        return [Finding("letter.already-issued", {"number": letter.number})]
    found = [] if letter.code in (*WITHOUT_FIGURES, *SETTLING) else _figures(case, letter)
    if letter.code in BY_PLAN:
        found += _plan(case, letter)
    elif letter.code in SETTLING:
        found += _settled_as_of(case, letter)
    elif letter.code not in WITHOUT_FIGURES:
        found += _paid_since(case, letter, today) + _deferral(case, letter, today)
    lacks = [key for key in _printed(letter.code) if not getattr(branch, key).strip()]
    if lacks:
        found.append(Finding("branch.lacks", {"keys": lacks}))
    if letter.as_of > today:
        found.append(Finding("letter.ahead", {"as_of": letter.as_of}))
    return found


def _plan(case: Case, letter: Letter) -> list[Finding]:
    """An agreement is issued after the grant, never for a changed plan (R147, R148)."""
    plan = case.plan
    if plan is None or plan.id != letter.plan:
        return [Finding("letter.plan-changed", {"id": letter.plan}, source="R147")]
    if plan.state != "granted":
        return [Finding("letter.plan-not-granted", {"id": plan.id}, source="R147")]
    return []


def _settled_as_of(case: Case, letter: Letter) -> list[Finding]:
    """The certificate names the day of the last check; a newer one needs a new draft (R182)."""
    checked = case.loan.checked
    if checked and checked[-1].as_of == letter.as_of:
        return []
    return [Finding("letter.not-checked", {"as_of": letter.as_of}, source="R182")]


def _deferral(case: Case, letter: Letter, today: date) -> list[Finding]:
    """An agreement is issued for the deferral that it was drawn from, never for another (R148)."""
    running = deferral.in_force(case, today)
    if letter.code not in BY_DEFERRAL or (running and running.id == letter.deferral):
        return []
    return [Finding("letter.deferral-changed", {"id": letter.deferral}, source="R148")]


def _paid_since(case: Case, letter: Letter, today: date) -> list[Finding]:
    """Nobody is asked for what they have paid: figures from before a payment are checked again."""
    same_day = [c for c in case.loan.checked if c.as_of == letter.as_of]
    came = since_check(case, same_day[-1], today) if same_day else []
    if not came:
        return []
    facts = {"amount": Money.total(p.amount for p in came), "as_of": letter.as_of}
    return [Finding("letter.paid-since", facts, source="R123")]


def _figures(case: Case, letter: Letter) -> list[Finding]:
    """The core system's figures of the letter's day, and something owed by them (R123)."""
    checked = [c for c in case.loan.checked if c.as_of == letter.as_of]
    if not checked:
        return [Finding("letter.not-checked", {"as_of": letter.as_of}, source="R123")]
    if checked[-1].total == ZERO:
        return [Finding("letter.nothing-owed", source="R121")]
    return []
