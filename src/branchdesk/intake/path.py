"""A file or folder as a person names it."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path:
    """The path; quotation marks around it are dropped, a leading ``~`` is the home folder."""
    bare = text.strip().strip("\"'")
    try:
        return Path(bare).expanduser()
    except RuntimeError:
        # Nobody here is called so: then it is a folder whose name begins with a tilde.
        return Path(bare)
