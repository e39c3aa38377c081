"""What the explanation of a technical overdue prints: the cause, and what was put right when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchdesk.basics.wording import Words
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown

CAUSES = ("bank_fault", "debit_failed", "wrong_data", "third_party")


def technical_facts(indicators: Mapping[str, Any], words: Words) -> dict[str, object]:
    """The names of the explanation, from what the verification recorded (R149)."""
    cause = indicators.get("cause")
    told = str(indicators.get("put_right", "")).strip().rstrip("。.；;，,")
    return {
        "fault_cause": words(f"paper.cause-{cause}") if cause in CAUSES else BLANK,
        "put_right": told or BLANK,
        "put_right_on": _day(indicators.get("put_right_on"), words),
        "credit_applied_on": _day(indicators.get("credit_applied_on"), words),
    }


def _day(kept: object, words: Words) -> object:
    return day_shown(date.fromisoformat(kept), words.lang) if isinstance(kept, str) else BLANK
