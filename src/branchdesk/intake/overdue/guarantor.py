"""The guarantors that a list writes into one cell."""

from __future__ import annotations

import re

from branchdesk.model.loan import Guarantor

_MARKS = "、，,;；/\n|"
_OPEN, _CLOSE = "(（[【", ")）]】"
# "A B Co., Ltd": the comma belongs to the name.
_LEGAL_FORM = re.compile(
    r"\s*(?:co|ltd|limited|llc|inc|corp|plc|gmbh|s\.?a|b\.?v|pte|pty)\b", re.IGNORECASE
)
_PERSON = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,4}")
_ENTERPRISE = re.compile(
    r"[\u3400-\u9fff()（）]{3,}(?:公司|厂|店|中心|合作社|商行|集团|企业|个体工商户[)）]?)"
)
_ENDING = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司|.{0,2}(?:厂|店|中心|合作社|商行|集团|企业)")


def split_guarantors(text: str) -> tuple[Guarantor, ...]:
    """Each guarantor of the cell once, in its order; of what kind is not said by a list."""
    names = [name for part in _parts(text) for name in _apart(part.strip())]
    return tuple(Guarantor(name) for name in dict.fromkeys(names) if name)


def _parts(text: str) -> list[str]:
    """The text cut at the marks between names, never inside brackets."""
    parts, start, depth = [], 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if char in _MARKS and not depth and not _goes_on(text, place):
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _goes_on(text: str, place: int) -> bool:
    if text[place] == ",":
        return bool(_LEGAL_FORM.match(text, place + 1))
    # A/S, C/O: one letter on each side is no name.
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    alone = text[max(0, place - 2) : place - 1].strip() == ""
    return text[place] == "/" and around.isascii() and around.isupper() and alone


def _apart(part: str) -> list[str]:
    """Names with nothing but blanks between them, where each is whole: 雷俊 康玲轩."""
    names = part.split()
    whole = all(_is_person(name) or _is_enterprise(name) for name in names)
    return names if len(names) > 1 and whole else [part]


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _ENDING.search(name) and "有限" not in name


def _is_enterprise(name: str) -> bool:
    return bool(_ENTERPRISE.fullmatch(name)) and not _ENDING.fullmatch(name)
