"""What is entrusted to an agency or law firm about one case, and what it reports."""

from datetime import date, datetime

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.agency.register import AgencyKind


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an agency on a case, and what another person found in it."""

    id: str
    """Such as ``RP-1``; one run in each case."""
    on: date
    """The day on which it came in."""
    contacts: int | None = None
    paid: Money | None = None
    """What the customer paid to the bank meanwhile, by the report."""
    complaints: int | None = None
    text: str
    by: str
    at: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    breaches: tuple[str, ...] = ()
    """What was broken: codes of ``breaches`` in forms/agency_review.toml."""
    review: str = ""


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """A case entrusted to an agency or law firm: asked for, decided, taken back."""

    id: str
    """Such as ``M-1``; one run in each case."""
    agency: str
    name: str
    """Its name on the day on which it was proposed."""
    kind: AgencyKind
    since: date
    until: date
    """The last day."""
    amount: Money | None
    """Overdue principal and interest when it was proposed; None where unknown."""
    fee: str = ""
    report_days: int
    """Days between two reports."""
    informed_on: date | None
    """The day on which the customer was told who gets the data and why (PIPL, article 23)."""
    informed_proof: str
    consent: str = ""
    """How the customer consented, where it was asked."""
    ground: str
    by: str
    on: date
    approval: str
    state: str = "asked"
    """asked, granted, refused, lapsed (its case ended first), recalled."""
    granted_on: date | None = None
    recalled_on: date | None = None
    recall_ground: str = ""
    reports: tuple[Report, ...] = ()

    @property
    def next_report(self) -> date:
        """The day by which the next report is due: counted from the last one, or the grant."""
        begin = self.reports[-1].on if self.reports else self.granted_on or self.since
        return date.fromordinal(min(begin.toordinal() + self.report_days, self.until.toordinal()))
