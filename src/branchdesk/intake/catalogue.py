"""Reads letter_templates/catalogue.toml and finds the Word template of a letter."""

from __future__ import annotations

from pathlib import Path

from branchdesk.intake.toml import read_toml
from branchdesk.model.catalogue import Catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue of letters and of the names they may use. Raises BadInput."""
    return read_toml(folder / "catalogue.toml", Catalogue)


def template_path(folders: list[Path], code: str, lang: str) -> Path:
    """The template of a letter: the branch's own where it has one, else the shipped one."""
    paths = [folder / f"{code}.{lang}.docx" for folder in folders]
    return next((p for p in paths if p.is_file()), paths[-1])
