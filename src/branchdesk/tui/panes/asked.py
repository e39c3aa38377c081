"""Papers that were taken in, and what was asked about a case: approvals and complaints."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.complaint_view import complaint_lines
from branchdesk.basics.wording import Words
from branchdesk.tui.plain import cell, plain


def papers_text(view: dict[str, Any], words: Words) -> Text:
    """Each paper received: title, what it proves, whether it was compared, its file."""
    text = Text()
    for paper in view["papers"]:
        compared = words(f"received.compared-{paper['compared']}") if paper["compared"] else ""
        text.append_text(plain(f"{cell(paper['id'], 6)} {paper['title']}\n", "bold"))
        told = f"       {paper['proves']}  {compared}".rstrip()
        text.append_text(plain(f"{told}\n       {paper['file']}\n"))
    return text if view["papers"] else plain(words("pane.no-papers"), "dim")


def asked_text(desk: Desk, view: dict[str, Any], words: Words) -> Text:
    """Approvals with ground and answer, then every complaint as it stands."""
    text = Text()
    for one in view["approvals"]:
        what = words.show(desk.policy.labels[f"authority.{one['act']}"])
        state = words(f"approval.{one['state']}")
        text.append_text(plain(f"{cell(one['id'], 6)} {what}  {state}\n", "bold"))
        asked = words("pane.asked-by", by=one["asked_by"], on=one["asked_on"])
        text.append_text(plain(f"       {asked}  {one['ground']}\n"))
        if one["decided_by"]:
            said = words("pane.decided-by", by=one["decided_by"], on=one["decided_on"])
            text.append_text(plain(f"       {said}  {one['decision_ground']}\n"))
    for shown in view["complaints"]:
        complaint = desk.book.complaints.get(shown["id"])
        lines = complaint_lines(desk, complaint, words) if complaint else []
        for n, line in enumerate(lines):
            text.append_text(plain(f"{'       ' if n else ''}{line}\n", "" if n else "bold"))
    return text or plain(words("pane.nothing-asked"), "dim")
