"""What a field says of the answer typed into it, in both languages (R041)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.basics.wording import Lang, Words
from branchdesk.intake.form import read_field, read_form
from branchdesk.model.form import Field
from branchdesk.tui.widgets.answered import fault_line, meant, unread
from tests.desks import ROOT

TODAY = date(2026, 11, 25)


def field(form: str, key: str) -> Field:
    """A field of a shipped form."""
    found = read_form([Path(ROOT) / "forms"], form).field(key)
    assert found is not None
    return found


@pytest.mark.parametrize(("lang", "said"), [("zh", "1 电话"), ("en", "1 phone")])
def test_a_wrong_choice_is_told_by_keys_and_words(lang: Lang, said: str) -> None:
    """Whoever types has no codes: digits and words stand there as in the hint (R041)."""
    channel = field("enquiry", "channel")
    fault = read_field(channel, meant(channel, "zz"), TODAY)
    assert isinstance(fault, list)
    told = fault_line(channel, "zz", fault[0], Words(lang, screen=True)).replace("\u00a0", " ")
    assert said in told and "zz" in told
    assert not any(c.code in told for c in channel.choices if c.code not in (c.zh, c.en))


@pytest.mark.parametrize(
    ("form", "key", "typed", "code"),
    [
        ("enquiry", "id_number", "123", "form.bad-identity"),
        ("enquiry", "due_date", "2026-02-30", "date.no-such-day"),
        ("enquiry", "contract_rate", "50", "rate.ambiguous"),
        ("enquiry", "channel", "z", "form.not-a-choice"),
        ("enquiry", "due_date", "1018", ""),
        ("enquiry", "id_number", " ", ""),
        ("enquiry", "channel", "1", ""),
    ],
)
def test_what_cannot_be_read_has_its_reason(form: str, key: str, typed: str, code: str) -> None:
    """The reason stands there when the field is left, not only when all is saved (R034)."""
    found = unread(field(form, key), typed, TODAY)
    assert (found.code if found else "") == code
