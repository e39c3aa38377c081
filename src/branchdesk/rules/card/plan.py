"""What a plan for a credit card must settle (card rules art. 70): six items, up to five years."""

from __future__ import annotations

from decimal import Decimal

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.loan import Loan
from branchdesk.model.plan import CardTerms
from branchdesk.rules.owed.debt import Debt

SOURCE = "监管办法第70条"
SAID = ("currency", "method", "charges", "other", "agreed_by")
"""What must be said, whatever it is."""
AGREED = ("beyond_means", "no_new_card", "duties_told")
"""What must be answered with yes."""

WHATEVER = CardTerms(
    beyond_means=True, currency="cny", method="auto_debit", charges="stop", no_new_card=True,
    duties_told=True, other="-", agreed_by="written",
)  # fmt: skip
"""Terms against which nothing speaks: what is found then lies with the case."""


def is_card(loan: Loan) -> bool:
    """True where the rules for cards hold."""
    return loan.product == "credit_card"


def terms_settled(terms: CardTerms, debt: Debt) -> list[Finding]:
    """Every item of the six that is lacking or not agreed to."""
    found = []
    if debt.core_total is None:
        # Balance and structure: only the core system knows a card's charges.
        found.append(_finding("plan.card-figures", "", as_of=debt.as_of))
    for key in (*AGREED, *SAID):
        told = getattr(terms, key)
        if told in (None, ""):
            found.append(_finding("plan.card-lacks", key, item=Term("plan", f"card-{key}")))
        elif told is False:
            found.append(_finding("plan.card-not-agreed", key, item=Term("plan", f"card-{key}")))
    if terms.charges == "go_on" and terms.charge_rate is None:
        found.append(_finding("plan.card-rate", "charge_rate"))
    if terms.agreed_by == "oral" and not terms.recording:
        found.append(_finding("plan.card-recording", "recording"))
    return found


def running_rate(terms: CardTerms) -> Decimal | None:
    """The yearly rate during the plan; 0 where the charges stop, None while it is not settled."""
    if terms.charges == "stop":
        return Decimal(0)
    return terms.charge_rate if terms.charges == "go_on" else None


def remarks(terms: CardTerms) -> list[Finding]:
    """What the person who decides must know, and what is kept while the plan runs."""
    found = []
    if terms.charges == "stop":
        found.append(_finding("plan.card-charges-stop", ""))
    return found + kept_recording(terms)


def kept_recording(terms: CardTerms) -> list[Finding]:
    """An oral agreement: its recording is kept until all is settled."""
    if terms.agreed_by != "oral":
        return []
    return [_finding("plan.card-oral", "", recording=terms.recording or "—")]


def _finding(code: str, field: str, **facts: object) -> Finding:
    return Finding(code, facts, SOURCE, field)
