"""Members of staff: added, corrected, given a role, a deputyship, a PIN."""

from __future__ import annotations

from functools import partial
from typing import Any

from branchdesk.actions.staff.deputy import name_by_form
from branchdesk.actions.staff.member import add_member, change_role, edit_member, members
from branchdesk.actions.staff.sign_in import pin_state
from branchdesk.model.form import Form
from branchdesk.model.staff import ROLES, Member
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.staff_pins import issue_pin, unlock_pin
from branchdesk.tui.plain import cell
from branchdesk.tui.settings.pane import Line, Pane

ADD = "+"
ACTS = ("edit", "role", "deputy", "issue", "unlock")


class StaffPane(Pane):
    """A line each."""

    code = "staff"

    def lines(self) -> list[Line]:
        """Adding comes first."""
        words = self.words
        told = [Line(words("settings.staff-add"), ADD)]
        for one in members(self.desk):
            pin = f"{words('head.pin')} {words(f'pin.state-{pin_state(self.desk, one)}')}"
            role = words.label("role", one.role)
            told.append(
                Line(f"{cell(one.id, 12)} {cell(one.name, 16)} {cell(role, 12)} {pin}", one.id)
            )
        return told

    def record(self, key: str) -> str:
        """Telephone, and the days on which they stand in for a supervisor."""
        one = self.desk.book.staff.get(key)
        if one is None:
            return self.words("settings.staff-help")
        told = [f"{one.id}  {one.name}  {one.phone}".rstrip()]
        told += [
            self.words("staff.stands-in", principal=d.principal, since=d.since, until=d.until)
            for d in one.deputyships
            if d.until >= self.desk.today
        ]
        return "\n".join(told)

    def chosen(self, key: str) -> None:
        """Add one, or ask what is to be done with this one."""
        if key == ADD:
            self._add()
            return
        one = next(m for m in members(self.desk) if m.id == key)
        me = self.desk.member
        acts = [a for a in ACTS if me is None or one.id != me.id or a not in ("issue", "unlock")]
        options = [Chosen(act, self.words(f"settings.staff-{act}")) for act in acts]

        def chosen(act: str | None) -> None:
            if act:
                getattr(self, f"_{act}")(one)

        self.house.push_screen(ChooseDialog("settings.staff-what", options, id=key), chosen)

    def _add(self) -> None:
        head, rest = self.desk.form("member"), self.desk.form("staff")
        form = Form("member", head.title, (*head.fields, *rest.fields))

        def work(values: dict[str, Any]) -> Member:
            told = dict(values)
            who, role = str(told.pop("id", "")), str(told.pop("role", ""))
            return add_member(self.desk, who, role, told)

        self.ask("dialog.staff-add", form, work, self._said("cli.staff-added"))

    def _edit(self, one: Member) -> None:
        work = partial(edit_member, self.desk, one.id)
        given = {"name": one.name, "phone": one.phone, **one.extra}
        form = self.desk.form("staff")
        self.ask("dialog.staff-edit", form, work, self._said("cli.staff-edited"), given, id=one.id)

    def _role(self, one: Member) -> None:
        options = [Chosen(role, self.words.label("role", role)) for role in ROLES]

        def chosen(role: str | None) -> None:
            moved = role and self.house.attempt(lambda: change_role(self.desk, one.id, role))
            if moved:
                self._said("cli.staff-role")(moved)
                self.screen.retell()

        self.house.push_screen(ChooseDialog("settings.staff-which-role", options), chosen)

    def _deputy(self, one: Member) -> None:
        """For which supervisor, then on which days."""
        leads = [m for m in members(self.desk) if m.role == "supervisor" and m.id != one.id]
        options = [Chosen(m.id, f"{m.id}  {m.name}") for m in leads]

        def chosen(principal: str | None) -> None:
            if not principal:
                return

            def done(member: Member) -> None:
                named = next(d for d in member.deputyships[::-1] if d.principal == principal)
                facts = {"principal": principal, "since": named.since, "until": named.until}
                self.house.saved("staff.deputy", id=member.id, **facts)

            work = partial(name_by_form, self.desk, one.id, principal)
            self.ask(
                "dialog.deputy", self.desk.form("deputy"), work, done,
                id=one.id, principal=principal,
            )  # fmt: skip

        self.house.push_screen(ChooseDialog("settings.staff-for-whom", options, id=one.id), chosen)

    def _issue(self, one: Member) -> None:
        issue_pin(self.house, one.id)

    def _unlock(self, one: Member) -> None:
        unlock_pin(self.house, one.id)

    def _said(self, code: str) -> Any:
        def said(member: Member) -> None:
            role = self.words.label("role", member.role)
            self.house.saved(code, id=member.id, role=role)

        return said
