#!/usr/bin/env python3
"""Start branchdesk from a checkout; needs Python 3.11 or newer and nothing else.

    python3 start.py [ARGUMENTS]        prepare .venv where needed, then run branchdesk
    python3 start.py demo               a demonstration desk to try everything on
    python3 start.py test [ARGUMENTS]   every check; ARGUMENTS go to pytest
    python3 start.py wheelhouse         fetch the parts, for a computer without a network

This file keeps to the syntax of Python 3.8, so that an older Python can still read the sentence
that asks for a newer one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import locale
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Iterator, NoReturn, Sequence  # noqa: UP035 - the newer place is not in 3.8

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELHOUSE = ROOT / "wheelhouse"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
VERSION = ".".join(map(str, sys.version_info[:2]))
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

FLOORS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
CHECKS = (
    ("ruff check", ("-m", "ruff", "check")),
    ("ruff format", ("-m", "ruff", "format", "--check")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", FLOORS)),
    ("pytest", ("-m", "pytest", "-n", "auto", "--dist", "loadfile")),
)
"""What ``test`` runs; pytest stays last: people look for its closing lines."""


def main(arguments: Sequence[str]) -> int:
    """The exit code of the word that was asked for."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this sentence is for exactly those
        stop(
            f"branchdesk 需要 Python 3.11 或更高版本，当前为 {VERSION}。请安装后再启动。",
            f"branchdesk needs Python 3.11 or newer, this is {VERSION}: install one, start again.",
        )
    word = arguments[0] if arguments else ""
    if word == "wheelhouse":
        return fill_wheelhouse()
    if word == "test":
        prepare(RUN_LOCK, DEV_LOCK)
        return check(str(PYTHON), arguments[1:])
    prepare(RUN_LOCK)
    return hand_over([str(PYTHON), "-P", "-m", "branchdesk", *arguments])


def hand_over(command: list[str]) -> int:
    """The program's own exit code; on POSIX this process becomes the program."""
    if os.name != "nt":
        os.execve(command[0], command, ENVIRONMENT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program to answer
    return subprocess.call(command, env=ENVIRONMENT)


def check(python: str, pytest_arguments: Sequence[str] = ()) -> int:
    """0 where every check passes; each runs, so that one run shows everything that is wrong."""
    # Compiled files are kept: many tests start the program, each would compile all of it anew.
    kept = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    environment = {**ENVIRONMENT, **kept}
    failed = []
    for name, arguments in CHECKS:
        say("== " + name, "== " + name)
        extra = pytest_arguments if name == "pytest" else ()
        if subprocess.call([python, *arguments, *extra], cwd=str(ROOT), env=environment):
            failed.append(name)
    if failed:
        say("未通过：" + "、".join(failed), "Failed: " + ", ".join(failed))
    return 1 if failed else 0


def fill_wheelhouse() -> int:
    """0 once wheelhouse/ holds every part that this platform needs; an old one stays until then."""
    prepare(RUN_LOCK, offline=False)
    if not has_pip():
        need_pip()
    part = ROOT / "wheelhouse.part"
    shutil.rmtree(part, ignore_errors=True)
    say("正在下载组件到 wheelhouse/ …", "Fetching the parts into wheelhouse/ ...")
    options = ["--only-binary=:all:", "--require-hashes", "-r", str(RUN_LOCK), "-d", str(part)]
    step([str(PYTHON), "-m", "pip", "download", "-qq", *options])
    shutil.rmtree(WHEELHOUSE, ignore_errors=True)
    part.rename(WHEELHOUSE)
    return 0


def prepare(*locks: Path, offline: bool = WHEELHOUSE.is_dir()) -> None:
    """Make .venv hold what the locks name; unchanged locks cost one look at their stamps."""
    if all(map(is_stamped, locks)):
        return
    with alone():
        if not is_stamped(RUN_LOCK):
            make_venv()
            install(RUN_LOCK, offline)
        for lock in locks:
            if not is_stamped(lock):
                install(lock, offline=False)


def is_stamped(lock: Path) -> bool:
    """Whether .venv was finished with this lock and this version of Python."""
    stamp = stamp_of(lock)
    return PYTHON.exists() and stamp.is_file() and stamp.read_text("ascii") == fingerprint(lock)


def stamp_of(lock: Path) -> Path:
    """The file in .venv that says which lock it was finished with."""
    return VENV / (lock.name + ".sha256")


def fingerprint(lock: Path) -> str:
    """What changes when the lock or the version of Python does."""
    return hashlib.sha256(VERSION.encode() + lock.read_bytes()).hexdigest()


def make_venv() -> None:
    """A new .venv that finds src/; a half-made or outdated one is cleared away."""
    say("正在建立运行环境 .venv …", "Making the environment .venv ...")
    for lock in (RUN_LOCK, DEV_LOCK):
        stamp_of(lock).unlink(missing_ok=True)  # first: killed from here on, it counts as half-made
    base = getattr(sys, "_base_executable", None) or sys.executable
    if importlib.util.find_spec("ensurepip"):
        step([base, "-m", "venv", "--clear", str(VENV)])
    else:
        step([find_uv(), "venv", "--quiet", "--clear", "--python", base, str(VENV)])
    site = site_packages()
    # A relative path: it is ASCII whatever the folder is called, and survives moving the folder.
    (site / "branchdesk-src.pth").write_text(os.path.relpath(ROOT / "src", site) + "\n", "ascii")


def install(lock: Path, offline: bool) -> None:
    """Install what the lock names, every hash checked, and stamp .venv."""
    say("正在安装 " + lock.name + " …", "Installing " + lock.name + " ...")
    options = ["--require-hashes", "-r", str(lock)]
    if offline:
        options += ["--no-index", "--find-links", str(WHEELHOUSE)]
    if has_pip():
        step([str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", *options])
    else:
        step([find_uv(), "pip", "install", "--quiet", "--python", str(PYTHON), *options])
    stamp_of(lock).write_text(fingerprint(lock), "ascii")


def site_packages() -> Path:
    """Where .venv keeps its packages."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))


def has_pip() -> bool:
    """Whether .venv has its own pip (one that uv made has none)."""
    return (site_packages() / "pip").is_dir()


def find_uv() -> str:
    """The uv that stands in where this Python cannot make a .venv with pip."""
    return shutil.which("uv") or need_pip()


@contextmanager
def alone() -> Iterator[None]:
    """Let one start prepare .venv while others wait; the lock falls when its holder dies."""
    with (ROOT / ".venv.lock").open("ab") as file:
        if not is_held(file):
            say("另一处启动正在准备，请稍候 …", "Another start is preparing .venv: waiting ...")
        while not is_held(file):
            time.sleep(0.2)
        yield


def is_held(file: IO[bytes]) -> bool:
    """Whether this process now holds the lock."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A pip that outlives a killed start keeps the lock until it has ended.
            os.set_inheritable(file.fileno(), True)
    except OSError:
        return False
    return True


def step(command: Sequence[str]) -> None:
    """Run one step of the preparation; where it fails, stop with a sentence."""
    # On stderr: what the program prints on stdout may be read by another program.
    if subprocess.call(command, cwd=str(ROOT), env=ENVIRONMENT, stdout=2, close_fds=False):
        stop(
            "准备未完成，案件数据未受影响。请检查网络和磁盘空间，关闭其他 branchdesk 窗口后重试。"
            "如有 wheelhouse/ 文件夹，它可能属于其他版本，可先删除。",
            "The preparation did not finish; no case was touched. Check the network and the disk,"
            " close other branchdesk windows and start again."
            " A wheelhouse/ folder may belong to another version: then delete it first.",
        )


def need_pip() -> NoReturn:
    """Stop: this Python came without the part that makes a .venv."""
    line = f"sudo apt install python{VERSION}-venv"
    stop(f"此 Python 缺少 venv 组件，请执行：{line}", f"Python lacks its venv part; type: {line}")


def stop(zh: str, en: str) -> NoReturn:
    """End with a sentence."""
    say(zh, en)
    raise SystemExit(1)


def say(zh: str, en: str) -> None:
    """One line for the person who waits, in their language."""
    print(zh if speaks_chinese() else en, file=sys.stderr, flush=True)


def speaks_chinese() -> bool:
    """Whether the reader chose Chinese, or else the system speaks it."""
    names = ("BRANCHDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = dict(zip(sys.argv, sys.argv[1:])).get("--lang")  # noqa: B905 - strict= is not in 3.8
    found = [chosen, *map(os.environ.get, names), locale.getlocale()[0]]
    return next(filter(None, found), "").lower().startswith(("zh", "chinese"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        stop(f"无法准备 .venv：{error}", f"Cannot prepare .venv: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
