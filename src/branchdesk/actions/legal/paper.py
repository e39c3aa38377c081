"""Documents and recordings that come in are taken into the case (R130)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import door_text
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.intake.received import read_received
from branchdesk.model.case import Compared, Received
from branchdesk.store.files import keep_paper

TITLE_LIMIT, PROVES_LIMIT = 200, 500


def add_paper(
    desk: Desk, number: str, file: Path, title: str, proves: str, compared: Compared = ""
) -> Received:
    """The paper as it is now kept, copied under a name of our own.

    ``compared`` tells whether a person held it against its original (R130).
    Raises BadInput with every fault, Refused for want of authority.
    """
    case = open_case(desk, number)
    title, faults = _line(title, "title", TITLE_LIMIT)
    proves, more = _line(proves, "proves", PROVES_LIMIT)
    if faults + more:
        raise BadInput(faults + more)
    refuse(against(desk, "paper.add"))
    data, ending = read_received(file)
    with change(desk) as ch:
        paper_id = f"R-{len(case.received) + 1}"
        name = f"{paper_id}.{ending}"
        paper = Received(
            id=paper_id, title=title, proves=proves, file=name,
            sha256=keep_paper(desk.folder.received, number, name, data),
            size=len(data), compared=compared, by=desk.me.id, at=ch.commit.at,
        )  # fmt: skip
        kept = msgspec.structs.replace(case, received=(*case.received, paper))
        ch.save(
            kept, "paper.add", "received", id=paper_id, title=title, proves=proves,
            file=name, sha256=paper.sha256, compared=compared,
        )  # fmt: skip
    return paper


def add_by_form(desk: Desk, number: str, values: Mapping[str, Any]) -> Received:
    """The same by the answers of forms/received.toml. Raises BadInput beside the fields."""
    filled, faults = fill_in(desk.form("received"), values, desk.today)
    path = typed_path(str(filled.get("file", "")))
    if not faults and not path.is_file():
        faults.append(Finding("file.missing", {"file": path.name}, field="file"))
    if faults:
        raise BadInput(faults)
    compared = filled.get("compared", "")
    return add_paper(desk, number, path, filled["title"], filled["proves"], compared)


def _line(raw: str, key: str, limit: int) -> tuple[str, list[Finding]]:
    text = door_text(raw, limit=limit, field=key)
    if isinstance(text, Finding):
        return "", [text]
    return text, [] if text else [Finding(f"received.no-{key}", source="R130", field=key)]
