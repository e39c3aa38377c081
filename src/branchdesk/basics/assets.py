"""Where the files lie that staff may edit: forms, letter templates, policy, wording."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def assets() -> Path:
    """The folder that holds forms/, letter_templates/, policy/ and wording/."""
    packed = PACKAGE / "assets"
    # Installed, they travel in the package; in a checkout they stand at its top.
    return packed if packed.is_dir() else PACKAGE.parent.parent
