"""The clocks of a case as plain values and as lines, for every face that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from branchdesk.basics.wording import Words, book
from branchdesk.rules.clock.clock import Clock, Interruption


def clock_view(clock: Clock, as_of: date, words: Words) -> dict[str, Any]:
    """A clock for programs; its sentences are in the reader's language."""
    return {
        "kind": clock.kind,
        "code": clock.code or None,
        "party": clock.party,
        "who": clock.who or None,
        "from": clock.since,
        "until": clock.until,
        "provisional": clock.provisional,
        "days_left": (clock.until - as_of).days if clock.until else None,
        "state": clock.state,
        "last": _moved(clock.last, words) if clock.last else None,
        "not_proved": [_moved(one, words) for one in clock.weak],
        "text": words.finding(clock.why),
        "source": clock.source,
    }


def _moved(one: Interruption, words: Words) -> dict[str, Any]:
    return {
        "on": one.on,
        "what": one.what,
        "entry": one.entry or None,
        "evidence": one.evidence or None,
        "counts": one.counts,
        "text": _what(one, words),
    }


def clock_name(clock: Clock, words: Words) -> str:
    """What runs, and for whom where it is a guarantor."""
    known = {"mortgage": "mortgage-kind", "claim": "claim-kind", "court": clock.code}
    name = words(f"clock.{known.get(clock.kind, clock.kind)}")
    return words("clock.of", what=name, who=clock.who) if clock.who else name


def clock_lines(clocks: Iterable[Clock], as_of: date, words: Words) -> Iterator[tuple[str, str]]:
    """Each line with its rank: a clock's ``running``, ``expired`` ...; ``more`` for what is below.

    First what and until when, then why, then what moved it or failed to.
    """
    for clock in clocks:
        left = (clock.until - as_of).days if clock.until else 0
        state = words(f"clock.state-{clock.state}", left=left)
        until = words.show(clock.deadline) if clock.until else "—"
        name = clock_name(clock, words)
        yield clock.state, words("clock.line", what=name, until=until, state=state)
        if clock.kind != "court":
            yield "more", f"{words.finding(clock.why)} [{clock.source}]"
        if clock.last:
            code = "clock.kept" if clock.state == "met" else "clock.last"
            yield "more", words(code, **_facts(clock.last, words))
        for one in clock.weak:
            lacks = words(f"clock.lacks-{one.lacks}")
            yield "more", words("clock.weak", **_facts(one, words) | {"lacks": lacks})


def _facts(one: Interruption, words: Words) -> dict[str, object]:
    evidence = one.evidence or words("clock.no-evidence")
    return {"on": one.on, "what": _what(one, words), "evidence": evidence}


def _what(one: Interruption, words: Words) -> str:
    """Its name; a paper or a channel of the branch's own is named by its kind."""
    known = book("clock")
    noun = one.what.partition("-")[0]
    code = one.what if one.what in known else f"{noun}-other"
    return words(f"clock.{code if code in known else 'other'}")
