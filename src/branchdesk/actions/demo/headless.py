"""The demonstration without screens: every paper, a bundle and the month, left in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from branchdesk.actions import case as cases
from branchdesk.actions import letter, opening
from branchdesk.actions.demo.make import CASES, make_demo
from branchdesk.actions.desk import Desk
from branchdesk.actions.legal.bundle import make_bundle, verify_bundle
from branchdesk.actions.legal.paper import add_paper
from branchdesk.actions.month.printed import print_month
from branchdesk.actions.process.chart import print_chart
from branchdesk.actions.sheet import sheet_of
from branchdesk.basics.errors import BadInput, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.basics.wording import LANGS, Label, Lang, Words, named
from branchdesk.model.case import Case
from branchdesk.rules.letter import BY_PLAN
from branchdesk.store.disk import make_folder, remove, write_whole

INDEX = "index.txt"
OURS = ("letters/*.docx", "bundle-*.zip", "month-*.docx", "month-*.xlsx")
STAGES = 4
"""What is counted beside the cases: letters, chart, bundle, month."""


class Left(msgspec.Struct, frozen=True):
    """A file that the demonstration left, and what it is."""

    name: str
    what: Label
    note: str = ""
    """Which case it is of; empty for what is the whole branch's."""


def run_headless(
    folder: Path, out: Path, lang: Lang, count: int | None = None, progress: Progress = go_on
) -> list[Left]:
    """The files left in ``out``: letters/, bundle-*.zip, the month; the desk is made in ``folder``.

    A letter that none of so few cases calls for is left out. Raises BadInput where a folder holds
    something else, Fault where it was stopped or the disk is full.
    """
    _clear(out)
    total = (count or CASES) + STAGES
    make_demo(folder, lang, count or CASES, lambda done, _: _on(progress, done, total))
    left: list[Left] = []
    with opening.open_to_write(folder, opening.FIRST_MEMBER, lang) as desk:
        for stage, make in enumerate((_letters, _chart, _bundle, _month)):
            for one in make(desk, out):
                left.append(one)
                _write_index(out, left)
            _on(progress, total - STAGES + stage + 1, total)
    return left


def _write_index(out: Path, left: list[Left]) -> None:
    lines = [f"{one.name}\t{one.what.zh}\t{one.what.en}\t{one.note}".rstrip() for one in left]
    write_whole(out / INDEX, ("\n".join(lines) + "\n").encode("utf-8"))


def _on(progress: Progress, done: int, total: int) -> bool:
    if not progress(done, total):
        raise Fault(Finding("demo.stopped"))
    return True


def _clear(out: Path) -> None:
    """What an earlier demonstration left is gone; anything else in the folder stays.

    Raises BadInput where one of our names is taken by something that is not ours.
    """
    make_folder(out / "letters")
    index = out / INDEX
    known = index.read_text("utf-8", "replace").splitlines() if index.is_file() else []
    ours = {line.split("\t")[0] for line in known}
    taken = [p for pattern in OURS for p in out.glob(pattern)]
    strange = sorted(str(p.relative_to(out)) for p in taken if _name(out, p) not in ours)
    if strange:
        raise BadInput(Finding("demo.taken", {"folder": out, "files": strange[:5]}))
    for path in taken:
        remove(path)


def _name(out: Path, path: Path) -> str:
    return path.relative_to(out).as_posix()


def _letters(desk: Desk, out: Path) -> Iterator[Left]:
    """Each letter of the catalogue, issued in both languages from a case that calls for it.

    A file is told before it is written: cut short, the next run knows it for its own.
    """
    for code, kind in letter.catalogue(desk).letters.items():
        found = _case_for(desk, code)
        if found is None:
            continue
        day = found.plan.as_of if code in BY_PLAN and found.plan else desk.today
        _check_figures(desk, found, day)
        for lang in LANGS:
            drafted = letter.draft(desk, found.number, code, lang)
            issued = letter.issue(desk, found.number, drafted.id)
            name = f"letters/{code}.{lang}.docx"
            paper = letter.open_letter(desk, found.number, issued.id)
            yield Left(name, kind.title, f"{found.number} {issued.number}")
            write_whole(out / name, paper.read_bytes())


def _chart(desk: Desk, out: Path) -> Iterator[Left]:
    """The flow chart of the procedure, in both languages."""
    for lang in LANGS:
        name = f"letters/process_chart.{lang}.docx"
        yield Left(name, named("process.title"))
        write_whole(out / name, print_chart(desk, lang).read_bytes())


def _case_for(desk: Desk, code: str) -> Case | None:
    fit = (c for c in desk.book.cases if not letter.against_drafting(desk, c.number, code))
    return next(fit, None)


def _check_figures(desk: Desk, case: Case, day: date) -> None:
    """The figures of the paper's day compared with the core system: only then it is issued."""
    debt = sheet_of(desk, case, as_of=day).debt
    parts = {"principal": debt.principal, "interest": debt.interest, "penalty": debt.penalty}
    # What was put right is no longer owed.
    nothing = "put_right" in case.indicators
    # Of a card nothing is estimated: the core system of the demonstration charges nothing.
    told = {k: "0" if nothing or v is None else str(v) for k, v in parts.items()}
    cases.verify(desk, case.number, told | {"figures_checked_on": day.isoformat()})


def _bundle(desk: Desk, out: Path) -> Iterator[Left]:
    """The case with the most papers, as legal gets it; verified as legal would."""
    number = max(desk.book.cases, key=lambda case: (len(case.letters), case.number)).number
    _take_in_contract(desk, number)
    file = out / f"bundle-{number}.zip"
    yield Left(file.name, named("demo.left-bundle"), number)
    make_bundle(desk, [number], file)
    verify_bundle(file)


def _take_in_contract(desk: Desk, number: str) -> None:
    words = Words(desk.lang)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "contract.txt"
        file.write_text(words("demo.contract", number=number), encoding="utf-8")
        title, proves = words("demo.contract-title"), words("demo.contract-proves")
        add_paper(desk, number, file, title, proves)


def _month(desk: Desk, out: Path) -> Iterator[Left]:
    """This month beside the last, which was closed on its list."""
    month = f"{desk.today:%Y-%m}"
    for ending in (*(f"{lang}.docx" for lang in LANGS), "xlsx"):
        yield Left(f"month-{month}.{ending}", named("month.title"))
    print_month(desk, month, out, LANGS)
