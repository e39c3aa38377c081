"""Which list to import, as the dialog asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in


def read_which(desk: Desk, values: Mapping[str, Any]) -> tuple[Path, date | None]:
    """The file and, where it was given, the data date. Raises BadInput beside the fields."""
    filled, faults = fill_in(desk.form("import"), values, desk.today)
    path = Path(str(filled.get("file", "")).strip("\"'")).expanduser()
    if not faults and not path.is_file():
        faults.append(Finding("file.missing", {"file": path.name}, field="file"))
    if faults:
        raise BadInput(faults)
    return path, filled.get("as_of")
