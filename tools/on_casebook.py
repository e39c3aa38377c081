"""A pytest plugin: TinyDB's own tests open the casebook's database (tools/prove_tinydb.py).

The tests are told which storage they are about and run as they are, no line of them changed:
`TinyDB` is our database, and what they call `MemoryStorage` and `JSONStorage` there is a journal
in a folder of its own and a journal at the path. A test that brings a storage or a middleware of
its own gets plain TinyDB; the tests of TinyDB's own storages keep those.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb
import tinydb.database
from tinydb.storages import JSONStorage, MemoryStorage

from branchdesk.store.database import CaseDB
from branchdesk.store.journal import JournalStorage

ABOUT_STORAGES = ("test_storages", "test_middlewares")
PLAIN = tinydb.TinyDB


class JournalInMemory(JournalStorage):
    """A journal that nobody names; TinyDB's tests keep nothing of it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        super().__init__(Path(self._folder.name) / "m.json")


class JournalAtPath(JournalStorage):
    """A journal at a path; how JSON is laid out is its own affair."""

    def __init__(self, path: str, access_mode: str = "r+", **_: Any) -> None:
        super().__init__(path, access_mode)


OURS: dict[Any, Any] = {MemoryStorage: JournalInMemory, JSONStorage: JournalAtPath}


class TinyDB(CaseDB):
    """The casebook's database under TinyDB's name."""

    opened = 0

    def __new__(cls, *args: Any, storage: Any = JSONStorage, **more: Any) -> Any:
        if cls is TinyDB and not _is_ours(OURS.get(storage, storage)):
            return PLAIN(*args, storage=storage, **more)
        TinyDB.opened += 1
        return super().__new__(cls)

    def __init__(self, *args: Any, storage: Any = JSONStorage, **more: Any) -> None:
        super().__init__(*args, storage=OURS.get(storage, storage), **more)


def _is_ours(storage: Any) -> bool:
    return isinstance(storage, type) and issubclass(storage, JournalStorage)


tinydb.TinyDB = tinydb.database.TinyDB = TinyDB  # type: ignore[misc]
ON_OURS: set[str] = set()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test file but those about TinyDB's own storages means ours by TinyDB's names."""
    for module in {getattr(item, "module", None) for item in items} - {None}:
        if module.__name__.rpartition(".")[2] not in ABOUT_STORAGES:
            for name, stand_in in (
                ("MemoryStorage", JournalInMemory),
                ("JSONStorage", JournalAtPath),
            ):
                if hasattr(module, name):
                    setattr(module, name, stand_in)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note which tests opened our database."""
    before = TinyDB.opened
    found = yield
    if TinyDB.opened > before:
        ON_OURS.add(item.nodeid)
    return found


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many of them there were."""
    terminalreporter.write_line(f"opened the casebook's database: {len(ON_OURS)} tests")
