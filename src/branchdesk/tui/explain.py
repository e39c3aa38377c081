"""Help by one key: the field with the cursor, or the whole screen and where its case stands."""

from __future__ import annotations

from typing import Any

from branchdesk.model.form import Field
from branchdesk.tui.dialogs.explain import ExplainDialog
from branchdesk.tui.widgets.field import FieldRow


def explain(app: Any) -> None:
    """Explain the field with the cursor; where there is none, the screen."""
    field = focused_field(app.screen)
    if field is None:
        explain_screen(app)
        return

    def done(whole: bool | None) -> None:
        if whole:
            explain_screen(app)

    app.push_screen(ExplainDialog(field), done)


def focused_field(screen: Any) -> Field | None:
    """The field of the form with the cursor, if there is one."""
    rows = screen.query(FieldRow)
    return next((row.field for row in rows if row.answer is screen.focused), None)


def explain_screen(app: Any) -> None:
    """The screen's help, its keys and the flow chart, with the step at which its case stands."""
    # A dialog has neither name nor case: it is explained by the screen below it.
    below = [one for one in reversed(app.screen_stack) if hasattr(one, "name_of")]
    if app.opened is None or not below or below[0].name_of == "help":
        return
    number = next((one.number for one in app.screen_stack[::-1] if hasattr(one, "number")), "")
    app.go("help", below[0].name_of, number, app.screen.is_modal)
