"""Periods that end a claim or a security, as policy/limitation.toml gives them."""

import msgspec

from branchdesk.model.days import Days


class LimitationPolicy(msgspec.Struct, frozen=True):
    """Periods that end a claim or a security, and how long before it is told."""

    years: Days
    guarantee_months: Days
    claim_days: Days
    claim_months: Days
    publication_days: Days
    ruling_days: Days
    seizure_years: dict[str, Days]
    warn_days: tuple[Days, Days, Days]
    seizure_warn_days: tuple[Days, Days, Days]

    def __post_init__(self) -> None:
        """Refuse warnings that do not fall: the last would come before the first."""
        for days in (self.warn_days, self.seizure_warn_days):
            if list(days) != sorted(set(days), reverse=True):
                raise ValueError("warn_days need three falling numbers of days")
        if set(self.seizure_years) != {"deposit", "movable", "real_estate"}:
            raise ValueError("seizure_years need deposit, movable and real_estate")
