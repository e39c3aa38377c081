"""What the command line prints: JSON for programs, tables and sentences for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import msgspec

from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import cell_width, pad
from branchdesk.basics.wording import Label, Term, Words


@dataclass
class Voice:
    """How this run speaks: its language, and whether a program listens."""

    words: Words
    as_json: bool = False


VOICE = Voice(Words("zh"))


def speak(words: Words) -> None:
    """Errors from here on are said in this language."""
    VOICE.words = words


def json_option(command: Any) -> Any:
    """The ``--json`` option; errors become JSON too."""

    def note(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
        VOICE.as_json = value
        return value

    return click.option(
        "--json", "as_json", is_flag=True, callback=note, is_eager=True, help="JSON"
    )(command)


def print_json(value: object) -> None:
    """One JSON document on stdout: money as strings, dates ISO."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: object) -> Any:
    """A value as JSON knows it; findings and labels become their sentences."""
    match value:
        case Finding():
            return {"code": value.code, "text": VOICE.words.finding(value), "source": value.source}
        case Label() | Term():
            return VOICE.words.show(value)
        case msgspec.Struct():
            return plain(msgspec.structs.asdict(value))
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Path():
            return str(value)
        case _:
            return value


def say(code: str, **facts: object) -> None:
    """A sentence for people, on stderr where a program reads stdout."""
    click.echo(VOICE.words(code, **facts), err=VOICE.as_json)


def say_progress(done: int, total: int) -> bool:
    """How far long work is, on a terminal; it is never stopped from here."""
    if is_terminal():
        click.echo(f"\r{done}/{total}", err=True, nl=done == total)
    return True


def say_notes(notes: Iterable[Finding]) -> None:
    """What happened beside the command, on stderr: stdout is what was asked for."""
    for note in notes:
        click.echo(VOICE.words.finding(note), err=True)


def say_findings(findings: Iterable[Finding]) -> None:
    """Findings as sentences, each with its clause."""
    for finding in findings:
        source = f" [{finding.source}]" if finding.source else ""
        click.echo(f"  - {VOICE.words.finding(finding)}{source}", err=VOICE.as_json)


def show_error(fault: DeskError) -> None:
    """Every reason of a fault: JSON on stdout for programs, sentences on stderr for people."""
    if VOICE.as_json:
        print_json(
            {
                "errors": [
                    {
                        "line": f.line,
                        "field": f.field,
                        "code": f.code,
                        "text": VOICE.words.finding(f),
                    }
                    for f in fault.findings
                ]
            }
        )
        return
    for finding in fault.findings:
        click.echo(_placed(finding), err=True)


def _placed(finding: Finding) -> str:
    parts = []
    if finding.line:
        parts.append(VOICE.words("word.line", line=finding.line))
    if finding.field:
        # An unknown key is a text from outside like any other.
        parts.append(VOICE.words.show(finding.field))
    place = f"[{', '.join(parts)}] " if parts else ""
    source = f" [{finding.source}]" if finding.source else ""
    return f"{place}{VOICE.words.finding(finding)}{source}"


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()
) -> None:
    """A table in columns by terminal cells; ``right`` are the columns set to the right."""
    shown = [[VOICE.words.show(cell) if cell != "" else "" for cell in row] for row in rows]
    widths = [max(cell_width(c) for c in column) for column in zip(heads, *shown, strict=True)]
    for line in (heads, *shown) if any(heads) else shown:
        cells = [pad(c, w, i in right) for i, (c, w) in enumerate(zip(line, widths, strict=True))]
        click.echo("  ".join(cells).rstrip())


def is_terminal() -> bool:
    """True where a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
