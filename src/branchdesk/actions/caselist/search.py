"""Looking through the case list in steps short enough for a screen that must answer meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from branchdesk.actions.caselist.lines import Lines
from branchdesk.model.row import CaseRow
from branchdesk.reports.caselist import Asked, fitting

STEP = 4_000
"""Lines a step looks at; it takes a few thousandths of a second."""
JUDGED = 80
"""As many as it costs to judge one that is not there yet."""


class Search:
    """One look through the lines; whoever asks anew begins another and lets this one go."""

    def __init__(
        self, lines: Lines, what: Asked, column: str = "number", down: bool = True
    ) -> None:
        """Take what is asked for and the order of what is found; nothing is looked at yet."""
        self.found: list[str] = lines.ordered(column, down) if self._plain(what, column) else []
        """The numbers of the lines that fit, as far as they were looked at."""
        self._lines, self._what = lines, what
        self._column, self._down = column, down
        self._steps = self._run()

    @staticmethod
    def _plain(what: Asked, column: str) -> bool:
        """True where all numbers are found without a look at any line."""
        return what.anything and column == "number"

    def step(self) -> bool:
        """Look at some more lines; True once all were looked at."""
        return next(self._steps, True)

    def _run(self) -> Iterator[bool]:
        """Everything in steps, each False while there is more to do."""
        lines, what = self._lines, self._what
        if what.anything or self._column != "number":
            yield from self._judge()
        if self._plain(what, self._column):
            return
        numbers = lines.ordered(self._column, self._down)
        if what.anything:
            self.found = numbers
            return
        named = [number for number in numbers if what.names(number)]
        # A part of another case's contract may read like it: what was named comes first.
        rest = Asked("", wanted=what.wanted)
        self.found += [row.number for row in fitting(map(lines.row, named), rest)]
        if named:
            numbers = [number for number in numbers if not what.names(number)]
        step = STEP if lines.judged >= len(numbers) else STEP // JUDGED
        for at in range(0, len(numbers), step):
            rows = map(lines.row, numbers[at : at + step])
            self.found += [row.number for row in fitting(rows, what)]
            yield False

    def _judge(self) -> Iterator[bool]:
        """Every line is there afterwards: the next search and any order are quick."""
        todo = [number for number in self._lines.numbers if not self._lines.there(number)]
        for at in range(0, len(todo), STEP // JUDGED):
            for number in todo[at : at + STEP // JUDGED]:
                self._lines.row(number)
            yield False


def search(lines: Lines, what: Asked) -> list[CaseRow]:
    """Every line that fits, newest case first, at once."""
    looking = Search(lines, what)
    while not looking.step():
        pass
    return [lines.row(number) for number in looking.found]
