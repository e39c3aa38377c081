"""A small desk to try commands on, and a way to run them as a shell would, without a process."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from branchdesk.basics import toml
from branchdesk.cli.main import run
from branchdesk.cli.output import VOICE
from branchdesk.intake import policy
from branchdesk.intake.policy import read_policy
from branchdesk.model.policy import PolicyBook

ROOT = Path(__file__).resolve().parents[1]
ENQUIRIES = ROOT / "tests" / "samples" / "enquiries.jsonl"
LIST = ROOT / "data" / "samples" / "overdue_list_2026-10.xlsx"
DAY = "2026-11-22"
"""A Sunday on which the sample enquiries fall on both bounds, day 30 and day 90."""
FILLED = {
    "bank": "西安渭滨银行股份有限公司",
    "letter_word": "西银催字",
    "address": "西安市渭滨路1号",
    "phone": "029-55501000",
    "complaint_phone": "029-55501999",
    "email": "weibin@bank.example",
    "account_name": "贷款还款专户",
    "account_no": "61001020304",
    "account_bank": "西安渭滨银行营业部",
}


_LOADS = toml.loads

STAFF = {"li": "junior", "wang": "senior", "zhao": "supervisor", "kan": "reader"}


@dataclass(frozen=True)
class Ran:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """Everything that was printed."""
        return self.out + self.err

    @property
    def codes(self) -> list[str]:
        """The codes of the errors, in their order."""
        return [error["code"] for error in self.json["errors"]]

    @property
    def fields(self) -> set[str]:
        """The fields that the errors name."""
        return {error["field"] for error in self.json["errors"]}


def branchdesk(*args: object, stdin: object = b"", env: Mapping[str, str] | None = None) -> Ran:
    """The command with these arguments, run in this process by the program's own ``run``."""
    out, err = _pipe(b""), _pipe(b"")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BRANCHDESK_")}
    VOICE.as_json = False
    with (
        patch.object(sys, "argv", ["branchdesk", *map(str, args)]),
        patch.object(sys, "stdin", _pipe(_bytes(stdin))),
        patch.dict(os.environ, {**kept, "LANG": "zh_CN.UTF-8", **(env or {})}, clear=True),
        pages_read_once(),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = _code()
    return Ran(code, _text(out), _text(err))


def _remembered(text: str, /, *, parse_float: Callable[[str], Any] = float) -> Any:
    """What is read of a page; in one process the same page is parsed once, not each time."""
    return pickle.loads(_parsed(text, parse_float))


@contextlib.contextmanager
def pages_read_once() -> Iterator[None]:
    """Inside, forms, wording and policy are read, and a PIN hashed, once for as long as alike."""
    with (
        patch.object(toml, "loads", _remembered),
        patch.object(policy, "read_policy", _policy_of),
        patch.object(hashlib, "scrypt", _hashed),
    ):
        yield


_SCRYPT = hashlib.scrypt


@cache
def _hashed(pin: bytes, **how: Any) -> bytes:
    """A PIN with one salt has one hash: it takes long once."""
    return _SCRYPT(pin, **how)


_POLICIES: dict[object, PolicyBook] = {}


def _policy_of(folders: list[Path]) -> PolicyBook:
    """The policy of these folders: nothing that uses a book changes it."""
    *own, shipped = folders
    pages = [page for folder in (*own, shipped) for page in sorted(folder.rglob("*.toml"))]
    key = tuple(
        (page, page.stat().st_mtime_ns if shipped in page.parents else page.read_bytes())
        for page in pages
    )
    if key not in _POLICIES:
        _POLICIES[key] = read_policy(folders)
    return _POLICIES[key]


@cache
def _parsed(text: str, parse_float: Callable[[str], Any]) -> bytes:
    return pickle.dumps(_LOADS(text, parse_float=parse_float))


def _code() -> int:
    try:
        run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _bytes(given: object) -> bytes:
    if isinstance(given, bytes):
        return given
    return (given if isinstance(given, str) else json.dumps(given)).encode()


def _pipe(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", write_through=True)


def _text(pipe: io.TextIOWrapper) -> str:
    pipe.seek(0)
    return pipe.read()


@dataclass(frozen=True)
class DeskAt:
    """A desk's folder, the day that counts there, and who acts unless a command says otherwise."""

    path: Path
    day: str = DAY
    staff: str = ""
    pin: str = ""

    def on(self, day: str) -> DeskAt:
        """The same desk on another day."""
        return replace(self, day=day)

    def by(self, staff: str, pin: str = "") -> DeskAt:
        """The same desk with another member of staff at it, with the PIN they give."""
        return replace(self, staff=staff, pin=pin)

    def copied(self, folder: Path) -> DeskAt:
        """A copy of the desk in ``folder / "desk"``, to be changed by one test."""
        return replace(self, path=shutil.copytree(self.path, folder / "desk"))

    def run(self, *args: object, stdin: object = b"", lang: str = "zh") -> Ran:
        """A command on this desk."""
        who = ["--as", self.staff] if self.staff else []
        return branchdesk(
            "--data", self.path, "--lang", lang, *who, *args,
            stdin=stdin, env={"BRANCHDESK_TODAY": self.day, "BRANCHDESK_PIN": self.pin},
        )  # fmt: skip

    def ok(self, *args: object, stdin: object = b"") -> Any:
        """The JSON that a command prints; it must succeed."""
        ran = self.run(*args, "--json", stdin=stdin)
        assert ran.code == 0, ran.said
        return ran.json

    def refused(self, code: int, *args: object, stdin: object = b"") -> Ran:
        """The command, refused with this exit code; not a byte of the records may change."""
        before = self.records
        ran = self.run(*args, "--json", stdin=stdin)
        assert (ran.code, self.records == before) == (code, True), ran.said
        return ran

    def add(self, enquiry: Mapping[str, Any]) -> Any:
        """An enquiry recorded."""
        return self.ok("case", "add", "--from", "-", stdin=enquiry)

    def show(self, number: str) -> Any:
        """A case as ``case show --json`` tells it."""
        return self.ok("case", "show", number)

    def tables(self) -> dict[str, Any]:
        """The casebook's tables as plain TinyDB has them."""
        found: dict[str, Any] = json.loads((self.path / "cases.json").read_text("utf-8"))
        del found["_meta"]
        return found

    def lay_tables(self, tables: Mapping[str, Any]) -> None:
        """The casebook is this plain TinyDB file now, with nothing beside it."""
        for beside in self.path.glob("cases.json.*"):
            beside.unlink()
        (self.path / "cases.json").write_text(json.dumps(tables), "utf-8")

    @property
    def records(self) -> dict[str, bytes]:
        """The files that hold records, byte for byte."""
        passing = ("holder.json", ".lock", "pins.json", ".pins.lock")
        # The archive's index is drawn from its months whenever these are other files.
        files = {p: data for p, data in self.files.items() if p.parts[0] != "index"}
        return {str(p): data for p, data in files.items() if p.name not in passing}

    @property
    def files(self) -> dict[Path, bytes]:
        """Every file of the desk by its place in it, byte for byte."""
        files = [path for path in self.path.rglob("*") if path.is_file()]
        return {path.relative_to(self.path): path.read_bytes() for path in files}


def a_desk(folder: Path, day: str = DAY, staff: bool = False, filled: bool = False) -> DeskAt:
    """A new practice desk in ``folder / "desk"``.

    ``staff`` adds li (junior), wang (senior), zhao (supervisor), kan (reader) and lets s01 act;
    ``filled`` fills in branch.toml.
    """
    desk = DeskAt(folder / "desk", day, "s01" if staff else "")
    for name, data in _made(staff).items():
        path = desk.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o600)
    if filled:
        fill_in_branch(desk.path)
    return desk


@cache
def _made(staff: bool) -> dict[str, bytes]:
    """The files of a desk made once by the commands themselves and copied for each test."""
    with TemporaryDirectory() as folder:
        desk = DeskAt(Path(folder) / "desk")
        made = desk.run("init", desk.path, "--branch", "渭滨支行", "--code", "XA", "--practice")
        assert made.code == 0, made.said
        for member, role in STAFF.items() if staff else ():
            name = {"name": f"员工{member}"}
            desk.by("s01").ok("staff", "add", member, "--role", role, "--from", "-", stdin=name)
        return desk.records


def fill_in_branch(folder: Path, **entries: str) -> None:
    """Fill in branch.toml as a branch would by hand."""
    page = folder / "branch.toml"
    lines = page.read_text("utf-8").splitlines()
    for key, value in (FILLED | entries).items():
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
        lines[at] = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    page.write_text("\n".join(lines) + "\n", "utf-8")


def an_enquiry(**told: Any) -> dict[str, Any]:
    """A plain good enquiry, 35 days overdue; a value of None takes the key away."""
    plain = {
        "channel": "phone",
        "customer_name": "秦小满",
        "product": "consumer",
        "contract_no": "XAGR2025000999",
        "amount": "12000.00",
        "due_date": "2026-10-18",
        "reason": "cash_flow",
        "reason_text": "下月发工资后归还",
    }
    return {key: value for key, value in (plain | told).items() if value is not None}


CHECKED = {
    "caller_relation": "self",
    "identity_checked": ["full_name", "id_card_seen"],
    "papers_seen": ["contract"],
    "figures_checked_on": DAY,
    "principal": "11000.00",
    "interest": "1000.00",
    "penalty": "58.33",
}
"""A verification in person with the core system's figures of the day."""
