"""What the reply to a complainant prints: the complaint, what was found, what was put right."""

from __future__ import annotations

import msgspec

from branchdesk.basics.wording import Label, Words
from branchdesk.model.follow.complaint import UPHELD, Complaint
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown


class Reply(msgspec.Struct, frozen=True):
    """A complaint that was investigated, with the names of its codes."""

    complaint: Complaint
    about: Label
    finding: Label
    review_days: int


def complaint_facts(reply: Reply | None, words: Words) -> dict[str, object]:
    """The names of the reply (R176); blank where nothing was investigated."""
    names = ("name", "id", "on", "about", "text", "claim", "finding", "facts", "rectification",
             "review_days")  # fmt: skip
    if reply is None or reply.complaint.inquiry is None:
        blank: dict[str, object] = {f"complaint_{name}": BLANK for name in names}
        return blank | {"complaint_upheld": False}
    one, found = reply.complaint, reply.complaint.inquiry
    return {
        "complaint_name": one.name,
        "complaint_id": one.id,
        "complaint_on": day_shown(one.received_at.date(), words.lang),
        "complaint_about": reply.about.of(words.lang),
        "complaint_text": _sentence(one.text),
        "complaint_claim": _sentence(one.claim) or BLANK,
        "complaint_finding": reply.finding.of(words.lang),
        "complaint_facts": _sentence(found.facts),
        "complaint_rectification": _sentence(found.rectification) or BLANK,
        "complaint_review_days": str(reply.review_days),
        "complaint_upheld": found.finding in UPHELD,
    }


def _sentence(text: str) -> str:
    """One paragraph without its full stop: the letter sets it."""
    return " ".join(text.split()).rstrip("。.；;，,")
