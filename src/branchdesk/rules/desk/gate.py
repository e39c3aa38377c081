"""What a case still lacks before each step: the reasons that refuse it, and what fills each.

Each gate asks the rule that its act asks, so that the list and the refusal cannot differ. Who may
do it, and a question that waits at the desk already, are not the case's own lack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.branch import Branch
from branchdesk.model.case import Case, Letter
from branchdesk.model.customer import Customer
from branchdesk.model.desk.gate import Gap, Gate
from branchdesk.model.form import Form
from branchdesk.model.policy import Policy
from branchdesk.rules import plan
from branchdesk.rules.card.plan import WHATEVER
from branchdesk.rules.classification import may_classify
from branchdesk.rules.court.legal import missing_papers
from branchdesk.rules.court.suit import may_ask
from branchdesk.rules.desk.archive import may_archive
from branchdesk.rules.enquiry import NEEDED_TO_CLASSIFY
from branchdesk.rules.follow.event import against_paper
from branchdesk.rules.letter import may_draft, may_issue
from branchdesk.rules.owed.debt import Debt
from branchdesk.rules.state import ENDS, may_close

LOOKED_UP = ("contract", "repayment_record", "account_flow")
"""What is looked up before the case is judged (R037, R038)."""
FILLS = {
    "gate.identity": "case verify",
    "gate.papers": "case verify",
    "gate.to-complete": "case edit",
    "classify.incomplete": "case edit",
    "classify.not-the-bank": "case verify",
    "letter.not-classified": "case classify",
    "letter.no-due-date": "case edit",
    "letter.not-checked": "case verify",
    "letter.paid-since": "case verify",
    "letter.fault-not-bank": "case verify",
    "letter.not-put-right": "case verify",
    "plan.not-classified": "case classify",
    "plan.debt-unknown": "case verify",
    "plan.rate-unknown": "case edit",
    "plan.not-checked": "case verify",
    "plan.card-figures": "case verify",
    "suit.not-classified": "case classify",
    "legal.not-time": "contact add",
    "legal.not-refused": "contact add",
    "legal.lacks-contract": "case verify",
    "legal.lacks-disbursement": "case verify",
    "legal.lacks-statement": "case verify",
    "legal.lacks-repayments": "case verify",
    "legal.lacks-identity": "customer edit",
    "legal.lacks-guarantor": "case edit",
    "state.no-way": "case close",
    "close.not-checked": "case verify",
    "close.not-technical": "case classify",
    "close.not-put-right": "case verify",
    "close.still-owed": "payment add",
    "reversal.credit-open": "case verify",
}
"""The command that fills a lack; a reason that is not named here only time or the law changes."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it is judged today, and as it was on the day of whose figures a letter is drawn."""

    case: Case
    klass: str
    """The class decided, else the one suggested; may be empty."""
    customer: Customer
    identity_verified: bool
    to_complete: tuple[str, ...]
    form: Form
    """The enquiry form: it names what is to be completed."""
    branch: Branch
    debt: Debt
    days: int | None
    policy: Policy
    today: date
    drawn_on: date
    drawn_days: int | None
    drawn_policy: Policy


def _classification(known: Known) -> Gate:
    """Who spoke, what was looked up, what is to be completed (R036-R038, R053, R054)."""
    against = may_classify(known.case, known.klass, known.to_complete, known.form)
    return Gate(before="classification", gaps=_gaps(against, _unasked(known)))


def _unasked(known: Known) -> Iterator[Finding]:
    if not known.identity_verified and known.case.enquiry.channel != "bank_list":
        yield Finding("gate.identity", source="R036")
    yield from not_looked_up(known.case, known.form)
    left = [key for key in known.to_complete if key not in NEEDED_TO_CLASSIFY]
    if left:
        names = [field.label for key in left if (field := known.form.field(key))]
        yield Finding("gate.to-complete", {"names": names})


def not_looked_up(case: Case, form: Form) -> list[Finding]:
    """The papers to look up before the customer is spoken with, as far as nobody did (R037, R038).

    ``form`` is the enquiry form: it names them.
    """
    unseen = [key for key in LOOKED_UP if key not in case.verification.papers_seen]
    papers = form.field("papers_seen")
    names = [choice.label for key in unseen if papers and (choice := papers.choice(key))]
    return [Finding("gate.papers", {"names": names}, source="R037")] if names else []


def paper_of(known: Known) -> str:
    """The letter that a case is first meant for: a notice, or the explanation (R121, R149)."""
    return "technical_letter" if known.klass == "technical" else "overdue_notice"


def _letter(known: Known) -> Gate:
    """From the draft to the issue: its class, its day, its figures, the branch (R003, R123)."""
    case, code, day = known.case, paper_of(known), known.drawn_on
    drawn = Letter(
        id="", code=code, lang=known.branch.language, as_of=day, by="",
        at=datetime.combine(known.today, time()), file="", sha256="",
    )  # fmt: skip
    against = may_draft(case, code, known.drawn_days, known.drawn_policy, day, known.today)
    against += against_paper(code, known.customer, known.policy)
    against += may_issue(case, drawn, known.branch, known.today)
    return Gate(before="letter", paper=code, gaps=_gaps(against))


def _plan(known: Known) -> Gate:
    """What the case lacks, whatever the terms that will be asked for (R127, R140)."""
    policy, today = known.policy, known.today
    asked = plan.Asked(
        case=known.case, debt=known.debt, days=known.days, periods=policy.plan.periods[0],
        first=today + timedelta(days=1), no_income_because="-", card=WHATEVER,
    )  # fmt: skip
    against = plan.may_propose(asked, policy, today)
    unknown = {finding.code for finding in against}
    told = [f for f in plan.remarks(asked, policy, today) if f.code == "plan.not-checked"]
    return Gate(before="plan", gaps=_gaps(against, [] if "plan.debt-unknown" in unknown else told))


def _legal(known: Known) -> Gate:
    """A trigger, the class, and the papers for the court (R128, R150-R152)."""
    against = may_ask(known.case, known.days, known.policy, known.today)
    told = missing_papers(known.case, known.customer.id_number)
    if any(finding.code.startswith("legal.not-") for finding in against):
        told = [Finding("gate.one-trigger", source="R150"), *told]
    return Gate(before="legal", gaps=_gaps(against, told))


def _archive(known: Known) -> Gate:
    """Closed first; settled where the core system's figures are 0.00 (R182, R149)."""
    case = known.case
    end = "technical_resolved" if known.klass == "technical" else "settled"
    settled = [] if case.state in ENDS else may_close(case, end)
    told = [finding for finding in settled if finding.code != "state.no-way"]
    return Gate(before="archive", gaps=_gaps(may_archive(case), told))


def _gaps(against: Iterable[Finding], told: Iterable[Finding] = ()) -> tuple[Gap, ...]:
    """Each reason once: a letter's draft and its issue may say the same."""
    found = [Gap(finding, True, FILLS.get(finding.code, "")) for finding in against]
    found += [Gap(finding, False, FILLS.get(finding.code, "")) for finding in told]
    return tuple(gap for n, gap in enumerate(found) if gap not in found[:n])


GATES: dict[str, Callable[[Known], Gate]] = {
    "classification": _classification,
    "letter": _letter,
    "plan": _plan,
    "legal": _legal,
    "archive": _archive,
}
"""The steps of a case, in their order."""


def gates(known: Known, before: str = "") -> tuple[Gate, ...]:
    """What is lacking before each step, or before the one that is named."""
    return tuple(gate(known) for code, gate in GATES.items() if before in ("", code))
