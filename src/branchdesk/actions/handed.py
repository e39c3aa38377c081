"""What is handed in: JSON read at the door, and a form's answers as the record keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Amount
from branchdesk.intake.form import fill_in
from branchdesk.intake.jsontext import read_object, read_objects
from branchdesk.intake.path import typed_path
from branchdesk.reports.table import Table
from branchdesk.store.disk import new_file


def as_text(value: Any) -> str:
    """An answer as it is kept in ``extra``: no rule reads it."""
    if isinstance(value, Amount):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ", ".join(as_text(one) for one in value)
    return str(value)


def into_record(
    filled: Mapping[str, Any], kind: type[msgspec.Struct], extra: Mapping[str, str]
) -> dict[str, Any]:
    """The answers that a record has a place for, and the branch's own fields in its ``extra``."""
    known = {key: value for key, value in filled.items() if key in kind.__struct_fields__}
    own = {key: as_text(value) for key, value in filled.items() if key not in known}
    return {**known, "extra": {**extra, **own}}


def must_fit(file: Path, ending: str, wrong: str) -> None:
    """A new file of this ending in a folder that there is. Raises BadInput with every fault."""
    faults = []
    if file.suffix.lower() != ending:
        faults.append(Finding(wrong, {"file": file.name}))
    if not file.parent.is_dir():
        faults.append(Finding("bundle.no-folder", {"folder": file.parent}))
    elif file.exists() or file.is_symlink():
        faults.append(Finding("bundle.exists", {"file": file.name}))
    if faults:
        raise BadInput(faults)


def read_file_name(desk: Desk, values: Mapping[str, Any]) -> Path:
    """Where a table goes, as the answers of forms/csv.toml say. Raises BadInput."""
    filled, faults = fill_in(desk.form("csv"), values, desk.today)
    if faults:
        raise BadInput(faults)
    return typed_path(str(filled["file"]))


def save_table(table: Table, file: Path) -> Path:
    """A new CSV file, as masked as the table. Raises BadInput, Fault."""
    must_fit(file, ".csv", "change.not-csv")
    # What writes the file is loaded by who asks for it.
    from branchdesk.papers.comma import comma_separated

    with new_file(file) as out:
        out.write(comma_separated(table))
        out.land()
    return file


__all__ = [
    "as_text",
    "into_record",
    "must_fit",
    "read_file_name",
    "read_object",
    "read_objects",
    "save_table",
]
