"""Complaints as plain values, masked; sanctions only for a supervisor (R178)."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.actions.masked import masked
from branchdesk.basics.wording import Words
from branchdesk.model.follow.complaint import Complaint
from branchdesk.rules.follow.complaint import clocks, late


def complaint_view(desk: Desk, one: Complaint, full: bool = False) -> dict[str, Any]:
    """A complaint with its state, its three days and which of them were overrun."""
    by = clocks(one, desk.policy)
    view: dict[str, Any] = masked(one, "", full)
    if desk.member is None or desk.member.role != "supervisor":
        del view["sanctions"]
    return view | {
        "state": one.state,
        "respond_by": by.respond_by,
        "investigate_by": by.investigate_by.day,
        "provisional": by.investigate_by.provisional,
        "decide_by": by.decide_by,
        "late": late(one, desk.policy, desk.now),
    }


def complaint_said(desk: Desk, one: Complaint, words: Words) -> dict[str, object]:
    """The facts of the line that says what was saved."""
    view = complaint_view(desk, one)
    keys = ("id", "respond_by", "investigate_by", "decide_by")
    return {k: view[k] for k in keys} | {"state": words(f"complaint.state-{one.state}")}


def complaint_lines(desk: Desk, one: Complaint, words: Words) -> list[str]:
    """A complaint in sentences: what, the clocks, what was found; for a terminal or a pane."""
    by, form = clocks(one, desk.policy), desk.form("complaint")
    head = words(
        "complaint.head", id=one.id, name=one.name, at=one.received_at,
        about=form.label("about", one.about), channel=form.label("channel", one.channel),
        state=words(f"complaint.state-{one.state}"), case=one.case or "—",
    )  # fmt: skip
    lines = [head, one.text, *([words("complaint.claim", text=one.claim)] if one.claim else [])]
    if one.against:
        lines.append(words("complaint.against", who=[_known(desk, who) for who in one.against]))
    if one.is_open:
        lines.append(words(
            "complaint.clocks", respond=by.respond_by, investigate=by.investigate_by,
            decide=by.decide_by,
        ))  # fmt: skip
    lines += [words(f"complaint.late-{clock}") for clock in late(one, desk.policy, desk.now)]
    return [*lines, *_done(desk, one, words)]


def _known(desk: Desk, staff_id: str) -> str:
    """A member by name and id; whoever is gone by the id alone."""
    member = desk.book.staff.get(staff_id)
    return f"{member.name} ({staff_id})" if member is not None and member.name else staff_id


def _done(desk: Desk, one: Complaint, words: Words) -> list[str]:
    found = []
    if one.response:
        how = desk.form("complaint_response").label("how", one.response.how)
        found.append(words("complaint.did-answer", at=one.response.at, how=how,
                           by=one.response.by, text=one.response.text))  # fmt: skip
    for longer in one.extensions:
        to = desk.form("complaint_extension").label("to", longer.to)
        found.append(words("complaint.did-extend", on=longer.on, to=to, ground=longer.ground))
    for inquiry in one.inquiries:
        verdict = desk.form("complaint_inquiry").label("finding", inquiry.finding)
        found.append(words("complaint.did-inquire", on=inquiry.on, finding=verdict,
                           by=inquiry.investigator or inquiry.by, text=inquiry.facts))  # fmt: skip
        if inquiry.rectification:
            found.append(words("complaint.did-rectify", text=inquiry.rectification))
    if one.told_on:
        how = desk.form("complaint_close").label("how", one.told_how)
        found.append(words("complaint.did-tell", on=one.told_on, how=how))
    if one.withdrawn_on:
        facts = {"on": one.withdrawn_on, "ground": one.withdrawn_because}
        found.append(words("complaint.did-withdraw", **facts))
    return found + _sanctions(desk, one, words)


def _sanctions(desk: Desk, one: Complaint, words: Words) -> list[str]:
    """For a supervisor's eyes only."""
    if desk.member is None or desk.member.role != "supervisor":
        return []
    form = desk.form("complaint_sanction")
    return [
        words("complaint.did-sanction", on=s.on, staff=s.staff,
              measure=form.label("measure", s.measure), ground=s.ground)
        for s in one.sanctions
    ]  # fmt: skip
