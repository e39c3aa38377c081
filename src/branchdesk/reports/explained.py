"""A field of a form explained: what it asks, how an answer is written, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.basics.wording import Lang, Words, book
from branchdesk.model.form import KEYS, UNSAID, Field

EXAMPLES: dict[str, dict[Lang, tuple[str, ...]]] = {
    "amount": {"zh": ("12000", "12,000.00", "1.2万"), "en": ("12000", "12,000.00", "1.2万")},
    "amount_or_zero": {"zh": ("0", "12,000.00", "1.2万"), "en": ("0", "12,000.00", "1.2万")},
    "rate": {"zh": ("4.35%", "0.0435"), "en": ("4.35%", "0.0435")},
    "date": {"zh": ("1125", "2026-11-25", "+3", "周五"), "en": ("1125", "2026-11-25", "+3", "fri")},
    "days": {"zh": ("30",), "en": ("30",)},
    "number": {"zh": ("3",), "en": ("3",)},
    "moment": {"zh": ("10:30", "2026-11-25 10:30"), "en": ("10:30", "2026-11-25 10:30")},
    "yes_no": {"zh": ("是", "否"), "en": ("yes", "no")},
    "identity": {"zh": ("11010519491231002X",), "en": ("11010519491231002X",)},
    "phone": {"zh": ("13800138000", "029-88001234"), "en": ("13800138000", "029-88001234")},
}
"""Right answers by the kind of the field; a field's own help stands beside them."""


def explained(field: Field, words: Words) -> list[str]:
    """The explanation of a field line by line, in the reader's language."""
    return list(_lines(field, words))


def _lines(field: Field, words: Words) -> Iterator[str]:
    own = field.help.of(words.lang)
    if own:
        yield own
    yield words.label("kind", field.kind)
    examples = EXAMPLES.get(field.kind)
    if examples:
        yield words("kind.example", examples=list(examples[words.lang]))
    if field.choices:
        yield words("kind.choices-are")
        for key, choice in zip(KEYS.ljust(len(field.choices)), field.choices, strict=False):
            yield f"  {key}  {words.show(choice.label)}"
    other = field.instead.of(words.lang)
    yield words("kind.instead", name=other) if other else words(f"kind.{_when(field)}")
    if field.unsaid:
        keys = [f"{UNSAID[code][0]} {words.label('unsaid', code)}" for code in UNSAID]
        yield words("kind.no-answer", keys=keys)
    yield from _sources(field, words)


def _sources(field: Field, words: Words) -> Iterator[str]:
    clauses = field.source.split()
    if not all(clause in book("clause") for clause in clauses):
        # A branch's own field names its source in its own words.
        yield words("kind.source", source=field.source)
        return
    for clause in clauses:
        yield words("kind.clause", code=clause, says=words.label("clause", clause))


def _when(field: Field) -> str:
    if field.required:
        return "required"
    return "complete" if field.complete else "optional"
