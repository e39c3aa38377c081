"""PINs on the command line: asked for hidden, or taken from the environment; never on argv."""

from __future__ import annotations

import os
import sys

import click

from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.sign_in import pin_wanted, prove_for_this_act
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.cli.output import VOICE

VARIABLE = "BRANCHDESK_PIN"


def asks_for_pin(desk: Desk) -> None:
    """The one who acts proved it by their PIN, if they have one. Raises BadInput, Refused."""
    if desk.member is not None and pin_wanted(desk, desk.member):
        prove_for_this_act(desk, given_pin(desk.member.id))


def given_pin(staff_id: str, question: str = "pin.ask") -> str:
    """The member's PIN. Raises BadInput where there is no terminal to ask at."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return named
    if not can_ask():
        raise BadInput(Finding("pin.no-terminal", {"id": staff_id}))
    return ask(question, id=staff_id)


def ask(code: str, **facts: object) -> str:
    """What is typed, unseen; the question goes where no program reads it."""
    answer: str = click.prompt(VOICE.words(code, **facts), hide_input=True, err=True)
    return answer


def can_ask() -> bool:
    """True where a person sits at the keyboard and sees the question."""
    return sys.stdin.isatty() and sys.stderr.isatty()
