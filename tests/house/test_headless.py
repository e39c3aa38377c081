"""The command line starts cheap: no screens and no documents are loaded (house style 15)."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.house.tree import SRC

HEAVY = ("textual", "rich", "docx", "docxtpl", "xlsxwriter")
PRINT = "import json, sys; print(json.dumps(sorted(sys.modules)))"
HELP = (
    "import atexit, io, json, sys\n"
    "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.__stdout__))\n"
    "sys.argv, sys.stdout = ['branchdesk', '--help'], io.StringIO()\n"
    "from branchdesk.__main__ import main\n"
    "main()\n"
)


def heavy_after(program: str) -> set[str]:
    """The heavy packages that a fresh Python has loaded once the program has run."""
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SRC.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.splitlines()[-1])) & set(HEAVY)


def test_the_command_line_loads_neither_screens_nor_documents() -> None:
    """``branchdesk case list`` must not wait for Textual."""
    assert heavy_after("import branchdesk.cli;" + PRINT) == set()


def test_help_loads_neither_screens_nor_documents() -> None:
    """``branchdesk --help`` answers at once."""
    assert heavy_after(HELP) == set()


def test_the_program_itself_loads_nothing_before_it_knows_the_command() -> None:
    """Importing ``branchdesk.__main__`` runs nothing."""
    assert heavy_after("import branchdesk.__main__;" + PRINT) == set()


def test_the_gate_sees_a_heavy_import() -> None:
    """A module that loads documents is caught, and one that loads a part of Textual."""
    assert heavy_after("import docx;" + PRINT) == {"docx"}
    assert "textual" in heavy_after("import textual.geometry;" + PRINT)
