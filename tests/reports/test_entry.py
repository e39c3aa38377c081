"""The history of a case, told in the reader's language (R085, R171)."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from branchdesk.basics.wording import LANGS, Words, book
from branchdesk.reports.entry import FORMS, entry_text
from tests.builders import ROOT, an_entry, shipped_form

ZH, EN = Words("zh"), Words("en")
SAMPLES: dict[str, Any] = {
    "keys": ["amount", "reason"],
    "klass": "non_malicious",
    "outcome": "settled",
    "what": "class.malicious",
    "parts": {"interest": "500.00", "principal": "1000.00", "rest": "2.00", "unknown": None},
    "state": "dunning",
}
"""Facts that are codes; any other fact of a sentence is a word."""
ANSWERS = {"channel": "phone", "due_on": "2026-12-01", "caller_relation": "self"}
"""Answers that one or another of the forms knows."""


def text(kind: str, words: Words, **facts: Any) -> str:
    return entry_text(an_entry(kind, **facts), words, shipped_form)


def named_in(kind: str) -> dict[str, Any]:
    """A fact for each name in the sentences of a kind."""
    sentences = book("entry")[kind].values()
    names = {name for s in sentences for _, name, _, _ in Formatter().parse(s) if name}
    return {name: SAMPLES.get(name, "词") for name in names - {"detail"}}


def kinds_that_actions_write() -> set[str]:
    """The kind of entry at every place where an action saves a case: its third argument."""
    found = set()
    for path in sorted((ROOT / "src" / "branchdesk" / "actions").rglob("*.py")):
        for node in ast.walk(ast.parse(Path(path).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                kind = (
                    node.args[2] if node.func.attr in ("save", "seal") and node.args[2:] else None
                )
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    found.add(kind.value)
    return found


def test_every_kind_of_entry_that_actions_write_has_its_sentence() -> None:
    """A kind without one could not be shown any more."""
    written = kinds_that_actions_write()
    assert len(written) > 5
    assert written <= set(book("entry"))


@pytest.mark.parametrize("kind", book("entry"))
def test_every_kind_of_entry_has_a_sentence_in_both_languages(kind: str) -> None:
    """No fact stays open, and the text changes with the language."""
    zh, en = (text(kind, Words(lang), **(ANSWERS | named_in(kind))) for lang in LANGS)
    assert zh and en and zh != en
    assert "{" not in zh + en


def test_codes_are_told_by_their_labels() -> None:
    """What was decided and how it ended (R054)."""
    facts = {"klass": "non_malicious", "ground": "流水已核"}
    assert text("classified", ZH, **facts) == "定性为非恶意逾期。理由：流水已核"
    assert text("classified", EN, **facts) == "Classified as non-malicious. Reason: 流水已核"
    assert "已结清" in text("closed", ZH, outcome="settled", ground="-")
    assert "settled" in text("closed", EN, outcome="settled", ground="-")


def test_the_answers_of_a_form_stand_with_their_labels() -> None:
    """Duration, result and what follows (R085)."""
    facts = {"channel": "call", "result": "promise", "minutes": 3, "next_on": "2026-12-01"}
    assert text("contact", ZH, **facts) == (
        "联系记录。方式 电话；结果 承诺还款；分钟 3；下次跟进 2026-12-01"
    )
    assert text("contact", EN, **facts) == (
        "Contact. Channel call; Result promise; Minutes 3; Next step 2026-12-01"
    )


def test_choices_rows_and_yes_or_no_are_words_too() -> None:
    """Lists are joined, a truth is a word, a row its values."""
    facts = {
        "identity_checked": ["full_name", "id_tail"],
        "came_forward": True,
        "first_overdue": False,
        "guarantors": [{"name": "李强", "kind": "joint", "phone": "", "until": None}],
    }
    zh, en = (text("enquired", words, **facts) for words in (ZH, EN))
    assert "身份核对 姓名或全称、证件尾号" in zh and "主动联系 是" in zh and "首次逾期 否" in zh
    assert "李强" in zh and "None" not in zh
    assert "Identity full name, ID tail" in en and "Came forward yes" in en


def test_a_correction_names_the_fields_and_not_their_keys() -> None:
    """What was corrected, as the form calls it (R171)."""
    facts = {"keys": ["amount", "machine_hours"], "ground": "录入有误"}
    assert text("edited", ZH, **facts) == "更正：逾期金额、machine_hours。理由：录入有误"
    assert text("customer_edited", EN, keys=["phone"], ground="换号").startswith(
        "Customer's record corrected: Phone."
    )


def test_empty_answers_are_left_out_and_unknown_facts_are_not_shown() -> None:
    """The entry keeps them, the sentence does not need them."""
    assert text("contact", ZH, channel="call", text="", number=None, secret="x") == (
        "联系记录。方式 电话"
    )


TEXTS = {
    "enquired": "reason_text", "enquired_again": "reason_text", "verified": "evidence",
    "month_planned": "text", "habit": "note", "contact_scored": "advice",
    "contact": "text", "contact_completed": "text", "visit_completed": "text",
    "visit_planned": "goal", "suit_stage": "note", "event_added": "evidence",
    "event_looked": "found", "letter_sent": "note", "letter_delivered": "note",
    "letter_confirmed": "note", "police_asked": "facts",
    "police_filed": "office", "search_added": "text", "asset_added": "site",
    "agency_report": "text", "agency_reviewed": "ground",
    "interrupted": "text", "guarantor_claimed": "text",
    "guarantor_added": "address",
}  # fmt: skip
"""A field of free text of each kind, where it is not the source of a sum."""


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_hostile_text_in_an_answer_is_shown_harmless(kind: str) -> None:
    """Controls, bidi marks and braces neither act nor fill (trust: hostile names)."""
    key = TEXTS.get(kind, "source")
    shown = text(kind, ZH, **{key: "\u202e{detail}\x1b[31m{0.__class__}"})
    assert "\u202e" not in shown and "\x1b" not in shown
    assert "<U+202E>{detail}" in shown and "{0.__class__}" in shown


def test_times_and_amounts_of_a_form_read_as_people_write_them() -> None:
    """Not 2026-10-24T13:56:00 and 194000.00, which stood in the timeline (R085)."""
    told = text("contact", EN, at="2026-10-24T13:56:00")
    assert (told, text("verified", EN, principal="194000.00").endswith("194,000.00")) == (
        "Contact. At 2026-10-24 13:56",
        True,
    )


def test_an_answer_that_is_a_sentence_leaves_no_doubled_stop() -> None:
    """In the history stood 。； where the customer's words ended and the next answer began."""
    facts = {"reason_text": "货款尚未收回。", "channel": "phone"}
    assert text("enquired", ZH, **facts) == "受理咨询。客户陈述 货款尚未收回；渠道 电话"
    assert "..;" not in text("enquired", EN, **facts | {"reason_text": "Not paid yet."})
