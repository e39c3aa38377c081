"""A program killed at any moment has lost nothing that it said was saved (trust: kill -9)."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from branchdesk.store.casebook import Casebook
from branchdesk.store.lock import DeskLock
from tests.builders import NOW, ROOT, a_case
from tests.proof import full

KILLS = full(200, 5)
WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from branchdesk.store.casebook import Casebook
from branchdesk.store.lock import DeskLock
from tests.builders import a_case

folder, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
lock = DeskLock(folder)
lock.take("s01", "now")
book = Casebook(folder / "cases.json", writable=True)
while True:
    with book.commit(now, "s01", "senior") as commit:
        number = f"XA-2026-{commit.next('case-2026'):05d}"
        case = commit.save(a_case(number=number, extra={"text": "货" * 4000}), "add", new=True)
        first = book.cases.get("XA-2026-00001")
        again = commit.save(first, "edit")
    print(number, again.version, flush=True)
"""


def killed_at_some_moment(folder: Path, moments: Random) -> list[tuple[str, int]]:
    """What the writer said was saved, until it was killed."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", WRITER, str(folder), NOW.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(moments.randint(1, 6))]
        with suppress(subprocess.TimeoutExpired):
            writer.wait(timeout=moments.uniform(0, 0.02))
        writer.kill()
        said += writer.stdout.readlines()
    # The last line may have been cut in the middle: it was not said.
    words = [line.split() for line in said if line.endswith("\n")]
    return [(number, int(version)) for number, version in words]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_after_every_kill_the_file_opens_and_holds_every_acknowledged_save(tmp_path: Path) -> None:
    """Whole commits only, none lost, no number twice, no scrap left after the next start."""
    moments = Random(2026)
    acknowledged: dict[str, int] = {"XA-2026-00001": 0}
    for _ in range(KILLS):
        said = killed_at_some_moment(tmp_path, moments)
        assert said
        assert not {number for number, _ in said} & (acknowledged.keys() - {"XA-2026-00001"})
        acknowledged |= dict.fromkeys([number for number, _ in said], 1)
        acknowledged["XA-2026-00001"] = said[-1][1]

        book = Casebook(tmp_path / "cases.json")
        found = {case.number: case.version for case in book.cases}
        assert all(found[number] >= version for number, version in acknowledged.items())
        # A commit that was done and not yet acknowledged is there whole or not at all.
        assert len(found) - len(acknowledged) in (0, 1)
        acknowledged |= found
        rows = [row.seq for row in book.audit]
        assert rows == list(range(1, 2 * len(found) + 1))
        counter = book.counters.get("case-2026")
        assert counter is not None and counter.last == len(found)
    lock = DeskLock(tmp_path)
    lock.take("s01", "after")
    lock.free()
    names = sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("cases.json.j"))
    assert names == [".lock", "cases.json", "holder.json"]
    assert book.cases.get("XA-2026-00001") is not None
    assert a_case().number in acknowledged
