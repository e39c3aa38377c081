"""A form: the fields that people fill in, as a branch may extend them without Python."""

from typing import Literal

import msgspec

from branchdesk.basics.wording import Label

Kind = Literal[
    "line", "text", "choice", "choices", "amount", "amount_or_zero", "rate", "date", "days",
    "number", "moment", "yes_no", "identity", "phone", "rows",
]  # fmt: skip


UNSAID = {
    "unwilling": ("/", "、", "不愿说", "unwilling"),
    "unknown": ("?", "不知道", "unknown"),
    "not_applicable": ("-", "不适用", "not_applicable", "not applicable"),
}
"""Why a field has no answer, each with what means it: one key first, half width."""

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The keys of choices, in their order; a choice beyond them is typed."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a choice field."""

    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    """Other words that mean this value where a list or a person writes them."""

    @property
    def label(self) -> Label:
        """Its name in both languages."""
        return Label(self.zh, self.en)


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a form."""

    key: str
    label: Label
    kind: Kind = "line"
    help: Label = Label("", "")
    source: str = ""
    """The clauses it rests on, such as ``R041 R089``; what they say stands in wording/clause.toml.
    Of a branch's own field any words."""
    required: bool = False
    """Refused without it."""
    complete: bool = False
    """Taken without it, but asked for again until it is there (practice: 待补)."""
    instead: Label = Label("", "")
    """The field that may be filled in its place, where one of the two is needed."""
    unsaid: bool = False
    """May also be answered by why there is no answer: one of UNSAID (R041)."""
    limit: int = 200
    """The longest text, in characters."""
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    """The fields of one row, for kind ``rows``."""
    also: tuple[str, ...] = ()
    """Other headings under which a list brings this field."""
    extra: bool = False
    """Set for fields that the program itself does not know: kept in ``extra``."""
    show: bool = True
    """False keeps it off the screen's form (given by files only)."""

    def choice(self, code: str) -> Choice | None:
        """The choice with this code, or None."""
        return next((c for c in self.choices if c.code == code), None)


class Form(msgspec.Struct, frozen=True):
    """A form by its code, with its fields in the order of the conversation."""

    code: str
    title: Label
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field | None:
        """The field with this key, or None."""
        return next((f for f in self.fields if f.key == key), None)

    def label(self, key: str, code: str) -> Label:
        """The label of a choice's code; the code itself where no choice has it."""
        field = self.field(key)
        found = field.choice(code) if field else None
        return found.label if found else Label(code, code)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields."""
        return tuple(f.key for f in self.fields)
