"""The dialog that makes the legal bundle of one or more cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from branchdesk.actions.legal.bundle import default_file, make_bundle, read_target
from branchdesk.basics.progress import Progress
from branchdesk.tui.dialogs.long_work import Job, LongWork
from branchdesk.tui.house import House


def bundle_dialog(house: House, numbers: Sequence[str]) -> LongWork:
    """Asks for the file, makes the bundle, and says where it lies and its root hash."""

    def prepare(values: Mapping[str, Any]) -> Job:
        path = read_target(house.desk, values)

        def job(progress: Progress) -> str:
            made = make_bundle(house.desk, numbers, path, progress)
            return house.words("bundle.made", file=made.file, files=made.files, root=made.root)

        return job

    title = "bundle.ask" if len(numbers) == 1 else "bundle.ask-many"
    given = {"file": str(default_file(numbers))}
    form = house.desk.form("bundle")
    facts: dict[str, Any] = {"number": numbers[0], "count": len(numbers)}
    return LongWork(title, form, prepare, given, "bundle.ask-file", **facts)
