"""Invented people and enterprises, the same ones for the same seed."""

from __future__ import annotations

from random import Random

import msgspec

from branchdesk.basics.identity import credit_code, resident_number
from branchdesk.basics.wording import Words

TRIES = 20


class Person(msgspec.Struct, frozen=True):
    """An invented customer."""

    name: str
    kind: str
    id_number: str
    phone: str


def words_of(words: Words, code: str) -> list[str]:
    """The parts of a list in wording/demo.toml."""
    return words(f"demo.{code}").split("|")


def people(words: Words, count: int, random: Random) -> list[Person]:
    """So many customers, every third an enterprise; no two bear one name or number."""
    found: dict[str, Person] = {}
    for number in range(count):
        make = _one if number % 3 else _enterprise
        tries = (make(words, number, random) for _ in range(TRIES))
        person = next((p for p in tries if p.name not in found), None)
        if person is None:
            # The names are used up: a number behind the name makes a new one.
            last = make(words, number, random)
            person = msgspec.structs.replace(last, name=f"{last.name} {number}")
        found[person.name] = person
    return list(found.values())


def _pick(words: Words, code: str, random: Random) -> tuple[str, str]:
    """A part in the reader's language and in Chinese."""
    zh = words_of(Words("zh"), code)
    place = random.randrange(len(zh))
    return words_of(words, code)[place], zh[place]


def _named(own: str, zh: str) -> str:
    """The name, in English with the Chinese behind it."""
    return own if own == zh else f"{own} ({zh})"


def _one(words: Words, number: int, random: Random) -> Person:
    surname, surname_zh = _pick(words, "surnames", random)
    given, given_zh = _pick(words, "given", random)
    name = _named(
        words("demo.person", surname=surname, given=given),
        Words("zh")("demo.person", surname=surname_zh, given=given_zh),
    )
    birth = (
        f"19{random.randrange(60, 99)}{random.randrange(1, 13):02d}{random.randrange(1, 29):02d}"
    )
    identity = resident_number(f"610103{birth}{number % 1000:03d}")
    return Person(name, "person", identity, f"1390000{number:04d}")


def _enterprise(words: Words, number: int, random: Random) -> Person:
    place, place_zh = _pick(words, "places", random)
    trade, trade_zh = _pick(words, "trades", random)
    name = _named(
        words("demo.company", place=place, trade=trade),
        Words("zh")("demo.company", place=place_zh, trade=trade_zh),
    )
    code = credit_code(f"91610131MA6DEM{number % 1000:03d}")
    return Person(name, "enterprise", code, f"029-5550{number:04d}")
