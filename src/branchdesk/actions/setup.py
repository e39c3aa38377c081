"""Setting up a desk from the first-start screen: its small form and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from branchdesk.actions import opening
from branchdesk.basics.assets import assets
from branchdesk.basics.errors import BadInput
from branchdesk.basics.wording import Lang
from branchdesk.intake.form import fill_in, read_form
from branchdesk.model.form import Form


def set_up_form() -> Form:
    """The questions to a new branch (forms/desk.toml)."""
    return read_form([assets() / "forms"], "desk")


def where_form() -> Form:
    """The question where a desk lies (forms/folder.toml)."""
    return read_form([assets() / "forms"], "folder")


def read_set_up(
    form: Form, values: Mapping[str, Any], folder: Path, lang: Lang, practice: bool
) -> Path:
    """The folder of the new desk. Raises BadInput beside the fields."""
    filled, faults = fill_in(form, values, None)
    if faults:
        raise BadInput(faults)
    code = str(filled["code"]).upper()
    where = filled.get("folder") or (f"{folder}-practice" if practice else str(folder))
    member = str(filled.get("member", ""))
    return opening.set_up(where, filled["branch"], code, lang, practice, member)
