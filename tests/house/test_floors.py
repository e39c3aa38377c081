"""Imports go down only; the contracts stand in pyproject.toml (house style 14)."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import ROOT, SRC

RUN = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"

DUE = {
    "store/disk.py": "engine",
    "store/journal.py": "engine",
    "store/database.py": "engine",
    "store/storage.py": "engine",
    "store/casebook.py": "corridor",
    "tui/screens": "screens",
}
"""import-linter cannot name a room that is not there yet: the contract is due once the room is."""


def contracts(config: Path) -> dict[str, str]:
    """Every contract of a pyproject.toml as text, by its id."""
    linter = tomllib.loads(config.read_text("utf-8"))["tool"]["importlinter"]
    return {contract["id"]: str(contract) for contract in linter["contracts"]}


def forgotten(package: Path, written: dict[str, str]) -> list[str]:
    """The rooms of a package that no contract names although one is due."""
    return [
        f"{room} is missing in contract {contract}"
        for room, contract in DUE.items()
        if (package / room).exists() and _module(room) not in written.get(contract, "")
    ]


def _module(room: str) -> str:
    return "branchdesk." + room.removesuffix(".py").replace("/", ".")


def lint(config: Path, package: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about the package at a path."""
    return subprocess.run(
        [sys.executable, "-c", RUN, "--config", str(config), "--no-cache"],
        cwd=config.parent,
        env={**os.environ, "PYTHONPATH": str(package.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_import_goes_down() -> None:
    """Every contract of pyproject.toml is kept."""
    answer = lint(ROOT / "pyproject.toml", SRC)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_contract_was_forgotten() -> None:
    """A new room brings its contract with it."""
    assert forgotten(SRC, contracts(ROOT / "pyproject.toml")) == []


def test_the_gate_sees_an_import_that_goes_up(tmp_path: Path) -> None:
    """A small house with one wrong import fails."""
    house = tmp_path / "house"
    (house / "rules").mkdir(parents=True)
    (house / "__init__.py").touch()
    (house / "rules" / "__init__.py").write_text("import house.cli\n", "utf-8")
    (house / "cli.py").touch()
    config = tmp_path / "pyproject.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["house"]\n[[tool.importlinter.contracts]]\n'
        'id = "floors"\nname = "down"\ntype = "layers"\ncontainers = ["house"]\n'
        'layers = ["cli", "rules"]\n',
        "utf-8",
    )
    answer = lint(config, house)
    assert answer.returncode != 0
    assert "house.rules -> house.cli" in answer.stdout


def test_the_gate_asks_for_a_contract_once_its_room_is_there(tmp_path: Path) -> None:
    """With the journal comes the contract about it."""
    assert forgotten(tmp_path, {}) == []
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "journal.py").touch()
    assert forgotten(tmp_path, {"engine": "['branchdesk.store.disk']"}) == [
        "store/journal.py is missing in contract engine"
    ]
    assert forgotten(tmp_path, {"engine": "['branchdesk.store.journal']"}) == []
