"""The dialog that drafts one letter for all marked cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from branchdesk.actions.caselist.letters import (
    Batch,
    Begun,
    draft_many,
    read_asked,
    titles,
)
from branchdesk.basics.progress import Progress
from branchdesk.basics.wording import Words
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.house import House

MOST = 6
"""Cases without a draft that are named with their reason."""


def batch_dialog(house: House, numbers: Sequence[str], code: str) -> LongWork:
    """Asks for language and copies, drafts case by case, and says what became of each."""
    begun = Begun()

    def prepare(values: Mapping[str, Any]) -> Job:
        folder, lang = read_asked(house.desk, values)

        def job(progress: Progress) -> str:
            made = draft_many(house.desk, numbers, code, folder, lang, progress, begun)
            return batch_text(made, house.words)

        return job

    facts: dict[str, Any] = {"count": len(numbers), "what": titles(house.desk)[code]}
    form = house.desk.form("letter_batch")
    given = {"lang": house.words.lang}
    return LongWork(
        "letter.batch-ask", form, prepare, given, "letter.batch-note", once=True, **facts
    )


def batch_text(made: Batch, words: Words) -> str:
    """How many drafts there are, who got none and why, and whether it was stopped."""
    lines = [words("letter.batch-done", count=len(made.drafted))]
    if made.stopped:
        lines.append(words("letter.batch-stopped", count=made.stopped))
    if made.left:
        lines.append(words("letter.batch-left", count=len(made.left)))
    lines += [f"{one.number}: {words.finding(one.why[0])}" for one in made.left[:MOST]]
    return "\n".join(lines if len(made.left) <= MOST else [*lines, "…"])
