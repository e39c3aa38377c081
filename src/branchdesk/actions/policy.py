"""The policy: read with its history, changed by two people from a day on (R022)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import read_ground
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.intake.revision import overlaid, read_value, revised
from branchdesk.model.approval import Approval
from branchdesk.model.desk.dated import Dated, PolicyValue
from branchdesk.model.desk.revision import Revision
from branchdesk.store.codec import to_plain

PROPOSE, CONFIRM = "policy.propose", "policy.confirm"


def policy_rows(desk: Desk, key: str, day: date) -> list[dict[str, Any]]:
    """Each value of a day with label, unit, source and history. Raises BadInput for no such key.

    A whole key gives its own row alone, the beginning of one every row that begins so.
    """
    revisions = {r.id: r for r in desk.book.revisions}
    rows = [
        {
            "key": f"{noun}.{name}",
            "label": value.label,
            "value": value.on(day),
            "unit": value.unit,
            "source": value.source_on(day).label,
            "since": [dated.since for dated in value.values],
            "values": _history(value, revisions),
        }
        for noun, values in desk.policies.values.items()
        for name, value in values.items()
        if f"{noun}.{name}".startswith(key)
    ]
    if not rows:
        raise BadInput(Finding("policy.none", {"key": key[:60]}))
    return [row for row in rows if row["key"] == key] or rows


def _history(value: PolicyValue, revisions: dict[str, Revision]) -> list[dict[str, Any]]:
    return [
        _told(value, dated, revisions.get(dated.revision))
        for dated in sorted(value.values, key=lambda one: one.since)
    ]


def _told(value: PolicyValue, dated: Dated, by: Revision | None) -> dict[str, Any]:
    return {
        "since": dated.since,
        "value": dated.value,
        "source": (dated.source or value.source).label,
        "approval": by.id if by else "",
        "proposed_by": by.proposed_by if by else "",
        "confirmed_by": by.confirmed_by if by else "",
        "confirmed_on": by.confirmed_on if by else None,
    }


def policy_changes(desk: Desk) -> list[dict[str, Any]]:
    """Every change that was proposed, newest first; ``in_force`` where the desk judges by it."""
    laid = _laid(desk)
    asked = [a for a in desk.book.approvals if a.act == CONFIRM]
    return [
        {
            "id": a.id,
            **a.facts,
            "source": a.ground,
            "state": a.state,
            "in_force": a.id in laid,
            "proposed_by": a.asked_by,
            "proposed_on": a.asked_on,
            "decided_by": a.decided_by,
            "decided_on": a.decided_on,
            "ground": a.decision_ground,
        }
        for a in sorted(asked, key=lambda one: -int(one.id[2:]))
    ]


def _laid(desk: Desk) -> set[str]:
    values = [value for keys in desk.policies.values.values() for value in keys.values()]
    return {dated.revision for value in values for dated in value.values}


def propose(desk: Desk, key: str, value: str, since: date, source: str) -> Approval:
    """The question to another supervisor; nothing changes before the answer.

    Raises BadInput for no such key, a value that does not fit it or no source; Refused for a day
    that has passed, a proposal of the same key that waits, want of authority.
    """
    source, faults = read_ground(source, "source")
    try:
        plain = read_value(value)
        _try(desk, key, plain, since, source)
    except BadInput as fault:
        faults += fault.findings
    if faults:
        raise BadInput(faults)
    refuse(against(desk, PROPOSE) + _passed(desk, since) + _asked_already(desk, key))
    with change(desk) as ch:
        asked = Approval(
            id=f"A-{ch.commit.next('approval')}", case="", act=CONFIRM, asked_by=desk.me.id,
            asked_on=desk.today, ground=source,
            facts={"key": key, "value": plain, "since": since.isoformat()},
        )  # fmt: skip
        ch.record(PROPOSE, asked.id, asked)
    return asked


def propose_by_form(desk: Desk, key: str, raw: Mapping[str, Any]) -> Approval:
    """The same from the answers of forms/policy_change.toml. Raises BadInput, Refused."""
    filled, faults = fill_in(desk.form("policy_change"), raw, desk.today)
    if faults:
        raise BadInput(faults)
    return propose(desk, key, str(filled["value"]), filled["since"], filled["source"])


def written(value: Any) -> str:
    """A value as it is typed again: JSON, which ``propose`` reads."""
    return json.dumps(to_plain(value), ensure_ascii=False)


def must_be_proposal(desk: Desk, approval_id: str) -> Approval:
    """The approval, where it is about the policy. Raises BadInput."""
    found = desk.book.approvals.get(approval_id)
    if found is None or found.act != CONFIRM:
        raise BadInput(Finding("policy.no-proposal", {"id": approval_id[:40]}))
    return found


def _try(desk: Desk, key: str, plain: Any, since: date, source: str) -> None:
    """Raises BadInput where the policy with the value in it would not hold."""
    revised(
        desk.policies,
        Revision(
            id="A-0", key=key, value=plain, since=since, source=source, proposed_by="",
            confirmed_by="", confirmed_on=since,
        ),
    )  # fmt: skip


def _passed(desk: Desk, since: date) -> list[Finding]:
    # What was judged before is judged no other way afterwards.
    return [Finding("policy.past", {"since": since}, "R022")] if since < desk.today else []


def _asked_already(desk: Desk, key: str) -> list[Finding]:
    return [
        Finding("policy.asked-already", {"id": a.id, "key": key})
        for a in desk.book.approvals
        if a.act == CONFIRM and a.state == "open" and a.facts["key"] == key
    ]


def overtaken(desk: Desk, approval: Approval) -> list[Finding]:
    """Its day has passed, or the policy has changed and the value fits it no more."""
    facts = approval.facts
    since = date.fromisoformat(facts["since"])
    try:
        _try(desk, facts["key"], facts["value"], since, approval.ground)
    except BadInput as fault:
        return list(fault.findings)
    return _passed(desk, since)


def take_effect(desk: Desk, ch: Change, approval: Approval, act: str) -> None:
    """A granted proposal becomes a dated value of the desk; every file stays as it is."""
    if approval.state != "granted":
        return
    facts = approval.facts
    revision = Revision(
        id=approval.id, key=facts["key"], value=facts["value"],
        since=date.fromisoformat(facts["since"]), source=approval.ground,
        proposed_by=approval.asked_by, confirmed_by=approval.decided_by, confirmed_on=desk.today,
    )  # fmt: skip
    ch.record(act, approval.id, revision)


def lay(desk: Desk) -> None:
    """The open desk judges by what was decided, from now on."""
    laid = _laid(desk)
    new = [r for r in desk.book.revisions if r.id not in laid]
    desk.policies = overlaid(desk.policies, new)
    desk.worklist = desk.neighbours = None
