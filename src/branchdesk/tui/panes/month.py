"""The month's page as text: ageing at a glance, the summary, the bridge, the recovery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.text import Text

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words, named
from branchdesk.reports.bars import bar, gauge, strip
from branchdesk.reports.month.ageing import ageing
from branchdesk.reports.month.bridge import CODES, Bridge
from branchdesk.reports.month.cells import Block, shown, table
from branchdesk.reports.month.figures import Figures
from branchdesk.reports.month.moved import ENDS, severity_label
from branchdesk.reports.month.recovery import TOTAL, Recovered, Recovery
from branchdesk.reports.month.sums import Sum
from branchdesk.tui.plain import SEVERITY, cell, plain, severity_mark

COLUMNS = (20, 7, 16, 7, 10, 16, 6, 16)
"""Cells of the summary; the last two, the change, only where there is room for them."""
NARROW = 6
INDENT, EDGE = 2, 4
TALL = 34
"""Lines of a screen that has room for a chart above the table."""
BAR, GAUGE, STRIP = 20, 14, 60
NAME, COUNT, AMOUNT, SHORT = 18, 6, 14, 11
"""Cells of the bridge; short where its amounts are shown in 万元."""
WAN = Decimal(10000)


def month_text(
    found: Figures, blocks: Sequence[Block], words: Words, size: tuple[int, int]
) -> Text:
    """The page below its head, as wide and as detailed as the screen has room for."""
    width, height = size
    text = Text()
    for line in _chart(found, words) if height >= TALL else _strips(found, words):
        text.append_text(line).append("\n")
    text.append("\n")
    text.append_text(_summary(blocks[0], words, width))
    if found.bridge is not None and found.recovery is not None:
        text.append_text(_bridge(found.bridge, words, width))
        text.append_text(_recovery(found.recovery, words))
    code = "month.note-bridge" if found.bridge else "month.note-no-bridge"
    return text.append_text(plain(f"{words(code)}\n", "dim"))


def _strips(found: Figures, words: Words) -> Iterator[Text]:
    """Two lines: of all accounts and of all money, how much is light, moderate, severe."""
    sums = ageing(found.month)
    for what in ("count", "amount"):
        parts = {SEVERITY[code][0]: getattr(one, what) for code, one in sums.items()}
        line = plain(cell(words(f"month.{what}"), 10))
        for letter in strip(parts, STRIP):
            line.append_text(severity_mark(_code(letter)))
        yield line


def _code(letter: str) -> str:
    return next(code for code, (mark, _) in SEVERITY.items() if mark == letter)


def _chart(found: Figures, words: Words) -> Iterator[Text]:
    """A line a severity: how many, how much, each with its bar."""
    sums = ageing(found.month)
    most = Sum(max(one.count for one in sums.values()), max(one.amount for one in sums.values()))
    yield plain(words("month.ageing"), "bold")
    for code, one in sums.items():
        line = severity_mark(code)
        name = cell(f" {words.label('severity', code)}", 10)
        count = f"{one.count:>6} {bar(one.count, most.count, BAR):<{BAR}}"
        amount = f"{one.amount.grouped:>16} {bar(one.amount, most.amount, BAR):<{BAR}}"
        yield line.append_text(plain(f"{name}{count}{amount}"))


def _summary(block: Block, words: Words, width: int) -> Text:
    summary = table(block, words)
    columns = COLUMNS if width >= sum(COLUMNS) + INDENT else COLUMNS[:NARROW]
    text = plain(f"{_line([words.show(head) for head in summary.heads], columns)}\n", "bold")
    for at, row in enumerate(summary.rows):
        text.append_text(plain(f"{_line(row, columns)}\n", "bold" * (at in summary.strong)))
    return text


def _line(cells: Iterable[str], columns: tuple[int, ...]) -> str:
    first, *others = zip(cells, columns, strict=False)
    return cell(*first) + "".join(cell(text, width, right=True) for text, width in others)


def _bridge(found: Bridge, words: Words, width: int) -> Text:
    """Each movement a line; the numbers too where there is room, else the amounts alone."""
    parts = found.severities
    columns = len(parts) + 1
    counted = width >= NAME + columns * (COUNT + AMOUNT) + EDGE
    long = any(cell_width(found.all(code).amount.grouped) >= AMOUNT for code in CODES)
    in_wan = long or width < NAME + columns * AMOUNT + EDGE
    room = SHORT if in_wan else AMOUNT
    title = words("month.bridge") + (f" ({words('month.wan')})" if in_wan else "")
    text = plain(f"\n{title}\n", "bold")
    names = [words.show(severity_label(part)) for part in (*parts, TOTAL)]
    heads = "".join(cell(name, room + COUNT * counted, right=True) for name in names)
    text.append_text(plain(f"{' ' * NAME}{heads}\n", "bold"))
    for code in CODES:
        row = [*(found.of(code, part) for part in parts), found.all(code)]
        cells = "".join(_cells(one, counted, room) for one in row)
        name = cell(words(f"month.bridge-{code}"), NAME)
        text.append_text(plain(f"{name}{cells}\n", "bold" * (code in ENDS)))
    over = found.handed_over
    if over.count:
        amount = words.show(over.amount)
        text.append_text(plain(f"{words('month.bridge-memo')}  {over.count}  {amount}\n"))
    return text


def _cells(one: Sum, counted: bool, room: int) -> str:
    amount = format(one.amount / WAN, ",.2f") if room == SHORT else one.amount.grouped
    count = cell(str(one.count or ""), COUNT, right=True) if counted else ""
    return count + cell(amount if one.amount else "·", room, right=True)


def _recovery(found: Recovered, words: Words) -> Text:
    """A line a severity with its rate as a bar; ``|`` stands where the target is."""
    heads = ("severity", "base", "cash", "rate")
    widths = (12, 16, 16, 8)
    text = plain(f"\n{words('month.recovery')}\n", "bold")
    line = _line([words.show(named(f"month.{head}")) for head in heads], widths)
    text.append_text(plain(f"{line}\n", "bold"))
    for row in found.rows:
        cells = [words.show(severity_label(row.code)), shown(row.base, words),
                 shown(row.cash, words), shown(row.rate, words)]  # fmt: skip
        text.append_text(plain(f"{_line(cells, widths)} {_against(row, words)}\n"))
    apart = [
        f"{words(f'month.apart-{code}')} {words.show(amount)}"
        for code, amount in found.apart.items()
    ]
    text.append_text(plain(f"{words('month.apart')}: {words.show(apart)}\n", "dim"))
    return text


def _against(row: Recovery, words: Words) -> str:
    drawn = gauge(row.rate, row.target, GAUGE)
    if row.met is None:
        return drawn
    return f"{drawn} {words('month.met-mark' if row.met else 'month.missed-mark')}"
