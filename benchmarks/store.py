"""The casebook beside SQLite, plain TinyDB and an .xlsx register, interleaved, as ratios.

    python benchmarks/store.py [SIZE ...]     # 1000 10000 100000 unless told

SQLite runs as it would be run for the same promise: WAL, synchronous=FULL, the same three indexes,
more than a thousand commits before the first is measured. Each round does a block of commits on
the one and on the other; the ratio is the median of the rounds' ratios. Prints a table and writes
RESULTS.md beside this file.
"""

from __future__ import annotations

import json
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

import msgspec  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from results import keep  # noqa: E402
from tinydb import TinyDB  # noqa: E402

from branchdesk.store.database import CaseDB, CaseTable  # noqa: E402
from branchdesk.store.seam import Disk  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
ROUNDS, BLOCK, LOOKS = 21, 60, 2_000
FIELDS = ("number", "state", "phone")
CHARACTERS = 700
"""Chinese characters a case, three bytes each: about 2.4 KB with the rest."""


class Peek(msgspec.Struct):
    """What is indexed of a case."""

    number: str
    state: str
    phone: str


PEEK = msgspec.json.Decoder(Peek)


def keys(raw: bytes) -> tuple[tuple[str, str], ...]:
    """The index entries of a case."""
    found = PEEK.decode(raw)
    return ("number", found.number), ("state", found.state), ("phone", found.phone)


class Cases:
    """Invented cases; no two saves of one are the same, for SQLite skips what did not change."""

    def __init__(self) -> None:
        """Begin at the same place each time."""
        self._random = random.Random(2026)
        self._text = "".join(chr(self._random.randrange(0x4E00, 0x9FA5)) for _ in range(50_000))

    def one(self, number: int) -> dict[str, Any]:
        """A case as it may stand."""
        at = self._random.randrange(len(self._text) - CHARACTERS)
        return {
            "number": f"XA-2026-{number:06d}",
            "state": self._random.choice(("open", "planned", "at_court", "settled")),
            "phone": f"139{number:08d}",
            "saved": self._random.random(),
            "text": self._text[at : at + CHARACTERS],
        }

    def any_of(self, size: int) -> int:
        """The number of some case."""
        return self._random.randrange(size)


class Counted(Disk):
    """A disk that counts what a commit asks of it."""

    flushes = written = 0

    def write(self, handle: int, place: int, data: bytes) -> None:
        """Write, and count."""
        self.written += len(data)
        super().write(handle, place, data)

    def sync(self, handle: int, grown: bool = True) -> None:
        """Flush, and count."""
        self.flushes += 1
        super().sync(handle, grown)


@dataclass
class Ours:
    """The casebook's database."""

    folder: Path
    disk: Counted = field(default_factory=Counted)

    def fill(self, cases: list[dict[str, Any]]) -> None:
        """All cases in one commit, folded."""
        with CaseDB(self.path) as db:
            db.table("cases", cache_size=0).insert_multiple(cases)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / "cases.json"

    def open(self) -> None:
        """Open with three indexes."""
        self.db = CaseDB(self.path, disk=self.disk)
        self.table: CaseTable = self.db.table("cases", cache_size=0)
        self.table.index(keys)

    def save(self, number: int, case: dict[str, Any]) -> None:
        """One commit."""
        self.table.put(case, number + 1)

    def get(self, number: int) -> Any:
        """One case by its id."""
        return self.table.get(doc_id=number + 1)

    def search(self, number: int) -> list[Any]:
        """The cases of a telephone number."""
        return [self.table.get(doc_id=i) for i in self.table.ids("phone", f"139{number:08d}")]


@dataclass
class Sqlite:
    """SQLite for the same promise."""

    folder: Path

    def fill(self, cases: list[dict[str, Any]]) -> None:
        """All cases in one commit, then a thousand more for a warm log."""
        self.open()
        self.con.execute("create table c(id integer primary key, number, state, phone, doc)")
        self.con.execute("begin")
        self.con.executemany(
            "insert into c(number, state, phone, doc) values(?,?,?,?)",
            ([*(case[f] for f in FIELDS), dumped(case)] for case in cases),
        )
        self.con.execute("commit")
        for name in FIELDS:
            self.con.execute(f"create index i_{name} on c({name})")
        for number in range(1_100):
            self.save(number % len(cases), cases[number % len(cases)] | {"saved": number})

    def open(self) -> None:
        """Open."""
        self.con = sqlite3.connect(self.folder / "cases.db", isolation_level=None)
        self.con.execute("pragma journal_mode=wal")
        self.con.execute("pragma synchronous=full")

    def save(self, number: int, case: dict[str, Any]) -> None:
        """One commit."""
        self.con.execute(
            "update c set number=?, state=?, phone=?, doc=? where id=?",
            (*(case[f] for f in FIELDS), dumped(case), number + 1),
        )

    def get(self, number: int) -> Any:
        """One case by its id."""
        row = self.con.execute("select doc from c where id=?", (number + 1,)).fetchone()
        return json.loads(row[0])

    def search(self, number: int) -> list[Any]:
        """The cases of a telephone number."""
        rows = self.con.execute("select doc from c where phone=?", (f"139{number:08d}",))
        return [json.loads(row[0]) for row in rows]


def dumped(case: dict[str, Any]) -> str:
    """A case as SQLite keeps it."""
    return json.dumps(case, ensure_ascii=False, separators=(",", ":"))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


@dataclass
class Result:
    """What was found at one size."""

    size: int
    commit: float
    slow: float
    median_ms: float
    flushes: float
    overhead: float
    open_s: float
    memory: float
    get: float
    search: float
    fold_s: float
    plain_ms: float | None = None
    plain_open_s: float | None = None
    xlsx_s: float | None = None


def commits(ours: Ours, other: Sqlite, cases: Cases, size: int) -> tuple[float, float, float]:
    """Ratio of the median commits, of the slowest hundredth, and our median in ms."""
    ratios, mine, theirs = [], [], []
    for _ in range(ROUNDS):
        work = [(number := cases.any_of(size), cases.one(number)) for _ in range(2 * BLOCK)]
        one = [seconds(lambda n=n, c=c: ours.save(n, c)) for n, c in work[:BLOCK]]  # type: ignore[misc]
        two = [seconds(lambda n=n, c=c: other.save(n, c)) for n, c in work[BLOCK:]]  # type: ignore[misc]
        ratios.append(statistics.median(one) / statistics.median(two))
        mine += one
        theirs += two
    slow = sorted(mine)[-len(mine) // 100] / sorted(theirs)[-len(theirs) // 100]
    return statistics.median(ratios), slow, statistics.median(mine) * 1000


def looked(work: Callable[[int], object], other: Callable[[int], object], size: int) -> float:
    """Ratio of many looks."""
    many = random.Random(7).sample(range(size), min(size, LOOKS))
    pairs = []
    for _ in range(5):
        mine = seconds(lambda: [work(n) for n in many])
        pairs.append(mine / seconds(lambda: [other(n) for n in many]))
    return statistics.median(pairs)


MEMORY = """
import sys
sys.path[:0] = [{source!r}, {here!r}]
import store
from pathlib import Path
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
ours = store.Ours(Path({folder!r}))
import time, gc
before, begin = rss(), time.perf_counter()
ours.open()
took = time.perf_counter() - begin
print(took, rss() - before)
"""


def opened(folder: Path) -> tuple[float, float]:
    """Seconds of a cold open with indexes, and growth of memory by the size of the file."""
    code = MEMORY.format(
        source=str(ROOT / "src"), here=str(Path(__file__).parent), folder=str(folder)
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        for _ in range(5)
    ]
    took = [[float(word) for word in run.stdout.split()] for run in runs]
    size = (folder / "cases.json").stat().st_size
    return statistics.median(t[0] for t in took), statistics.median(t[1] for t in took) / size


def plain(folder: Path, cases: list[dict[str, Any]], result: Result) -> None:
    """An update and an opening of plain TinyDB."""
    path = folder / "plain.json"
    tables = {"cases": {str(n + 1): case for n, case in enumerate(cases)}}
    path.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    begin = time.perf_counter()
    with TinyDB(path, encoding="utf-8", ensure_ascii=False) as db:
        table = db.table("cases")
        len(table)
        result.plain_open_s = time.perf_counter() - begin
        times = [seconds(lambda n=n: table.update({"saved": n}, doc_ids=[1])) for n in range(3)]  # type: ignore[misc]
    result.plain_ms = statistics.median(times) * 1000


def register(folder: Path, cases: list[dict[str, Any]], result: Result) -> None:
    """Load and save of the same register as a workbook."""
    path, book = folder / "register.xlsx", Workbook()
    sheet = book.active
    assert sheet is not None
    for case in cases:
        sheet.append(list(case.values()))
    book.save(path)

    def change() -> None:
        again = load_workbook(path)
        again.active["B1"] = "open"
        again.save(path)

    result.xlsx_s = seconds(change)


def measured(size: int, folder: Path) -> Result:
    """Everything at one size."""
    source = Cases()
    cases = [source.one(number) for number in range(size)]
    ours, other = Ours(folder), Sqlite(folder)
    ours.fill(cases)
    open_s, memory = opened(folder)
    other.fill(cases)
    ours.open()
    for number in range(200):
        ours.save(number % size, source.one(number % size))
    commit, slow, median = commits(ours, other, source, size)
    ours.disk.flushes = ours.disk.written = 0
    sizes = 0
    for number in range(50):
        case = source.one(number)
        sizes += len(dumped(case).encode())
        ours.save(number, case)
    result = Result(
        size, commit, slow, median, ours.disk.flushes / 50, ours.disk.written / sizes,
        open_s, memory, looked(ours.get, other.get, size),
        looked(ours.search, other.search, size), seconds(ours.db.checkpoint),
    )  # fmt: skip
    ours.db.close()
    if size <= 10_000:
        plain(folder, cases, result)
        register(folder, cases, result)
    return result


ROWS: list[tuple[str, str, Callable[[Result], float | None]]] = [
    ("commit, median, of SQLite's", "x", lambda r: r.commit),
    ("commit, slowest hundredth, of SQLite's", "x", lambda r: r.slow),
    ("commit, median", "ms", lambda r: r.median_ms),
    ("flushes a commit", "", lambda r: r.flushes),
    ("bytes written a commit, of the case's", "x", lambda r: r.overhead),
    ("cold open with three indexes", "s", lambda r: r.open_s),
    ("memory grown by opening, of the file", "x", lambda r: r.memory),
    ("get by id, of SQLite's", "x", lambda r: r.get),
    ("indexed search, of SQLite's", "x", lambda r: r.search),
    ("fold into the file", "s", lambda r: r.fold_s),
    ("plain TinyDB: one update", "ms", lambda r: r.plain_ms),
    ("plain TinyDB: open", "s", lambda r: r.plain_open_s),
    (".xlsx register: load and save", "s", lambda r: r.xlsx_s),
]


def table(results: list[Result]) -> str:
    """The results as a table."""
    lines = [
        "| | " + " | ".join(f"{r.size:,}" for r in results) + " |",
        "|---|" + "---|" * len(results),
    ]
    for what, unit, pick in ROWS:
        cells = [_cell(pick(result), unit) for result in results]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: float | None, unit: str) -> str:
    return "-" if value is None else f"{value:,.2f} {unit}".strip()


def main() -> None:
    """Measure, print, write."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    results = []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
            results.append(measured(size, Path(name)))
        print(f"{size:,} cases done", file=sys.stderr)
    text = table(results)
    print(text)
    if len(results) > 1:
        median = results[-1].median_ms / results[0].median_ms
        text += f"\n\nMedian commit at {sizes[-1]:,} of that at {sizes[0]:,}: {median:.2f} x."
        head = (
            f"Written by `benchmarks/store.py` on {platform.system()}, Python "
            f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
            f"{os.cpu_count()} processors. Cases of about 2.4 KB, each save with other content.\n\n"
        )
        keep("The casebook beside SQLite, plain TinyDB and a workbook", f"{head}{text}")


if __name__ == "__main__":
    main()
