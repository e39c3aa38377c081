"""A TinyDB storage that replaces its file whole and lets many changes be one commit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.store.disk import write_whole

Tables = dict[str, dict[str, Any]]
_ROW = re.compile(r"0|[1-9][0-9]{0,17}")  # "1" and "01" would be one record to TinyDB


class AtomicStorage(Storage):
    """TinyDB JSON in one UTF-8 file; a reader sees the old file or the new one, never a mix."""

    def __init__(self, path: Path, writable: bool = True) -> None:
        """Read the file at once. Raises Damaged where it is not a database."""
        self.path = path
        self._writable = writable
        self._tables: Tables | None = load(path)
        self._depth = 0
        self._changed = False

    def read(self) -> Tables | None:
        """All tables, or None for a database that was never written."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Put the tables on the disk, or keep them for the end of the commit."""
        if not self._writable:
            raise Fault(Finding("desk.read-only", {"file": self.path.name}))
        self._tables = data
        self._changed = True
        if self._depth == 0:
            self._flush()

    @contextmanager
    def commit(self) -> Iterator[None]:
        """All writes inside become one; an error inside leaves file and memory as before."""
        before, changed_before = self._copy(), self._changed
        self._depth += 1
        try:
            yield
            if self._depth == 1:
                self._flush()
        except BaseException:
            self._tables, self._changed = before, changed_before
            raise
        finally:
            self._depth -= 1

    def _copy(self) -> Tables | None:
        # TinyDB puts new table mappings in place of old ones: a copy of two levels is enough.
        return None if self._tables is None else {k: dict(v) for k, v in self._tables.items()}

    def _flush(self) -> None:
        if self._changed and self._tables is not None:
            write_whole(self.path, dump(self._tables))
            self._changed = False


def dump(tables: Tables, ascii_only: bool = False) -> bytes:
    """The bytes of a database file: plain TinyDB JSON, one document a line."""
    blocks = []
    for name, documents in tables.items():
        lines = ",\n".join(
            f"{json.dumps(str(key))}:{_line(doc, ascii_only)}" for key, doc in documents.items()
        )
        blocks.append(
            f"{json.dumps(name)}:{{\n{lines}\n}}" if lines else f"{json.dumps(name)}:{{}}"
        )
    try:
        return ("{\n" + ",\n".join(blocks) + "\n}\n").encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate that came by another way than the door is kept, written as an escape.
        return dump(tables, ascii_only=True)


def _line(document: Any, ascii_only: bool) -> str:
    # NaN is refused here, before it stands in the file: load would take it for damage.
    return json.dumps(document, ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":"))


def load(path: Path) -> Tables | None:
    """The tables of a database file; None where there is no file. Raises Damaged, Fault."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        facts = {"file": path.name, "fault": fault.strerror or "unreadable"}
        raise Fault(Finding("desk.not-read", facts)) from fault
    return parse(path, data)


def parse(path: Path, data: bytes) -> Tables:
    """The tables that these bytes of a file are; nothing vouches for them, so all is looked at.

    Raises Damaged: another encoding, a key twice, NaN, ids that are no numbers.
    """
    try:
        tables = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never)
    except (ValueError, RecursionError) as fault:
        raise Damaged(_refusal(path, str(fault)[:80])) from None
    if not isinstance(tables, dict) or not all(_is_table(table) for table in tables.values()):
        raise Damaged(_refusal(path, "not a table of records"))
    return tables


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(
        _ROW.fullmatch(key) and isinstance(doc, dict) for key, doc in table.items()
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _never(word: str) -> Any:
    raise ValueError(word)


def _refusal(path: Path, fault: str) -> Finding:
    return Finding("desk.damaged", {"file": path.name, "fault": fault})
