"""Closed months, each frozen in a file of its own with a checksum over what it says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.basics.errors import Damaged
from branchdesk.basics.finding import Finding
from branchdesk.model.month import MonthEnd
from branchdesk.store.codec import from_plain, to_plain
from branchdesk.store.disk import write_whole

FORMAT = 1


class Months:
    """The frozen months of a desk, in D/months/."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; a month is read when it is asked for."""
        self._folder = folder

    def get(self, month: str) -> MonthEnd | None:
        """The month as it was frozen, or None. Raises Damaged where its file was changed."""
        path = self._path(month)
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as fault:
            raise _damaged(path, str(fault)) from None
        return _read(path, kept)

    def put(self, month: MonthEnd) -> str:
        """The checksum of the month, which is now on the disk. Raises Fault."""
        content = to_plain(month)
        digest = _sum(content)
        whole = {"format": FORMAT, "sum": digest, "month": content}
        write_whole(self._path(month.month), _bytes(whole))
        return digest

    def _path(self, month: str) -> Path:
        return self._folder / f"{month}.json"


def _read(path: Path, kept: Any) -> MonthEnd:
    if not isinstance(kept, dict):
        raise _damaged(path, "format")
    form = kept.get("format")
    if isinstance(form, int) and form > FORMAT:
        raise Damaged(Finding("desk.newer", {"file": path.name, "format": form}))
    if kept.get("sum") != _sum(kept.get("month")):
        raise _damaged(path, "checksum")
    try:
        month = from_plain(kept["month"], MonthEnd)
    except msgspec.ValidationError as fault:
        raise _damaged(path, str(fault)) from None
    if month.month != path.stem:
        raise _damaged(path, f"month {month.month}")
    return month


def _bytes(whole: dict[str, Any]) -> bytes:
    try:
        return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate that came by another way than the door is kept, written as an escape.
        return json.dumps(whole, indent=1).encode("ascii")


def _sum(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _damaged(path: Path, fault: str) -> Damaged:
    return Damaged(Finding("desk.damaged", {"file": path.name, "fault": fault[:120]}))
