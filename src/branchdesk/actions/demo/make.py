"""Makes the demonstration desk, in a folder of its own and never in a real desk's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from platformdirs import user_data_path

from branchdesk.actions import opening
from branchdesk.actions.demo.agencies import register
from branchdesk.actions.demo.lists import take_lists
from branchdesk.actions.demo.people import people, words_of
from branchdesk.actions.demo.story import Teller
from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.log import add_line
from branchdesk.actions.month.draw import before
from branchdesk.actions.month.printed import close_month
from branchdesk.actions.staff.member import add_member, edit_member
from branchdesk.basics.clock import Clock
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang, Words
from branchdesk.intake.branch import branch_text, read_branch
from branchdesk.intake.path import typed_path
from branchdesk.model.branch import Branch
from branchdesk.store.disk import write_whole
from branchdesk.store.folder import Folder

SEED = 20260101
CASES = 40
UNCASED = 12
"""Accounts on the list that have no case yet."""


def demo_folder(named: str | None) -> Path:
    """Where the demonstration lives: the named folder, unless a desk of another kind is there.

    A branch names its own desk for every start; the demonstration then keeps to the user's folder.
    """
    own = user_data_path("branchdesk-demo", appauthor=False)
    if not named:
        return own
    folder = typed_path(named)
    page = Folder(folder).branch
    return own if page.is_file() and read_branch(page).kind != "demonstration" else folder


def demo_clock() -> Clock:
    """The clock of the demonstration: ``BRANCHDESK_TODAY`` counts here. Raises BadInput."""
    return opening.clock_of(practice=True)


def ready(folder: Path, lang: Lang, today: date) -> bool:
    """True where today's demonstration in this language is there to go on with."""
    page = Folder(folder).branch
    if not page.is_file():
        return False
    branch = read_branch(page)
    if branch.kind != "demonstration":
        raise BadInput(Finding("demo.not-a-demo", {"folder": folder}))
    made = opening.open_to_read(folder).book.newest_list()
    return made is not None and made.as_of == today and branch.language == lang


def make_demo(
    folder: Path,
    lang: Lang,
    count: int = CASES,
    progress: Callable[[int, int], bool] | None = None,
) -> Path:
    """A fresh demonstration desk; one that was there is thrown away, anything else is refused.

    Raises BadInput where the folder holds something that is no demonstration.
    """
    _clear(folder)
    words, clock = Words(lang), demo_clock()
    today = clock.today()
    random = Random(SEED)
    # Its kind from the first byte on: killed half-way, it is known again and thrown away.
    opening.set_up(str(folder), words("demo.branch"), "XA", lang, kind="demonstration")
    page = Folder(folder).branch
    write_whole(page, branch_text(_branch(words)).encode("utf-8"))
    with opening.open_to_write(folder, opening.FIRST_MEMBER, lang) as desk:
        _staff(desk, words)
        register(desk, words, today)
        cast = people(words, count + UNCASED, random)
        # One commit for all: a demonstration is there whole or not at all, and quickly.
        with desk.book.commit(desk.now, opening.FIRST_MEMBER, "supervisor"):
            teller = Teller(desk, words, random, today)
            for number, person in enumerate(cast[:count]):
                teller.tell(number, person)
                if progress is not None and not progress(number + 1, count):
                    break
        desk.clock, desk.member = clock, desk.book.staff.get(opening.FIRST_MEMBER)
        take_lists(desk, words, cast[count:], today, random)
        _log(desk, words, today)
        close_month(desk, before(f"{today:%Y-%m}"))
    return folder


def _clear(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    page = Folder(folder).branch
    if not page.is_file() or read_branch(page).kind != "demonstration":
        raise BadInput(Finding("demo.not-a-demo", {"folder": folder}))
    shutil.rmtree(folder)


def _branch(words: Words) -> Branch:
    return Branch(
        bank=words("demo.bank"),
        branch=words("demo.branch"),
        code="XA",
        letter_word="西银催字",
        address=words("demo.address"),
        phone="029-55500000",
        complaint_phone="029-55500001",
        email="desk@bank.example",
        account_name=words("demo.account-name"),
        account_no="6101 0000 0001",
        account_bank=words("demo.branch"),
        seal=words("demo.seal"),
        language=words.lang,
        kind="demonstration",
    )


def _staff(desk: Desk, words: Words) -> None:
    junior, senior, supervisor = words_of(words, "staff")
    edit_member(desk, opening.FIRST_MEMBER, {"name": supervisor})
    add_member(desk, "wang", "senior", {"name": senior})
    add_member(desk, "li", "junior", {"name": junior})


def _log(desk: Desk, words: Words, today: date) -> None:
    """What a branch writes down besides its cases: a training, a suggestion, the answer to it."""
    for code, back in (("training", 12), ("education", 9), ("suggestion", 5)):
        title, text, people = words_of(words, f"log-{code}")
        on = (today - timedelta(days=back)).isoformat()
        told = {"kind": code, "on": on, "title": title, "text": text}
        add_line(desk, told | ({"people": people} if people else {}))
