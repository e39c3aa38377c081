"""The draft of one form on the screen: what was typed, for its author and for what it is about."""

from __future__ import annotations

from branchdesk.actions.screen import draft
from branchdesk.basics.errors import DeskError
from branchdesk.tui.house import House
from branchdesk.tui.widgets.form import FormView

DRAFT_SECONDS = 2
"""How often what is typed is kept."""


class Kept:
    """Holds only what differs from what was given beforehand.

    A draft put over a case that changed meanwhile changes nothing else.
    """

    def __init__(self, house: House, view: FormView, form: str, *about: object) -> None:
        """Take the filled form and what it is about; an empty name of the form keeps nothing."""
        self._house, self._view = house, view
        self._given = view.typed()
        self._typed: dict[str, str] = {}
        desk = house.opened
        able = form and desk is not None and draft.keeps_drafts(desk)
        self._name = draft.named(form, *about) if able else ""

    @property
    def able(self) -> bool:
        """False where nothing is kept: no desk, nobody named, read only, a PIN in the form."""
        return bool(self._name)

    @property
    def there(self) -> bool:
        """True where there is a draft."""
        return bool(self._typed)

    def restore(self) -> bool:
        """Put back what was typed before; False where there is nothing."""
        if self._name:
            found = draft.find(self._house.desk, self._name) or {}
            self._typed = {key: str(value) for key, value in found.items()}
            self._view.retype(self._typed)
        return self.there

    def changed(self) -> dict[str, str]:
        """What was typed, as it was typed; what was given and emptied is empty."""
        typed = self._view.typed().items()
        return {key: text for key, text in typed if text != self._given.get(key)}

    def keep(self) -> DeskError | None:
        """What was typed so far is on its way to the disk; gives back why an earlier one failed.

        What did not change is not written again; what was taken back leaves no draft.
        """
        if not self._name:
            return None
        changed = self.changed()
        if changed != self._typed:
            self._typed = changed
            if changed:
                draft.keep(self._house.desk, self._name, changed)
            else:
                self.drop()
        return draft.fault(self._house.desk)

    def clear(self) -> bool:
        """Throw the draft away: only what was given beforehand stands there.

        False where that was done just before: then everything is back.
        """
        cleared = self._view.begin_anew(self._given)
        self.drop()
        return cleared

    def drop(self) -> None:
        """The draft is gone: saved, or not wanted."""
        self._typed = {}
        if self._name:
            self._house.attempt(lambda: draft.drop(self._house.desk, self._name))


def cleared_word(cleared: bool) -> str:
    """What is said of a form that was cleared, or brought back."""
    return "screen.form-cleared" if cleared else "screen.form-brought-back"
