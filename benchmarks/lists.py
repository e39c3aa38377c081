"""Key to paint in the case list, beside a DataTable of the same lines, in one run.

`python benchmarks/lists.py [--keep FOLDER] [SIZE ...]`: the desks are made once below FOLDER.
Headless, at 80x24: everything is done but the terminal's own drawing. The list is opened straight
away, without the worklist of Today. Results go into RESULTS.md beside this file.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]
SIZES = (1_000, 10_000, 100_000)
TYPED = ("g", "s", "y", "back", "back", "back", "刘", "小", "back", "back", "0", "0", "7", "back",
         "back", "back")  # fmt: skip
MOVES = ("down",) * 6 + ("pagedown",) * 6 + ("end", "pageup", "home", "end")
FEW = 2
"""Keys typed into the DataTable of the largest list, each of which takes seconds there."""
clock = time.perf_counter
paints: list[float] = []


def at(times: list[float], share: float) -> float:
    """The time that so great a share of them does not exceed, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def summed(name: str, times: list[tuple[float, float]]) -> dict[str, float]:
    """Median and 95 of 100, by the clock and of the processor."""
    walls, works = [wall for wall, _ in times], [work for _, work in times]
    return {
        name: at(walls, 0.5), f"{name} 95": at(walls, 0.95),
        f"{name} cpu": at(works, 0.5), f"{name} cpu 95": at(works, 0.95),
    }  # fmt: skip


def watch(app: Any) -> None:
    """Note the moment of every paint."""
    shown = app._display

    def display(screen: Any, renderable: Any) -> None:
        shown(screen, renderable)
        paints.append(clock())

    app._display = display


async def press(app: Any, key: str, ready: Callable[[], bool]) -> tuple[float, float]:
    """Seconds from the key to the first paint after everything it asks for is there.

    By the clock, and of the processor, which others at work on the machine do not lengthen.
    """
    from textual import events

    await asyncio.sleep(0.05)
    # The paints of the keys before are over.
    paints.clear()
    name = {"back": "backspace"}.get(key, key)
    begin, work = clock(), time.process_time()
    app.post_message(events.Key(name, key if len(key) == 1 else None))
    await asyncio.sleep(0)
    while not ready():
        await asyncio.sleep(0)
    done = clock()
    while not paints or paints[-1] < done:
        if clock() - done > 0.1:
            break  # the result stood on the screen already
        await asyncio.sleep(0)
    last = paints[-1] if paints and paints[-1] > done else done
    return last - begin, time.process_time() - work


async def lag(stop: asyncio.Event, seen: list[float]) -> None:
    """How long the interface would not have answered, each time it was looked."""
    while not stop.is_set():
        begin = clock()
        await asyncio.sleep(0.001)
        seen.append(clock() - begin)


async def judged(screen: Any) -> dict[str, float]:
    """How long until every line is there, and how long no key would have been answered."""
    stop, gaps = asyncio.Event(), list[float]()
    watcher = asyncio.create_task(lag(stop, gaps))
    begin = clock()
    while not screen._done:
        await asyncio.sleep(0.01)
    took = clock() - begin
    stop.set()
    await watcher
    return {"judged": took, "lag": at(gaps, 1) if gaps else 0.0}


async def measured_list(folder: Path) -> tuple[dict[str, float], list[Any]]:
    """The list's own times, and its lines for the DataTable."""
    from branchdesk.basics import start

    start.begin()
    from branchdesk.tui.app import BranchdeskApp
    from branchdesk.tui.seat import Seat

    Seat.open = lambda seat: seat._app.go("case_list", fresh=True)  # type: ignore[method-assign]
    begin = clock()
    app = BranchdeskApp(folder, "s01", "en", "en")
    watch(app)
    async with app.run_test(size=(80, 24)):
        paints.clear()
        while not paints or type(app.screen).__name__ != "CaseListScreen":
            await asyncio.sleep(0)
        screen: Any = app.screen
        found = {"opened": clock() - begin}
        found |= await judged(screen)
        before = [None]

        def sought() -> bool:
            new = screen._search is not before[0] and screen._done
            return bool(new)

        typed = []
        for key in TYPED:
            before[0] = screen._search
            typed.append(await press(app, key, sought))
        screen.rows.focus()
        moved = [await press(app, key, lambda: True) for key in MOVES]
        found |= summed("typed", typed) | summed("moved", moved)
        lines = [screen._lines.row(number) for number in screen._lines.numbers]
    return found, lines


def plain_table(lines: list[Any]) -> Any:
    """An app with a search line and a DataTable that is filled anew with what was found."""
    from textual.app import App
    from textual.widgets import DataTable, Input

    from branchdesk.reports.caselist import asked, fitting

    class Plain(App[None]):
        """The list as one writes it first."""

        count = 0

        def compose(self) -> Any:
            yield Input()
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            self.query_one(DataTable).add_columns(*"abcdefg")
            self.fill("")

        def on_input_changed(self, event: Input.Changed) -> None:
            self.fill(event.value)

        def fill(self, typed: str) -> None:
            table = self.query_one(DataTable)
            table.clear()
            for row in fitting(lines, asked(typed)):
                told = (row.number, row.customer, row.severity, row.days_past_due, row.state)
                table.add_row(*map(str, (*told, row.klass, row.amount)))
            self.count += 1

    return Plain()


async def measured_table(lines: list[Any], keys: tuple[str, ...]) -> dict[str, float]:
    """The same keys in the DataTable."""
    from textual.widgets import DataTable, Input

    app = plain_table(lines)
    watch(app)
    begin = clock()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        found = {"opened": clock() - begin}
        app.query_one(Input).focus()
        typed = []
        for key in keys:
            count = app.count
            typed.append(await press(app, key, lambda count=count: app.count > count))
        app.query_one(DataTable).focus()
        moves = MOVES if len(keys) > FEW else MOVES[:FEW]
        moved = [await press(app, key, lambda: True) for key in moves]
    return found | summed("typed", typed) | summed("moved", moved)


def measured(size: int, folder: Path) -> dict[str, float]:
    """One column of the results; what is in milliseconds comes so."""
    from worklist import grown

    desk = folder / f"d{size}" / "desk"
    if not desk.exists():
        desk.parent.mkdir(parents=True)
        grown(desk.parent, size, whole=size < SIZES[-1])
    ours, lines = asyncio.run(measured_list(desk))
    keys = TYPED if size < SIZES[-1] else TYPED[:FEW]
    theirs = asyncio.run(measured_table(lines, keys))
    ratios = {f"{k} ratio": theirs[k] / ours[k] for k in ("typed", "moved", "typed 95")}
    return ours | ratios | {"table": theirs["opened"]}


def told(sizes: list[int], results: list[dict[str, float]]) -> str:
    """The table."""
    lines = (
        ("open the desk and show the list, s", "opened", "{:.2f}"),
        ("judge every line behind it, in slices, s", "judged", "{:.2f}"),
        ("longest time without an answer meanwhile, ms", "lag", "{:.0f}"),
        ("key to painted result, median, ms", "typed", "{:.0f}"),
        ("key to painted result, 95 of 100, ms", "typed 95", "{:.0f}"),
        ("the same of the processor, median, ms", "typed cpu", "{:.0f}"),
        ("the same of the processor, 95 of 100, ms", "typed cpu 95", "{:.0f}"),
        ("the DataTable takes, median", "typed ratio", "{:.1f} x"),
        ("the DataTable takes, 95 of 100", "typed 95 ratio", "{:.1f} x"),
        ("cursor key to paint, median, ms", "moved", "{:.0f}"),
        ("cursor key to paint, 95 of 100, ms", "moved 95", "{:.0f}"),
        ("the same of the processor, 95 of 100, ms", "moved cpu 95", "{:.0f}"),
        ("the DataTable takes, median", "moved ratio", "{:.1f} x"),
        ("the DataTable shows its rows after, s", "table", "{:.2f}"),
    )
    rows = [["", *(f"{size:,}" for size in sizes)], ["---"] * (1 + len(sizes))]
    rows += [[name, *(form.format(one[key]) for one in results)] for name, key, form in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Measure, print, keep."""
    os.environ["BRANCHDESK_TODAY"] = "2026-11-22"
    words = sys.argv[1:]
    kept = Path(words.pop(words.index("--keep") + 1)) if "--keep" in words else None
    sizes = [int(word) for word in words if word.isdigit()] or list(SIZES)
    with tempfile.TemporaryDirectory() as passing:
        results = []
        for size in sizes:
            results.append(measured(size, kept or Path(passing)))
            print(f"{size:,} cases done", file=sys.stderr)
    text = told(sizes, results)
    print(text)
    if tuple(sizes) == SIZES:
        from results import keep

        head = (
            f"Written by `benchmarks/lists.py` on {platform.system()}, Python "
            f"{platform.python_version()}, {os.cpu_count()} processors. "
            "Demonstration cases repeated, in the last column lean ones of about 3 KB; the first "
            "line opens the file, as plain TinyDB wrote it, and judges only what is in view.\n\n"
        )
        keep("The case list beside a DataTable", head + text)


if __name__ == "__main__":
    main()
