"""A report to the police on facts of a suspected crime."""

from datetime import date

import msgspec


class PoliceReport(msgspec.Struct, frozen=True, kw_only=True):
    """Asked for with the legal department's opinion, decided by a supervisor, then filed."""

    id: str
    """Such as ``PO-1``; one run in each case."""
    suspicion: str
    """Which crime is suspected: a code of ``suspicion`` in forms/police.toml."""
    facts: str
    evidence: str
    """The paper in the case that shows the facts, such as ``R-1``."""
    legal_by: str
    legal_opinion: str
    by: str
    on: date
    approval: str
    state: str = "asked"
    """asked, granted, refused."""
    filed_on: date | None = None
    office: str = ""
    receipt: str = ""
