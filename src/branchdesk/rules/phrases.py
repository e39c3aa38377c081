"""Words that nobody may use towards a customer (R179); a text that holds them is kept and told."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.basics.text import half_width
from branchdesk.model.policy import Policy


def forbidden(text: str, policy: Policy) -> list[Finding]:
    """Each forbidden phrase that the text holds, however it is spaced or punctuated."""
    plain = _bare(text)
    return [
        Finding(f"phrases.{kind if kind in KINDS else 'other'}", {"phrase": phrase}, source="R179")
        for kind, phrases in policy.phrases.items()
        for phrase in phrases
        if _bare(phrase) and _bare(phrase) in plain
    ]


KINDS = ("threat", "posing", "exposure", "insult")
"""Kinds with a sentence of their own; a branch may add others."""


def _bare(text: str) -> str:
    return "".join(char for char in half_width(text).casefold() if char.isalnum())
