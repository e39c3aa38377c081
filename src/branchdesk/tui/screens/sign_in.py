"""Signing in, and the lock: who is it, and their PIN; nothing of the desk is shown meanwhile."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from branchdesk.actions.staff.member import members
from branchdesk.actions.staff.sign_in import pin_state
from branchdesk.basics.errors import DeskError
from branchdesk.model.staff import Member
from branchdesk.tui.dialogs.choose import KEYS
from branchdesk.tui.dialogs.pin import new_pin_dialog
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import Told, head_line
from branchdesk.tui.widgets.entry import OneLine
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.widgets.prose import Prose

CHANGE_FIRST = {"pin.must-change", "pin.lost"}


class SignInScreen(Told, Screen[None]):
    """A digit or Enter chooses the member; the PIN is asked of those who have one."""

    name_of = "sign_in"
    shut = True
    """No command reaches past this screen but its help, the language and leaving."""
    BINDINGS = [("escape", "back_to_list", "")]

    def __init__(self, staff: str) -> None:
        """Name the member who is probably meant: the one who locked, or who was named at start."""
        super().__init__()
        self._meant = staff
        self._chosen: Member | None = None

    def compose(self) -> ComposeResult:
        """Head, question, members, PIN, what was wrong, keys."""
        yield Static(id="head", markup=False)
        yield Prose(id="question", classes="pane")
        yield OptionList(id="members", markup=False)
        with Horizontal(id="pinline"):
            yield Static(id="pinlabel", markup=False)
            yield OneLine(id="pin", password=True, compact=True, max_length=40)
        yield Prose(id="said", classes="pane")
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """The cursor where the next key is wanted."""
        self._members = members(self.desk)
        self.retell()
        meant = next((n for n, m in enumerate(self._members) if m.id == self._meant), 0)
        self._list.highlighted = meant
        self._list.focus()
        if self._meant and self._wants_pin(self._members[meant]):
            self._choose(self._members[meant])

    @property
    def _list(self) -> OptionList:
        return self.query_one("#members", OptionList)

    def retell(self) -> None:
        """The words in the reader's language; who was chosen stays chosen."""
        words, desk = self.words, self.desk
        head = head_line(desk, words, "", self.size.width)
        self.query_one("#head", Static).update(plain(head, "reverse"))
        locked = next((m for m in self._members if m.id == self.house.seat.locked), None)
        question = words("screen.who")
        if locked is not None:
            facts = {"name": locked.name or locked.id, "role": words.label("role", locked.role)}
            question = f"{words('screen.locked', **facts)}\n{question}"
        self.query_one("#question", Prose).told(plain(question))
        place = self._list.highlighted
        self._list.clear_options()
        self._list.add_options(Option(plain(self._line(n, m))) for n, m in enumerate(self._members))
        self._list.highlighted = place
        self._tell_pin()
        self.query_one("#said", Prose).told(plain(""))
        self.query_one("#keys", Static).update(plain(words("screen.sign-in-keys")))

    def _line(self, n: int, member: Member) -> str:
        key = KEYS[n] if n < len(KEYS) else " "
        state = pin_state(self.desk, member)
        mark = self.words(f"screen.member-{state}")
        role = self.words.label("role", member.role)
        return f" {key}  {cell(member.name or member.id, 24)} {cell(role, 18)} {mark}"

    def _tell_pin(self) -> None:
        chosen = self._chosen
        self.query_one("#pinline").display = chosen is not None
        if chosen is not None:
            label = self.words("pin.ask", id=chosen.name or chosen.id)
            self.query_one("#pinlabel", Static).update(plain(f" {label}  "))

    def do_help(self) -> None:
        """How to sign in, below the list; the next choice takes it away."""
        said = self.query_one("#said", Prose)
        said.add_class("help")
        said.told(plain(self.words("help.sign_in")))

    # ------------------------------------------------------------ choosing, typing

    def on_key(self, event: events.Key) -> None:
        """A digit chooses at once, while the list has the cursor."""
        if self._list.has_focus and event.character and event.character in KEYS:
            number = KEYS.index(event.character)
            if number < len(self._members):
                event.stop()
                self._list.highlighted = number
                self._choose(self._members[number])

    @on(OptionList.OptionSelected, "#members")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter or the mouse chooses."""
        self._choose(self._members[event.option_index])

    @on(Input.Submitted, "#pin")
    def typed(self, event: Input.Submitted) -> None:
        """Enter after the PIN."""
        event.stop()
        pin, event.input.value = event.input.value, ""
        if self._chosen is not None:
            self._sit(self._chosen, pin)

    def action_back_to_list(self) -> None:
        """Another member after all."""
        self._chosen = None
        self.query_one("#pin", Input).value = ""
        self._tell_pin()
        self._say("")
        self._list.focus()

    def _wants_pin(self, member: Member) -> bool:
        return pin_state(self.desk, member) in ("set", "issued", "waits", "locked")

    def _choose(self, member: Member) -> None:
        self._say("")
        if self._wants_pin(member):
            self._chosen = member
            self._tell_pin()
            pin = self.query_one("#pin", Input)
            pin.value = ""
            pin.focus()
        else:
            self.action_back_to_list()
            self._sit(member, "")

    def _sit(self, member: Member, pin: str) -> None:
        try:
            self.house.seat.sit(member.id, pin)
        except DeskError as fault:
            if fault.findings and fault.findings[0].code in CHANGE_FIRST:
                self._choose_own(member, pin, fault.findings[0].code)
            else:
                self._say("\n".join(self.words.finding(f) for f in fault.findings))

    def _choose_own(self, member: Member, old: str, why: str) -> None:
        def work(new: str) -> None:
            self.house.seat.take_new_pin(member.id, old, new)

        def done(chosen: object) -> None:
            if chosen is not None:
                self.house.seat.arrived(member.id)

        title = f"screen.first-{why.removeprefix('pin.')}"
        self.app.push_screen(new_pin_dialog(title, self.desk, work), done)

    def _say(self, text: str) -> None:
        said = self.query_one("#said", Prose)
        said.remove_class("help")
        said.told(plain(text, "bold"))


SCREEN = SignInScreen
