"""Every sentence a person reads exists in both languages, and every code has its sentence."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, SRC, lines, parse, python_files, short

WORDING = ROOT / "wording"
CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9][a-z0-9._-]*")
SPEAKERS = frozenset(
    "Finding BadInput Refused HeldElsewhere Damaged Fault say words text fill sentences".split()
)
"""Calls whose first argument, where it has the shape of a code, is one."""


def wrong_tables(name: str, book: dict[str, Any]) -> Iterator[str]:
    """Every sentence that lacks a language, or names other facts in one than in the other."""
    for short_code, both in book.items():
        code = f"{name}.{short_code}"
        if not isinstance(both, dict) or set(both) != {"zh", "en"}:
            yield f"{code}: wants exactly zh and en"
        elif not all(isinstance(s, str) and s.strip() for s in both.values()):
            yield f"{code}: a language is empty"
        elif facts(both["zh"]) != facts(both["en"]):
            yield f"{code}: zh names {facts(both['zh'])}, en names {facts(both['en'])}"


def facts(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def codes_in(tree: ast.Module, speakers: frozenset[str] = SPEAKERS) -> list[tuple[int, str]]:
    """Line and code of every sentence that a module asks for by a plain string."""
    return [
        (first.lineno, first.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in speakers
        for first in _first(node)
        if isinstance(first, ast.Constant)
        and isinstance(first.value, str)
        and CODE.fullmatch(first.value)
    ]


def passing_on(tree: ast.Module) -> frozenset[str]:
    """The module's own functions that hand their first argument ``code`` to a speaker."""
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "code" in _parameters(node)[:1]
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _called(call) in SPEAKERS
        for first in _first(call)
        if isinstance(first, ast.Name) and first.id == "code"
    )


def _first(call: ast.Call) -> list[ast.expr]:
    return [*call.args[:1], *(k.value for k in call.keywords if k.arg == "code")]


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in names if name not in ("self", "cls")]


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def books(folder: Path) -> dict[str, dict[str, Any]]:
    """Every wording file, by noun."""
    return {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.toml"))}


def test_every_sentence_says_the_same_in_both_languages() -> None:
    """Neither language is missing, empty, or short of a fact."""
    problems = [p for noun, book in books(WORDING).items() for p in wrong_tables(noun, book)]
    assert not problems, lines(problems)


def test_every_code_in_the_source_has_its_sentence() -> None:
    """A code without one would be shown bare to a customer's clerk."""
    known = {f"{noun}.{code}" for noun, book in books(WORDING).items() for code in book}
    trees = {path: parse(path) for path in python_files(SRC)}
    speakers = SPEAKERS.union(*map(passing_on, trees.values()))
    problems = [
        f"{short(path)}:{line} {code}"
        for path, tree in trees.items()
        for line, code in codes_in(tree, speakers)
        if code not in known
    ]
    assert not problems, lines(problems)


def test_the_gate_sees_a_missing_an_empty_and_an_unequal_sentence() -> None:
    """Also a table in a table, which the program would never find."""
    bad = tomllib.loads(
        '[one]\nzh = "一"\n[two]\nzh = "二"\nen = " "\n'
        '[three]\nzh = "{who}来过"\nen = "{when} came"\n[four.five]\nzh = "五"\nen = "five"\n'
    )
    assert [p.split(":")[0] for p in wrong_tables("x", bad)] == [
        "x.one",
        "x.two",
        "x.three",
        "x.four",
    ]
    good = tomllib.loads('[six]\nzh = "{n} 次"\nen = "{n} times {{literally}}"\n')
    assert list(wrong_tables("x", good)) == []


def test_the_gate_sees_a_code_however_it_is_said() -> None:
    """As a finding, in a refusal, by the words; a file name or a spoken text is no code."""
    said = (
        'Finding("a.one")\nraise Refused("a.two")\nself.words("a.three-four")\n'
        'say("a.five", n=1)\nFinding(code="a.six")\n'
    )
    silent = 'Path("a.toml")\nsay("你好。")\nFinding(code)\nopen("a.one")\n'
    codes = [code for _, code in codes_in(ast.parse(said + silent))]
    assert codes == ["a.one", "a.two", "a.three-four", "a.five", "a.six"]


def test_the_gate_sees_a_code_that_a_helper_passes_on() -> None:
    """A module's own short way to a finding hides no code."""
    helper = ast.parse(
        "def wrong(code, field):\n    return Finding(code, field=field)\n"
        "def other(code):\n    return open(code)\n"
    )
    assert passing_on(helper) == {"wrong"}
    said = ast.parse('wrong("a.one", "name")\n')
    assert codes_in(said, SPEAKERS | passing_on(helper)) == [(1, "a.one")]
