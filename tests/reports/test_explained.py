"""F1 explains a field with examples that are right, and grounds that stand in words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from branchdesk.basics.wording import LANGS, Label, Lang, Words, book
from branchdesk.intake.form import Read, read_field, read_form
from branchdesk.model.form import Choice, Field, Kind
from branchdesk.reports.explained import EXAMPLES, explained
from tests.house.tree import ROOT

FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.toml"))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_example_of_a_right_answer_is_read(kind: Kind, lang: Lang) -> None:
    """What help shows as right is never refused."""
    for example in EXAMPLES[kind][lang]:
        field = Field(key="x", label=Label("栏", "field"), kind=kind)
        assert isinstance(read_field(field, example, TODAY), Read), example


def test_every_kind_of_field_says_how_its_answer_is_written() -> None:
    """No field is left without a word."""
    assert set(get_args(Kind)) <= set(book("kind"))


@pytest.mark.parametrize("code", FORMS)
def test_every_ground_of_a_shipped_field_stands_in_words(code: str) -> None:
    """A number alone explains nothing (R041)."""
    for field in read_form([ROOT / "forms"], code).fields:
        assert all(clause in book("clause") for clause in field.source.split()), field.key


def test_help_choices_no_answer_and_ground_stand_in_it() -> None:
    """All that a clerk needs to answer right (R041)."""
    field = Field(
        key="attitude", label=Label("态度", "Attitude"), kind="choice",
        help=Label("客户怎么说", "What was said"), complete=True, unsaid=True, source="R041",
        choices=(Choice("calm", "平静", "calm"), Choice("angry", "激动", "angry")),
    )  # fmt: skip
    said = explained(field, Words("en"))
    assert said[0] == "What was said" and "  2  angry" in said
    assert any("?" in line and "does not know" in line for line in said)
    assert said[-1].endswith("(R041)") and said[-1].startswith("Ground: Once somebody")


def test_a_branch_s_own_source_is_shown_in_its_own_words() -> None:
    """A branch may add fields without Python."""
    field = Field(key="x", label=Label("栏", "field"), source="分行 2026 年 8 号文")
    assert explained(field, Words("zh"))[-1] == "依据：分行 2026 年 8 号文"


@pytest.mark.parametrize(("key", "other"), [("reason_text", "Wishes"), ("wishes", "In words")])
def test_one_of_two_fields_is_not_said_to_be_optional(key: str, other: str) -> None:
    """What the customer says or wishes is asked for when it is saved (R035)."""
    field = read_form([ROOT / "forms"], "enquiry").field(key)
    assert field is not None
    said = " ".join(explained(field, Words("en")))
    assert f"this or “{other}” is needed" in said and "May stay empty" not in said
