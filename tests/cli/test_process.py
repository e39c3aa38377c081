"""The program as the shell starts it: exit codes, what it loads, and what a kill leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desks import DAY, ROOT, DeskAt, a_desk, an_enquiry, branchdesk

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and pipes as POSIX has them")


def started(*args: object, code: str = "", stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """The program, or a line of Python, in a process of its own."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "branchdesk"]), *map(str, args)]
    return subprocess.run(
        command, env=environment(), input=stdin.decode(), text=True, encoding="utf-8",
        capture_output=True, timeout=30, check=False,
    )  # fmt: skip


def environment() -> dict[str, str]:
    """The environment of a shell on a system in a language without Chinese characters."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BRANCHDESK_")}
    return {
        **kept, "PYTHONPATH": str(ROOT / "src"), "BRANCHDESK_TODAY": DAY, "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def test_help_and_lists_start_cheap(tmp_path: Path) -> None:
    """Neither --help nor a list loads the screens or Word's libraries (house style 15)."""
    desk = a_desk(tmp_path)
    look = (
        "import sys, runpy\n"
        "try: runpy.run_module('branchdesk', run_name='__main__')\n"
        "except SystemExit as end: code = end.code\n"
        "heavy = {'textual', 'rich', 'docx', 'docxtpl', 'jinja2', 'python_calamine'}\n"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    for command in (["--help"], ["--data", desk.path, "case", "list"]):
        ran = started(*command, code=look)
        assert ran.stderr.splitlines()[-1] == "0 []"


def test_help_names_every_command_in_both_languages() -> None:
    """For the program and within a command, without a desk."""
    whole, case = branchdesk("--help"), branchdesk("case", "--help")

    assert (whole.code, case.code) == (0, 0)
    for word in ("init", "Set up a new desk.", "建立案台", "today", "今日待办"):
        assert word in whole.out
    assert "Seal a closed case" in case.out and "归档" in case.out


def test_the_shell_gets_the_exit_codes(tmp_path: Path) -> None:
    """0 done, 2 wrong input or usage, 3 refused, 5 damaged; sentences on stderr."""
    desk = a_desk(tmp_path)
    data = ["--data", desk.path]

    assert started("version").returncode == 0
    wrong = started(*data, "case", "add", "--from", "-", stdin=b"{")
    assert (wrong.returncode, wrong.stdout) == (2, "") and wrong.stderr
    assert started(*data, "no-such-command").returncode == 2
    assert started(*data, "staff", "role", "s01", "reader").returncode == 3
    (desk.path / "cases.json").write_bytes(b"")
    damaged = started(*data, "case", "list", "--json")
    assert damaged.returncode == 5
    assert json.loads(damaged.stdout)["errors"][0]["code"] == "desk.damaged"


def test_a_terminal_without_chinese_characters_gets_them_all_the_same(tmp_path: Path) -> None:
    """A legacy code page turns no customer's name into a traceback."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(customer_name="赵㐂🏦"))

    ran = started("--data", desk.path, "--lang", "zh", "case", "list")

    assert ran.returncode == 0 and "赵㐂🏦" in ran.stdout


def test_without_a_terminal_the_screens_say_so(tmp_path: Path) -> None:
    """Exit 2 and the way on, instead of escape codes in a pipe."""
    for command in ([], ["tui"]):
        ran = started("--data", a_desk(tmp_path).path, *command)
        assert (ran.returncode, ran.stdout) == (2, "") and "--help" in ran.stderr


KILLED = """
import os, signal
from branchdesk.cli.main import run
name, step = {name!r}, {step}
opened, real, calls, begun = os.open, getattr(os, name), [], []
def opening(path, *args, **more):
    begun.extend([1] if "cases.json" in str(path) else [])
    return opened(path, *args, **more)
def counted(*args, **more):
    calls.extend(begun[:1])
    if len(calls) == step:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **more)
os.open = opening
setattr(os, name, counted)
run()
"""
"""The program, killed at one call of the system after it has begun to write the records."""


@POSIX
@pytest.mark.parametrize(
    ("name", "step", "saved"),
    [
        ("write", 1, 1),
        ("fsync", 1, 1),
        ("close", 1, 1),
        ("fdatasync", 1, 2),
        ("replace", 1, 2),
        ("fsync", 3, 2),
    ],
)
def test_a_kill_in_the_middle_leaves_a_desk_that_opens(
    tmp_path: Path, name: str, step: int, saved: int
) -> None:
    """kill -9 at a write: what was saved before is there, the lock is free."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())
    told = json.dumps(an_enquiry(contract_no="XAGR2025000998")).encode()

    ran = started("--data", desk.path, "case", "add", "--from", "-",
                  code=KILLED.format(step=step, name=name), stdin=told)  # fmt: skip

    assert ran.returncode == -signal.SIGKILL
    assert len(desk.ok("case", "list")) == saved
    assert desk.add(an_enquiry(contract_no="XAGR2025000997"))["existing"] is False
    assert not list(desk.path.glob(".*.tmp"))


@POSIX
def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """One of them waits outside with exit 4, or both save one after the other."""
    desk = a_desk(tmp_path)
    command = [sys.executable, "-m", "branchdesk", "--data", str(desk.path), "case", "add",
               "--from", "-", "--json"]  # fmt: skip
    many = [
        subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    told = [json.dumps(an_enquiry(contract_no=f"XAGR202500090{n}")).encode() for n in range(6)]
    done = [p.communicate(data, timeout=30)[0] for p, data in zip(many, told, strict=True)]

    codes = [p.returncode for p in many]
    saved = {json.loads(out)["number"] for out, code in zip(done, codes, strict=True) if code == 0}
    assert set(codes) <= {0, 4} and 0 in codes
    assert len(saved) == codes.count(0)
    assert {row["number"] for row in desk.ok("case", "list")} == saved


@POSIX
def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    """branchdesk ... | head."""
    desk = a_desk(tmp_path)
    command = [sys.executable, "-m", "branchdesk", "--data", str(desk.path), "policy", "show"]
    read, write = os.pipe()
    os.close(read)

    ran = subprocess.run(
        command, env=environment(), stdout=write, stderr=subprocess.PIPE, timeout=30, check=False
    )

    os.close(write)
    assert ran.returncode == 1 and b"Traceback" not in ran.stderr


def test_folders_with_chinese_names_and_blanks_work_from_the_shell(tmp_path: Path) -> None:
    """Through a relative path too."""
    place = tmp_path / "我的 文档（一）" / "案台"

    made = started("init", place, "--branch", "渭滨支行", "--code", "XA", "--practice")

    assert made.returncode == 0 and DeskAt(place).ok("case", "list") == []
