"""The command line starts cheap: no screens, no documents; the first screen loads only its own."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

from branchdesk.basics import start
from tests.desks import a_desk
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
OPENED = (
    "import json, sys\n"
    "from pathlib import Path\n"
    "import branchdesk.cli.main, branchdesk.tui.app, branchdesk.tui.screens.today\n"
    "from branchdesk.actions import opening\n"
    "assert opening.take_or_look(Path(sys.argv[1]), 's01').writable\n"
    "print(json.dumps(sorted(sys.modules)))\n"
)
BEHIND = (
    "zipfile", "branchdesk.store.backup", "branchdesk.store.archive",
    "branchdesk.store.files", "branchdesk.intake.policy", "branchdesk.intake.form",
    "branchdesk.model.policy", "branchdesk.model.case", "branchdesk.model.customer",
    "branchdesk.reports", "branchdesk.rules.talk", "branchdesk.actions.change",
    "branchdesk.actions.today", "branchdesk.actions.safety",
)  # fmt: skip
"""What comes behind the first picture: rules, policy, records, backups."""
FIRST_SCREEN = (
    "import asyncio, json, os, sys\n"
    "from pathlib import Path\n"
    "import branchdesk.cli\n"
    "from branchdesk.actions import opening\n"
    "from branchdesk.tui.app import BranchdeskApp\n"
    "desk = opening.set_up(sys.argv[1], 'First', 'XA', 'en', practice=True)\n"
    "app = BranchdeskApp(desk, None, 'en', 'en')\n"
    "async def look():\n"
    "    async with app.run_test(size=(80, 24)) as pilot:\n"
    "        await pilot.pause(0)\n"
    "        assert app.screen.name_of == 'today'\n"
    "        print(json.dumps(sorted(sys.modules)))\n"
    "asyncio.run(look())\n"
)
LATER = (
    "docx", "docxtpl", "lxml", "xlsxwriter", "python_calamine", "stdnum",
    "branchdesk.papers", "branchdesk.intake.overdue", "branchdesk.intake.spreadsheet",
    "branchdesk.tui.dialogs", "branchdesk.tui.menu", "branchdesk.tui.widgets.form",
    "branchdesk.tui.widgets.field", "textual.widgets._text_area",
    "textual.widgets._data_table", "textual.widgets._markdown",
)  # fmt: skip
"""What Today does without; each screen and dialog loads its own when it is asked for."""


def heavy_after(program: str) -> set[str]:
    """The heavy packages that a fresh Python has loaded once the program has run."""
    return loaded_after(program) & set(HEAVY)


def loaded_after(program: str, *arguments: str) -> set[str]:
    """Every module that a fresh Python has loaded once the program has run."""
    answer = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(SRC.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_the_command_line_loads_neither_screens_nor_documents() -> None:
    """``branchdesk case list`` must not wait for Textual."""
    assert heavy_after("import branchdesk.cli;" + PRINT) == set()


def test_help_loads_neither_screens_nor_documents() -> None:
    """``branchdesk --help`` answers at once."""
    assert heavy_after(HELP) == set()


def test_the_program_itself_loads_nothing_before_it_knows_the_command() -> None:
    """Importing ``branchdesk.__main__`` runs nothing."""
    assert heavy_after("import branchdesk.__main__;" + PRINT) == set()


def test_the_first_screen_loads_only_what_it_shows(tmp_path: Path) -> None:
    """Today stands before any form, dialog, list or document is loaded."""
    loaded = loaded_after(FIRST_SCREEN, str(tmp_path / "desk"))
    assert "branchdesk.tui.screens.today" in loaded
    assert [one for one in sorted(loaded) if one.startswith(LATER)] == []
    screens = {one for one in loaded if one.startswith("branchdesk.tui.screens.")}
    assert screens == {"branchdesk.tui.screens.today"}


def test_the_first_picture_waits_for_no_rule_and_no_record(tmp_path: Path) -> None:
    """The desk is opened and held; policy and cases are read behind the picture."""
    folder = a_desk(tmp_path).path
    assert [
        one for one in sorted(loaded_after(OPENED, str(folder))) if one.startswith(BEHIND)
    ] == []


def test_the_collector_rests_only_while_the_program_is_loaded() -> None:
    """After the start it works as ever; a second ending changes nothing."""
    assert gc.isenabled()
    start.begin()
    try:
        assert not gc.isenabled()
    finally:
        start.over()
    assert gc.isenabled()
    gc.unfreeze()
    start.over()
    assert gc.get_freeze_count() == 0


def test_the_gate_sees_a_heavy_import() -> None:
    """A module that loads documents is caught, and one that loads a part of Textual."""
    assert heavy_after("import docx;" + PRINT) == {"docx"}
    assert "textual" in heavy_after("import textual.geometry;" + PRINT)
