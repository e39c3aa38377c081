"""Words that nobody may use, found however they are written (R179)."""

from __future__ import annotations

import pytest

from branchdesk.basics.wording import LANGS, Words, book
from branchdesk.rules.phrases import forbidden
from tests.builders import a_policy, codes

POLICY = a_policy()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不还钱就起诉你家人", ["phrases.threat"]),
        ("起 诉、你－家 人", ["phrases.threat"]),
        ("再不还就ＳＵＥ your Family!", ["phrases.threat"]),
        ("我是法院的，你这个老赖", ["phrases.posing", "phrases.insult"]),
        ("会通知你单位", ["phrases.exposure"]),
        ("已告知可能通过诉讼途径解决，请其尽快还款", []),
        ("", []),
    ],
)
def test_a_forbidden_phrase_is_found_however_it_is_spaced(text: str, found: list[str]) -> None:
    """The example of the procedure, full width, spaces, punctuation (R179)."""
    findings = forbidden(text, POLICY)
    assert codes(findings) == found
    assert all(Words(lang).finding(f) for f in findings for lang in LANGS)


def test_a_kind_that_the_branch_adds_is_told_too() -> None:
    """Its own list needs no program (R179)."""
    policy = a_policy(phrases={"local": ("瓜皮",)})
    assert codes(forbidden("你个瓜皮", policy)) == ["phrases.other"]


@pytest.mark.parametrize("code", list(book("script")))
def test_no_script_of_ours_holds_one(code: str) -> None:
    """What the program proposes to say is civil and lawful (R004, R115, R179)."""
    for lang in LANGS:
        assert forbidden(Words(lang)(f"script.{code}"), POLICY) == []
