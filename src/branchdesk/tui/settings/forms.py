"""The forms: shipped or the branch's own, the fields that it added, what is wrong."""

from __future__ import annotations

from branchdesk.actions.settings.forms import FormRow, form_rows
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane


class FormsPane(Pane):
    """A line each; those with faults first."""

    code = "forms"

    def lines(self) -> list[Line]:
        """Name, file, whose it is, how many fields."""
        self._found = {row.code: row for row in form_rows(self.desk)}
        return [Line(self._line(row), code) for code, row in self._found.items()]

    def _line(self, row: FormRow) -> str:
        words = self.words
        title = words.show(row.form.title) if row.form else row.code
        if row.faults:
            state = words("settings.form-wrong")
        elif row.form is not None:
            state = words("settings.form-fields", count=len(row.form.fields))
        own = words("settings.form-own", count=len(row.added)) if row.own else ""
        return f"{cell(title, 22)} {cell(f'{row.code}.toml', 28)} {cell(state, 12)} {own}"

    def record(self, key: str) -> str:
        """Its fields, or every fault."""
        row, words = self._found.get(key), self.words
        if row is None:
            return ""
        told = [f"! {words.finding(fault)}" for fault in row.faults]
        for field in row.form.fields if row.form else ():
            mark = "+" if field.key in row.added else " "
            label = words.show(field.label) + ("*" if field.required else "")
            told.append(f"{mark} {cell(label, 20)} {cell(field.key, 22)} {words.show(field.help)}")
        if row.dropped:
            told.append(words("settings.form-dropped", keys=list(row.dropped)))
        if not row.own:
            place = self.desk.folder.own("forms") / f"{row.code}.toml"
            told.append(words("settings.form-help", file=place))
        return "\n".join(told)
