"""How the branch describes itself on its papers: branch.toml, changed without a text editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.branch import branch_text, check_branch
from branchdesk.intake.form import fill_in
from branchdesk.model.branch import Branch
from branchdesk.store.disk import write_whole

ACT = "branch.change"
NEEDED = ("branch", "language")


def branch_answers(desk: Desk) -> dict[str, str]:
    """What stands in branch.toml of what may be changed: not the code, not the kind of desk."""
    return {key: str(getattr(desk.branch, key)) for key in desk.form("branch").keys}


def edit_branch(desk: Desk, raw: Mapping[str, Any]) -> Branch:
    """The branch with the entries of ``raw``, an empty one cleared; papers print it from now on.

    Comments that somebody added to the file go. Raises BadInput with every fault, Refused for
    want of authority, Fault.
    """
    form = desk.form("branch")
    filled, faults = fill_in(form, raw, None)
    wanted = {key: filled.get(key, "") for key in form.keys if key in raw}
    for key in NEEDED:
        if wanted.get(key) == "" and all(fault.field != key for fault in faults):
            name = next(field.label for field in form.fields if field.key == key)
            faults.append(Finding("form.required", {"name": name}, field=key))
    changed = {key: v for key, v in wanted.items() if v != getattr(desk.branch, key)}
    if not faults and not changed:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    edited = msgspec.structs.replace(desk.branch, **changed)
    if wrong := check_branch(edited):
        raise BadInput(wrong)
    with change(desk) as ch:
        ch.record(ACT, f"{edited.code}: {', '.join(sorted(changed))}")
        # Before the commit lands: what a full disk refuses is not said to be changed.
        write_whole(desk.folder.branch, branch_text(edited).encode("utf-8"))
    desk.branch = edited
    return edited
