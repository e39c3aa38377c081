"""The look that was chosen at each terminal, kept beside the records; no record itself."""

from __future__ import annotations

import json
from pathlib import Path

from branchdesk.store.disk import write_whole

MOST = 50
"""Terminals that are remembered; the one chosen longest ago goes first."""


class Looks:
    """A look by its code for each terminal."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._path = path

    def find(self, terminal: str) -> str:
        """The code kept for a terminal, empty where there is none or the file cannot be read."""
        return self._all().get(terminal, "")

    def keep(self, terminal: str, code: str) -> None:
        """The terminal's look is on the disk. Raises Fault."""
        kept = self._all()
        kept.pop(terminal, None)
        kept[terminal] = code
        newest = dict(list(kept.items())[-MOST:])
        write_whole(self._path, json.dumps(newest, indent=1).encode("ascii"))

    def _all(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {k: v for k, v in kept.items() if isinstance(v, str)}
