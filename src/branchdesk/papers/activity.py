"""Records of calls and visits as Word papers (R043, R105, R112): each is its form on paper."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.wording import Lang, Words, named
from branchdesk.model.branch import Branch
from branchdesk.papers.record import Record, build
from branchdesk.reports.activity import Lines

SIGNED = {
    "call_record": ("handler",),
    "legal_call_record": ("handler", "legal"),
    "visit_plan": ("handler", "approver"),
    "visit_record": ("visitor", "visitor", "customer"),
    "delivery_receipt": ("recipient", "filled-in", "server"),
}
"""Who signs each record."""


def activity_paper(
    code: str, branch: Branch, lang: Lang, on: date, number: str, lines: Lines, notes: list[str]
) -> bytes:
    """The paper's bytes; the same record on the same day gives the same."""
    words = Words(lang)
    return build(
        Record(
            title=named(f"activity.{code}"),
            lang=lang,
            bank=f"{branch.bank} {branch.branch}".strip(),
            number=number,
            mark=words(f"paper.{branch.kind}-mark") if branch.practice else "",
            on=on,
            head=tuple(lines),
            notes=(*notes, words(f"activity.note-{code}")),
            signatures=tuple(
                (named(f"activity.sign-{who}"), named("activity.sign-date")) for who in SIGNED[code]
            ),
        )
    )
