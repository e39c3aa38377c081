"""What git carries: no customer's record, no address of a registry, no path of one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, lines

OWN_IN_DATA = re.compile(r"data/(README\.md|samples/.+)")

# Written in pieces, so that this file does not name them itself.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "crates" + ".io")
MACHINE = re.compile(r"(?<![\w./-])/(?:wo" + r"rk|fa" + r"rm)/")
INDEX = re.compile(r"(?:index-url|find-links)[ =]+[\"']?(?:https?|file)://")

needs_git = pytest.mark.skipif(
    not shutil.which("git") or not (ROOT / ".git").exists(),
    reason="no git here: an unpacked archive carries no history to look at",
)


def git(*arguments: str) -> list[str]:
    """The lines of git's answer."""
    answer = subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode in (0, 1), answer.stderr
    return answer.stdout.splitlines()


def carried() -> list[str]:
    """Every file that git has or would take."""
    return git("ls-files", "--cached", "--others", "--exclude-standard")


def records(names: list[str]) -> list[str]:
    """The names under data/ that are neither the README nor a sample."""
    return [n for n in names if n.startswith("data/") and not OWN_IN_DATA.fullmatch(n)]


def addresses(text: str) -> list[str]:
    """Every line with the address of a package registry or a path of one machine."""
    return [
        line.strip()
        for line in text.splitlines()
        if any(host in line for host in REGISTRIES) or MACHINE.search(line) or INDEX.search(line)
    ]


def text_of(path: Path) -> str:
    """The text of a file; empty for one that is no text or was deleted."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


@needs_git
def test_git_carries_no_customers_record() -> None:
    """The desk lives in data/; in git are its README and invented samples only."""
    assert records(carried()) == []


@needs_git
@pytest.mark.parametrize("name", ["cases.json", "branch.toml", "papers/C1/a.docx", "audit/1.log"])
def test_git_would_not_take_a_desks_file(name: str) -> None:
    """.gitignore stands before the mistake."""
    assert git("check-ignore", "--no-index", f"data/{name}") == [f"data/{name}"]


@needs_git
def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    """A branch installs from where its bank allows it."""
    problems = [
        f"{name}: {line[:100]}" for name in carried() for line in addresses(text_of(ROOT / name))
    ]
    assert not problems, lines(problems)


def test_the_gate_sees_a_record_in_data() -> None:
    """A case, a hidden copy, and a look-alike of the samples' folder."""
    good = ["data/README.md", "data/samples/list.xlsx", "src/branchdesk/data.py"]
    bad = ["data/cases.json", "data/.backup/x", "data/samples_real/list.xlsx"]
    assert records(good + bad) == bad


def test_the_gate_sees_addresses_and_paths_of_one_machine() -> None:
    """A lock with an index in it, and a script that only runs at home."""
    bad = [
        "--index-" + "url https://mirror.example/simple",
        f"https://files.{REGISTRIES[1]}/packages/x.whl",
        "cd /wo" + "rk/main",
        'open("/fa' + 'rm/list.csv")',
    ]
    good = ["--no-emit-index-url", "docs/wo" + "rk/plan.md", "https://www.example.cn/rules"]
    assert addresses("\n".join(bad + good)) == bad
