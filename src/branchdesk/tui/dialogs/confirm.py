"""A word typed by whoever really means it (forms/confirm.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import half_width


def must_say(values: Mapping[str, Any], word: str) -> None:
    """Raises BadInput beside the field where another word was typed; case does not count."""
    typed = half_width(str(values.get("word", ""))).strip()
    if typed.casefold() != word.casefold():
        raise BadInput(Finding("settings.not-the-word", {"word": word}, field="word"))
