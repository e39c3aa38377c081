"""What a field says of the answer typed into it, in both languages (R041)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from branchdesk.basics.wording import Label, Lang, Words
from branchdesk.intake.form import read_field, read_form
from branchdesk.model.form import Field
from branchdesk.tui.widgets.answered import fault_line, hint, meant, understood, unread
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1125 10:00", "2026-11-25 10:00 周三"),
        ("2026/11/25 9:05", "2026-11-25 09:05 周三"),
        ("周五 14:30", "2026-11-27 14:30 周五"),
        ("9:30", "2026-11-25 09:30 周三"),
        ("1125", "?"),
        ("1325 10:00", "?"),
    ],
)
def test_the_day_of_a_moment_may_be_short_too(typed: str, said: str) -> None:
    """A visit is agreed by day and hour, as quickly typed as a day alone (R106)."""
    assert understood(field("visit_plan", "at"), typed, Words("zh"), TODAY) == said


@pytest.mark.parametrize(("lang", "said"), [("zh", "y 是  n 否"), ("en", "y yes  n no")])
def test_a_question_of_yes_or_no_says_how_it_is_answered(lang: Lang, said: str) -> None:
    """The help says what is asked, the keys how to answer (R041)."""
    asked = field("enquiry", "first_overdue")
    told = hint(asked, "", Words(lang)).replace("\u00a0", " ")
    assert told == f"{said}  {asked.help.of(lang)}"
    assert all(unread(asked, key, TODAY) is None for key in "yn")


def test_a_date_without_help_shows_how_it_is_written() -> None:
    """No field stands there without a word."""
    bare = msgspec.structs.replace(field("enquiry", "due_date"), help=Label("", ""))
    assert "1125" in hint(bare, "", Words("en"))


@pytest.mark.parametrize(("typed", "said"), [("12%", "12%"), ("0.0435", "4.35%"), ("100%", "100%")])
def test_a_rate_is_shown_back_in_per_cent(typed: str, said: str) -> None:
    """As the contract writes it (R032)."""
    assert understood(field("enquiry", "contract_rate"), typed, Words("zh"), TODAY) == said
