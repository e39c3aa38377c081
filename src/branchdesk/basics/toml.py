"""TOML as our own pages are written, read several times quicker than the library does.

Only the plainest shapes are read here: one table a heading, keys without dots, strings without
escapes. Whatever else a page holds, a fault included, is left to ``tomllib``, so that a page means
the same here as everywhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

_STRING = r'"[^"\\\x00-\x1f\x7f]*"'
_TOKEN = re.compile(
    rf"""[ \t]*(
      \#[^\x00-\x08\x0a-\x1f\x7f]* | \n | {_STRING} | -?[0-9]+\.[0-9]+ | [A-Za-z0-9_-]+
    | \{{[ ]zh[ ]=[ ]{_STRING},[ ]en[ ]=[ ]{_STRING}[ ]\}}
    | ^\[(?:[A-Za-z0-9_-]+|{_STRING})\] | ^\[\[[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)?\]\] | (?s:.)
    )""",
    re.VERBOSE | re.MULTILINE,
)
_KEY = re.compile(rf"[A-Za-z0-9_-]+|{_STRING}")
_INT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_END = "\n"
_WORDS = {"true": True, "false": False}


class _NotPlain(Exception):
    """The page is one for the library."""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The page's tables, exactly as ``tomllib.loads`` gives them. Raises what it raises."""
    try:
        return _Page(text, parse_float).read()
    except (_NotPlain, ValueError, IndexError, RecursionError):
        return tomllib.loads(text, parse_float=parse_float)


class _Page:
    def __init__(self, text: str, parse_float: Callable[[str], Any]) -> None:
        self._tokens: list[str] = _TOKEN.findall(text)
        self._tokens.append(_END)
        self._at = 0
        self._float = parse_float

    def read(self) -> dict[str, Any]:
        """All tables. Raises _NotPlain."""
        whole: dict[str, Any] = {}
        rows: dict[str, list[Any]] = {}
        table, tokens = whole, self._tokens
        while self._at < len(tokens):
            token = tokens[self._at]
            if token == _END or token[0] == "#":
                self._at += 1
            elif token[0] == "[":
                self._at += 1
                table = _headed(whole, rows, token)
                self._line_end()
            else:
                self._entry(table)
                self._line_end()
        return whole

    def _line_end(self) -> None:
        token = self._tokens[self._at]
        if token != _END and token[0] != "#":
            raise _NotPlain

    def _entry(self, table: dict[str, Any]) -> None:
        """One key and its value."""
        token = self._tokens[self._at]
        if not _KEY.fullmatch(token) or self._tokens[self._at + 1] != "=":
            raise _NotPlain
        key = _bare(token)
        if key in table:
            raise _NotPlain
        self._at += 2
        table[key] = self._value()

    def _value(self) -> Any:
        token = self._tokens[self._at]
        self._at += 1
        first = token[0]
        if first == '"' and len(token) > 1:
            return token[1:-1]
        if first == "{":
            return self._inline() if len(token) == 1 else _pair(token)
        if token == "[":
            return self._array()
        return self._plain(token)

    def _plain(self, token: str) -> Any:
        if token in _WORDS:
            return _WORDS[token]
        if _INT.fullmatch(token):
            return int(token)
        if _DATE.fullmatch(token):
            return date.fromisoformat(token)
        if _FLOAT.fullmatch(token):
            return self._float(token)
        raise _NotPlain

    def _array(self) -> list[Any]:
        found: list[Any] = []
        while self._next_item() != "]":
            found.append(self._value())
            if self._next_item() == ",":
                self._at += 1
            elif self._next_item() != "]":
                raise _NotPlain
        self._at += 1
        return found

    def _next_item(self) -> str:
        """The next token that is neither a line's end nor a remark."""
        while self._tokens[self._at] == _END or self._tokens[self._at][0] == "#":
            self._at += 1
        return self._tokens[self._at]

    def _inline(self) -> dict[str, Any]:
        """A table on one line, which ends without a comma."""
        found: dict[str, Any] = {}
        if self._tokens[self._at] == "}":
            self._at += 1
            return found
        while True:
            self._entry(found)
            token = self._tokens[self._at]
            self._at += 1
            if token == "}":
                return found
            if token != ",":
                raise _NotPlain


def _headed(whole: dict[str, Any], rows: dict[str, list[Any]], token: str) -> dict[str, Any]:
    """The table that a heading begins."""
    if token[:2] == "[[" and token[-2:] == "]]":
        return _row(whole, rows, token[2:-2])
    if len(token) == 1:
        raise _NotPlain
    name = _bare(token[1:-1])
    if name in whole:
        raise _NotPlain
    table = whole[name] = {}
    return table


def _row(whole: dict[str, Any], rows: dict[str, list[Any]], name: str) -> dict[str, Any]:
    """One more table of a list, which may be the list of another list's last table."""
    above, _, name_there = name.rpartition(".")
    place = rows[above][-1] if above in rows else whole
    if above and place is whole:
        raise _NotPlain
    if name not in rows:
        if name_there in place:
            raise _NotPlain
        rows[name] = place[name_there] = []
    for below in [one for one in rows if one.startswith(f"{name}.")]:
        del rows[below]
    table: dict[str, Any] = {}
    rows[name].append(table)
    return table


def _bare(key: str) -> str:
    return key[1:-1] if key[0] == '"' else key


def _pair(token: str) -> dict[str, str]:
    """``{ zh = "...", en = "..." }``: no string holds a quotation mark."""
    _, zh, _, en, _ = token.split('"')
    return {"zh": zh, "en": en}
