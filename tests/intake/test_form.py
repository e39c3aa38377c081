"""Forms: read from TOML, filled in by people; every fault at once, beside its field (R032)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.basics.errors import BadInput
from branchdesk.basics.money import Amount
from branchdesk.basics.wording import LANGS, Label, Words
from branchdesk.intake.form import SHIPPED, fill_in, read_form
from branchdesk.model.form import Field, Form
from tests.builders import ROOT, TODAY, codes, money, shipped_form

ENQUIRY = shipped_form("enquiry")
CONTACT = shipped_form("contact")
PHONE_CALL = {"channel": "phone"}
HUGE = pytest.param(10**5000, id="an endless number")


def told(form: Form = ENQUIRY, today: date | None = None, /, **raw: Any) -> dict[str, Any]:
    """The typed values of an answer without a fault."""
    filled, faults = fill_in(form, raw, today)
    assert [f for f in faults if f.code != "form.required"] == []
    return filled


def faults_of(form: Form = ENQUIRY, /, **raw: Any) -> list[tuple[str, str]]:
    """Code and field of every fault; each sentence is whole in both languages."""
    _, faults = fill_in(form, raw, None)
    assert all("{" not in Words(lang).finding(f) for lang in LANGS for f in faults)
    return [(f.code, f.field) for f in faults]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_form_is_read(code: str) -> None:
    """Labels in both languages, choices where a choice is asked for."""
    form = shipped_form(code)
    for field in (f for top in form.fields for f in (top, *top.columns)):
        assert all(field.label.of(lang) for lang in LANGS)
        assert bool(field.choices) == (field.kind in ("choice", "choices"))
        assert bool(field.columns) == (field.kind == "rows")
        assert len({c.code for c in field.choices}) == len(field.choices)


def test_the_first_folder_that_has_a_form_wins(tmp_path: Path) -> None:
    """A branch adds a field without Python (R040)."""
    own = (ROOT / "forms" / "contact.toml").read_text("utf-8")
    own += '\n[[fields]]\nkey = "parking_spot"\nlabel = { zh = "停放地点", en = "Parking spot" }\n'
    (tmp_path / "contact.toml").write_text(own, "utf-8")
    places = [tmp_path, ROOT / "forms"]
    assert read_form(places, "contact").keys == (*CONTACT.keys, "parking_spot")
    assert read_form(places, "enquiry") == ENQUIRY


HEAD = 'title = { zh = "表", en = "Form" }\n'
ONE = '[[fields]]\nkey = "one"\nlabel = { zh = "一", en = "One" }\n'
TWO = '[[fields]]\nkey = "two"\nlabel = { zh = "二", en = "Two" }\n'
ROWS = ONE + 'kind = "rows"\n[[fields.columns]]\nkey = "a"\nlabel = { zh = "甲", en = "A" }\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + ONE + TWO + 'kind = "colour"\n', 8),
        (HEAD + ONE + 'kind = "line"\n' + TWO + 'kind = "colour"\n', 9),
        (HEAD + ONE + TWO + "limit = true\n", 8),
        (HEAD + ONE + TWO + 'pattern = ".*"\n', 8),
        (HEAD + ONE + '[[fields]]\nkey = "two"\n', 5),
        (HEAD + ONE + '[[fields]]\nkey = "two"\nlabel = "二"\n', 7),
        (HEAD + ROWS + TWO.replace('"two"', "1"), 10),
        (HEAD + ROWS + "required = 1\n", 9),
        (HEAD + ROWS + '[[fields.columns]]\nkey = "b"\n', 9),
        (HEAD + "\n[[fields]\n", 3),
        (HEAD + ONE + "limit = \n", 5),
        (HEAD, 0),
        (ONE, 0),
    ],
)
def test_a_wrong_form_is_named_with_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    """The line of the very field, not of the first that has such a key."""
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_form([tmp_path], "own")
    [finding] = refused.value.findings
    assert (finding.code, finding.line) == ("file.not-readable", line)
    for lang in LANGS:
        assert "own.toml" in Words(lang).finding(finding)


def test_a_field_twice_is_refused_by_name(tmp_path: Path) -> None:
    """One of the two would never be read."""
    (tmp_path / "own.toml").write_text(HEAD + ONE + TWO + ONE, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_form([tmp_path], "own")
    [finding] = refused.value.findings
    assert (finding.code, finding.facts["keys"]) == ("form.field-twice", ["one"])


@pytest.mark.parametrize("said", ["refuses", "明确拒绝还款", "refuses to pay", " Refuses To Pay "])
def test_a_choice_is_given_by_code_or_by_its_name_in_either_language(said: str) -> None:
    """As a person or a program writes it."""
    assert told(reason=said) == {"reason": "refuses"}


@pytest.mark.parametrize("said", ["小微企业贷款", "小微企业信用贷款", "small_business"])
def test_other_words_for_a_choice_are_known(said: str) -> None:
    """Synonyms of lists (practice: Chinese for the codes)."""
    assert told(product=said) == {"product": "small_business"}


@pytest.mark.parametrize(
    "said",
    [
        ["full_name", "证件尾号"],
        ("full_name", "id_tail"),
        "full_name,id_tail",
        "姓名或全称，证件尾号",
    ],
)
def test_several_choices_come_as_a_list_or_with_commas(said: Any) -> None:
    """Also with the full-width comma of a Chinese input method; each once."""
    assert told(identity_checked=said) == {"identity_checked": ("full_name", "id_tail")}
    assert told(identity_checked=["id_tail", "id_tail"]) == {"identity_checked": ("id_tail",)}


TYPED = [
    ("amount", "1.2万", Amount(money("12000.00"), True)),
    ("overdue_interest", 0, Amount(money("0.00"), False)),
    ("due_date", "2026年10月12日", date(2026, 10, 12)),
    ("days_overdue", "44天", 44),
    ("first_overdue", "是", True),
    ("customer_name", "  云帆 ", "云帆"),
    ("reason_text", "一\r\n二", "一\n二"),
    ("id_number", "91310115591693856a", "91310115591693856A"),
    ("phone", "029-5550 1201", "029-5550 1201"),
]


@pytest.mark.parametrize(("key", "raw", "value"), TYPED)
def test_an_answer_becomes_a_typed_value(key: str, raw: Any, value: Any) -> None:
    """Amounts, dates, days, numbers of people and enterprises (R032, R033)."""
    assert told(**{key: raw}) == {key: value}


@pytest.mark.parametrize("empty", [None, "", "  ", "\u3000", []])
def test_an_empty_answer_gives_no_value(empty: Any) -> None:
    """And is asked for where it is required."""
    assert told(customer_name=empty, guarantors=empty) == {}
    assert faults_of(channel=empty) == [("form.required", "channel")]
    assert faults_of() == [("form.required", "channel")]


def test_every_fault_is_named_at_once_beside_its_field() -> None:
    """Nothing is kept back for the second try (house style 5)."""
    raw = {"amount": "约5万", "reason": "why", "phone": "12", "id_number": "1", "due_date": "x"}
    assert faults_of(**raw) == [
        ("amount.not-an-amount", "amount"),
        ("form.not-a-choice", "reason"),
        ("form.bad-phone", "phone"),
        ("form.bad-identity", "id_number"),
        ("date.not-a-date", "due_date"),
        ("form.required", "channel"),
    ]


@pytest.mark.parametrize(
    ("key", "near"), [("ammount", "amount"), ("customername", "customer_name"), ("AMOUNT", "")]
)
def test_an_unknown_key_is_named_with_its_nearest_neighbour(key: str, near: str) -> None:
    """A slip of the pen is shown with what was meant."""
    _, faults = fill_in(ENQUIRY, PHONE_CALL | {key: "1"}, None)
    [finding] = faults
    assert (finding.code, finding.field) == ("form.unknown-key", key)
    assert finding.facts["near"] in ENQUIRY.keys
    assert near in finding.facts["near"]


def test_an_unknown_key_breaks_nothing_in_a_form_without_fields() -> None:
    """A branch's own rows may have no columns; a key may be empty or endless."""
    assert codes(fill_in(Form("x", Label("", ""), ()), {"a": 1}, None)[1]) == ["form.unknown-key"]
    assert faults_of(**PHONE_CALL, **{"": 1})[0] == ("form.unknown-key", "")
    assert len(faults_of(**PHONE_CALL, **{"k" * 10_000: 1})[0][1]) == 100


def test_rows_are_read_cell_by_cell() -> None:
    """Guarantors, missed instalments; a fault names its row and its column."""
    rows = [{"due": "2026-09-20", "principal": "1000", "interest": 0, "period": "3"}]
    [row] = told(overdue_items=rows)["overdue_items"]
    assert row["due"] == date(2026, 9, 20)
    assert (row["principal"].value, row["period"]) == (money("1000.00"), 3)

    wrong = [rows[0], {"due": "x", "principal": "-1"}, "row", {**rows[0], "paied": 1}]
    assert faults_of(**PHONE_CALL, overdue_items=wrong) == [
        ("date.not-a-date", "overdue_items[2].due"),
        ("amount.not-an-amount", "overdue_items[2].principal"),
        ("form.required", "overdue_items[2].interest"),
        ("form.not-rows", "overdue_items[3]"),
        ("form.unknown-key", "overdue_items[4].paied"),
    ]
    for value in ("x", 5, {"name": "李强"}, [{"name": "李强"}] * 101):
        assert faults_of(**PHONE_CALL, guarantors=value) == [("form.not-rows", "guarantors")]


MOMENTS = [
    ("2026-11-25 10:30", datetime(2026, 11, 25, 10, 30)),
    ("2026/11/25 10：30", datetime(2026, 11, 25, 10, 30)),
    ("2026-11-25T10:30:59.5", datetime(2026, 11, 25, 10, 30, 59)),
    ("2026-11-25T10:30+08:00", datetime(2026, 11, 25, 10, 30)),
    ("2026-11-25T02:30Z", datetime(2026, 11, 25, 10, 30)),
    ("2026-11-25", datetime(2026, 11, 25)),
]


@pytest.mark.parametrize(("raw", "moment"), MOMENTS)
def test_a_moment_is_the_wall_clocks(raw: str, moment: datetime) -> None:
    """One desk stands in one place: a moment of another zone is told in Beijing's time (R085)."""
    assert told(CONTACT, at=raw) == {"at": moment}


@pytest.mark.parametrize("raw", ["9:05", "09：05"])
def test_on_the_screen_the_hour_alone_is_today(raw: str) -> None:
    """Files write the day out."""
    assert told(CONTACT, TODAY, at=raw) == {"at": datetime(2026, 11, 25, 9, 5)}
    assert ("form.not-a-moment", "at") in faults_of(CONTACT, at=raw)


@pytest.mark.parametrize(
    "raw",
    ["0206-11-25 10:30", "2026-02-30 10:30", "25:00", "now", 5, True, "0001-01-01T00:00+14:00"],
)
def test_what_is_no_moment_is_refused(raw: Any) -> None:
    """A year such as 0206 is a slip of the pen."""
    assert ("form.not-a-moment", "at") in faults_of(CONTACT, at=raw)


@pytest.mark.parametrize(("raw", "number"), [(3, 3), ("12", 12), ("１２", 12), ("007", 7)])
def test_a_number_is_a_whole_one(raw: Any, number: int) -> None:
    """Minutes of a call (R085)."""
    assert told(CONTACT, minutes=raw) == {"minutes": number}


@pytest.mark.parametrize("raw", ["-1", "1.5", "1e3", "1234567", True, [3], "٣", HUGE])
def test_what_is_no_number_is_refused(raw: Any) -> None:
    """Nothing is rounded, nothing guessed."""
    assert ("form.not-a-number", "minutes") in faults_of(CONTACT, minutes=raw)


odd = st.sampled_from([-(10**40), 1.5, True, b"x", object(), {"a": {"b": []}}, [[[]]]])
words = st.text(st.characters(codec=None), max_size=30)
known = st.sampled_from(["phone", "电话", "2026-11-25", "1.2万", "４", "是", "full_name", "\u202e"])
huge = st.integers(4300, 5000).map(lambda digits: 10**digits)
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | words | known | odd | huge,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("code", SHIPPED)
@given(data=st.data(), today=st.none() | st.just(TODAY))
@settings(max_examples=30)
def test_no_value_gives_a_traceback(code: str, data: st.DataObject, today: date | None) -> None:
    """Lists where text is wanted, truths, huge numbers, half characters, in every form."""
    form = shipped_form(code)
    keys = st.sampled_from(form.keys) | words
    raw = data.draw(st.dictionaries(keys, anything, max_size=6))

    filled, faults = fill_in(form, raw, today)

    named = {f.field.partition("[")[0] for f in faults}
    assert filled.keys() <= set(form.keys)
    assert not filled.keys() & named
    assert all(Words("zh").finding(finding) for finding in faults)


@pytest.mark.parametrize("kind", ["line", "text", "identity", "phone"])
@pytest.mark.parametrize("value", [5, True, ["a"], {"a": 1}, HUGE, 1.5])
def test_text_is_text(kind: Any, value: Any) -> None:
    """A number or a list is no name."""
    form = Form("x", Label("", ""), (Field("a", Label("甲", "A"), kind),))
    assert faults_of(form, a=value) == [("form.not-text", "a")]


def test_a_text_over_its_limit_is_refused_and_never_cut() -> None:
    """Names up to 200 characters, the customer's words up to 5,000 (trust: hostile names)."""
    assert told(customer_name="长" * 200, reason_text="长" * 5000)
    assert faults_of(**PHONE_CALL, customer_name="长" * 201, reason_text="长" * 5001) == [
        ("text.too-long", "customer_name"),
        ("text.too-long", "reason_text"),
    ]
