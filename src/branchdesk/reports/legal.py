"""What an application to sue says of a case: triggers, contacts counted, missing papers, fee."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet
from branchdesk.rules.court import legal


class LegalSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A case judged for a suit on the day of its sheet."""

    fired: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    channels: tuple[tuple[str, int], ...]
    """How often by which channel, in the order of first use."""
    last: tuple[date, str] | None
    """Day and channel of the last contact."""
    claim: Money | None
    """What would be claimed: the core system's total of the day, else ours; None if unknown."""
    fee: Money | None
    fee_exact: Decimal | None
    papers_days: int


def legal_sheet(sheet: CaseSheet, policy: Policy) -> LegalSheet:
    """The legal sheet of a case, for the as-of day of its case sheet (R122, R150-R152)."""
    case, day = sheet.case, sheet.as_of
    contacts = legal.contacts(case, day)
    counted = Counter(str(e.facts.get("channel", "")) for _, e in contacts)
    claim = sheet.debt.core_total if sheet.debt.core_total is not None else sheet.debt.total
    fee = legal.court_fee(claim, policy) if claim is not None else None
    last = [(moment.date(), str(e.facts.get("channel", ""))) for moment, e in contacts[-1:]]
    return LegalSheet(
        fired=tuple(legal.triggers(case, sheet.days, policy, day)),
        missing=tuple(legal.missing_papers(case, sheet.customer.id_number)),
        channels=tuple(counted.items()),
        last=last[0] if last else None,
        claim=claim,
        fee=fee.charged if fee else None,
        fee_exact=fee.exact if fee else None,
        papers_days=policy.legal.papers_days,
    )
