"""A setting of the policy: its dated values, each with its source."""

from datetime import date
from typing import Any

import msgspec

from branchdesk.basics.wording import Label


class PolicySource(msgspec.Struct, frozen=True):
    """Where a value comes from: a sentence for people and its number."""

    ref: str
    zh: str
    en: str

    @property
    def label(self) -> Label:
        """The sentence with the number behind it, in both languages."""
        return Label(f"{self.zh}（{self.ref}）", f"{self.en} ({self.ref})")


class Dated(msgspec.Struct, frozen=True):
    """A value that counts from a day on."""

    since: date
    value: Any
    source: PolicySource | None = None
    """Its own source; None where the setting's source stands for it."""
    revision: str = ""
    """The approval by which the branch set it; empty where it stands in a file."""


class PolicyValue(msgspec.Struct, frozen=True):
    """One setting with its history."""

    label: Label
    source: PolicySource
    values: tuple[Dated, ...]
    unit: Label = Label("", "")

    def dated(self, day: date) -> Dated:
        """What counts on a day; before the first date, the first; in whatever order written.

        Of two of the same day the later written one counts.
        """
        if len(self.values) == 1:
            return self.values[0]
        dated = sorted(self.values, key=lambda one: one.since)
        past = [one for one in dated if one.since <= day]
        return past[-1] if past else dated[0]

    def on(self, day: date) -> Any:
        """The value of a day."""
        return self.dated(day).value

    def source_on(self, day: date) -> PolicySource:
        """Where the value of a day comes from."""
        return self.dated(day).source or self.source
