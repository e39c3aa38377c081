"""Text from outside on every screen and in every field: shown as it is, none of it acts."""

from __future__ import annotations

import json
import pkgutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from textual import events
from textual.widgets import OptionList

from branchdesk.actions.demo.make import make_demo
from branchdesk.basics.errors import Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import signed
from branchdesk.intake.form import read_form
from branchdesk.store.shelf import Shelf
from branchdesk.tui import screens
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.screens import lists
from branchdesk.tui.widgets.form import FormView
from tests.desks import a_desk
from tests.proof import full
from tests.tui.driver import Hands, desk_open

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = (
    "[/red]", "[@click=app.quit]x[/]", "[link=http://x]y", "{}%s{name}$n",
    "\x1b]0;gone\x07", "\x1b[2J\x1b[31m", "\x9b31m", "a\x00b\x7f", "tab\tand\nline\r\x0b\x85",
    "\ud800", "\u202eabc\u2066d", "\u200b\u200d\ufeff", "שלום עליכם",
    "Z\u0351\u036b\u0343\u036a\u0302\u0300\u0301\u0302", "👨\u200d👩\u200d👧", "\U000e0041",
    "王" * 200, "x" * 200, "\ufffe",
)  # fmt: skip
"""Markup, escape sequences, NUL, a lone surrogate, marks of direction, nothing to see, heaps."""
NUMBER = "XA-2026-00001"
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "call": (NUMBER,), "case": (NUMBER,), "letter": (NUMBER,), "plan": (NUMBER,),
    "help": ("case", NUMBER), "sign_in": ("",), "enquiry": (),
    "damaged": (Path("/x[/red]\x1b[2J"), Fault(Finding("desk.damaged", {"file": "[/x]\x1b"}))),
}  # fmt: skip
ELSEWHERE = {"lists.account", "lists.table"}
"""Reached through the lists that lead to them, with the names of what they show."""


def poisoned(original: Callable[..., Any]) -> Callable[..., Any]:
    """Reading a record as if whoever wrote it had wished us ill: each Chinese text is hostile."""
    turn = 0

    def worse(value: Any) -> Any:
        nonlocal turn
        if isinstance(value, dict):
            return {key: worse(one) for key, one in value.items()}
        if isinstance(value, list):
            return [worse(one) for one in value]
        if isinstance(value, str) and any("\u4e00" <= c <= "\u9fff" for c in value):
            turn += 1
            return HOSTILE[turn % len(HOSTILE)] + value
        return value

    def decoded(shelf: Shelf[Any], doc_id: int, raw: bytes) -> Any:
        if shelf.name == "audit":
            return original(shelf, doc_id, raw)
        return original(shelf, doc_id, json.dumps(worse(json.loads(raw))).encode("ascii"))

    return decoded


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with something of everything."""
    return make_demo(tmp_path_factory.mktemp("hostile") / "demo", "zh", full(40, 6))


def acting(hands: Hands) -> list[str]:
    """What reaches the terminal and is no visible character."""
    strips = hands.app.screen._compositor.render_strips()
    drawn = {char for strip in strips for segment in strip for char in segment.text}
    bad = {c for c in drawn if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    return sorted(f"U+{ord(c):04X}" for c in bad)


def places() -> Iterator[str]:
    """The name of every screen there is."""
    for name in (m.name for m in pkgutil.iter_modules(screens.__path__) if not m.ispkg):
        yield name
    for name in (m.name for m in pkgutil.iter_modules(lists.__path__)):
        yield f"lists.{name}"


async def test_every_screen_shows_hostile_records_and_none_of_them_acts(demo: Path) -> None:
    """Each is opened by its name, walked through and scrolled; a new one is walked of itself."""
    found: dict[str, list[str]] = {}
    with patch.object(Shelf, "_decoded", poisoned(Shelf._decoded)):
        async with desk_open(demo, staff="s01", day="2026-11-23") as hands:
            desk = hands.app.desk
            desk.branch = msgspec.structs.replace(desk.branch, branch="".join(HOSTILE[:14]))
            for name in places():
                if name in ELSEWHERE:
                    continue
                hands.app.go(name, *ARGUMENTS.get(name, ()), fresh=True)
                await hands.settle()
                found[name] = acting(hands)
                options = hands.app.screen.query(OptionList)
                await hands.press("end" if options else "pagedown")
                found[name] += acting(hands)
            hands.app.go("case", NUMBER, fresh=True)
            await hands.settle()
            for pane in "23456":
                await hands.press(pane, "end")
                found[f"case {pane}"] = acting(hands)
            findings = [Finding("desk.damaged", {"file": one, "fault": one}) for one in HOSTILE]
            hands.app.push_screen(MessageDialog(findings))
            await hands.settle()
            assert hands.sees("␛]0;gone␇", "<U+009B>31m", "a␀b␡"), hands.screen
            found["message"] = acting(hands)
    assert {name: bad for name, bad in found.items() if bad} == {}


def forms() -> list[str]:
    """Every form there is."""
    return sorted(path.stem for path in (ROOT / "forms").glob("*.toml"))


async def test_every_field_takes_hostile_text_shows_signs_and_keeps_what_came(
    tmp_path: Path,
) -> None:
    """Pasted into each field of each form, and back from a draft; the cursor's places stay."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li") as hands:
        for turn, code in enumerate(full(forms(), ["ground", "promise"])):
            form = read_form([ROOT / "forms"], code)
            dialog = FormDialog("dialog.hold", form, lambda values: None, number=f"XA-{turn}")
            hands.app.push_screen(dialog)
            await hands.settle()
            view = dialog.query_one(FormView)
            for place, row in enumerate(view.rows):
                text = HOSTILE[(turn + place) % len(HOSTILE)]
                row.answer.post_message(events.Paste(text))
            await hands.settle()
            assert acting(hands) == [], code
            kept = view.typed()
            dialog.keep_draft()
            assert hands.app.desk.drafts.find("li", dialog.kept._name) == dialog.kept.changed()
            view.retype(kept)
            await hands.settle()
            assert (acting(hands), view.typed()) == ([], kept), code
            await hands.press("escape")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_signs_take_the_places_of_their_characters(text: str) -> None:
    """As many as there were, and none that acts."""
    shown = signed(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
