"""Text from outside is stored as typed or refused whole, and shown without harm."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.finding import Finding
from branchdesk.basics.text import (
    cell_width,
    cut,
    door_text,
    half_width,
    pad,
    safe_text,
    search_key,
)

anything = st.text(st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    ("raw", "lines", "stored"),
    [
        ("  王建国 ", False, "王建国"),
        ("\u3000\u00a0王建国\r\n", False, "王建国"),
        ("\tA\n", False, "A"),
        ("", False, ""),
        (" \n\t ", False, ""),
        ("一\r\n二\n\t三 ", True, "一\n二\n\t三 "),
        (" 两头的空白保留 ", True, " 两头的空白保留 "),
        ("a\u202eb\u200b\ufeff", False, "a\u202eb\u200b\ufeff"),
        ("\ue815\U00031350\u3164", False, "\ue815\U00031350\u3164"),
    ],
)
def test_text_is_stored_as_typed(raw: str, lines: bool, stored: str) -> None:
    """Ends cut on one line, CR LF is LF, bidi marks and rare characters kept."""
    assert door_text(raw, limit=200, lines=lines) == stored


@pytest.mark.parametrize(
    ("raw", "lines", "code", "position", "character"),
    [
        ("王\x00", False, "text.control-character", 2, "U+0000"),
        ("王\t建", False, "text.control-character", 2, "U+0009"),
        ("  \x1b[31m", False, "text.control-character", 3, "U+001B"),
        ("\x1f王", False, "text.control-character", 1, "U+001F"),
        ("王\x85", False, "text.control-character", 2, "U+0085"),
        ("王\r建", True, "text.control-character", 2, "U+000D"),
        ("a\r\n\x0b", True, "text.control-character", 3, "U+000B"),
        ("王\n建", False, "text.line-break", 2, "U+000A"),
        ("王\r\n建", False, "text.line-break", 2, "U+000A"),
        ("ab\ud83d", False, "text.surrogate", 3, "U+D83D"),
        ("\udfff", True, "text.surrogate", 1, "U+DFFF"),
        ("\ufdd0", False, "text.noncharacter", 1, "U+FDD0"),
        ("a\uffff", False, "text.noncharacter", 2, "U+FFFF"),
        ("a\U0010fffe", True, "text.noncharacter", 2, "U+10FFFE"),
    ],
)
def test_a_harmful_character_is_refused_with_its_position(
    raw: str, lines: bool, code: str, position: int, character: str
) -> None:
    """Counted from 1 in the text as typed, CR LF as one."""
    finding = door_text(raw, limit=200, lines=lines, field="customer_name")
    facts = {"position": position, "character": character}
    assert finding == Finding(code, facts=facts, field="customer_name")


@pytest.mark.parametrize(("length", "kept"), [(199, True), (200, True), (201, False)])
def test_too_long_a_text_is_refused_whole_and_never_cut(length: int, kept: bool) -> None:
    """A name has up to 200 characters."""
    read = door_text(f" {'王' * length} ", limit=200)
    facts = {"length": length, "limit": 200}
    assert read == ("王" * length if kept else Finding("text.too-long", facts=facts))


@given(anything, st.booleans())
def test_what_passes_the_door_passes_again_unchanged(raw: str, lines: bool) -> None:
    """Reading back what was stored finds nothing new, and it can always be written as UTF-8."""
    stored = door_text(raw, limit=100, lines=lines)
    if isinstance(stored, str):
        assert door_text(stored, limit=100, lines=lines) == stored
        stored.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("西安 A-1（甲）", "西安 A-1（甲）"),
        ("\x1b[2J", "␛[2J"),
        ("\x00\t\n\r\x7f", "␀␉␊␍␡"),
        ("\x85", "<U+0085>"),
        ("1\u202e2", "1<U+202E>2"),
        ("王\u200b\ufeff", "王<U+200B><U+FEFF>"),
        ("a\u2028b\u3164", "a<U+2028>b<U+3164>"),
        ("\ud800\uffff\U000e0041", "<U+D800><U+FFFF><U+E0041>"),
        ("葛\U000e0100❤\ufe0f\ue815", "葛\U000e0100❤\ufe0f\ue815"),
    ],
)
def test_whatever_acts_or_hides_is_shown_as_a_sign(text: str, shown: str) -> None:
    """A name cannot clear the screen nor turn the amount round."""
    assert safe_text(text) == shown


def test_lines_of_a_text_stay_lines() -> None:
    """Only the line feed; a lone carriage return would overwrite the line."""
    assert safe_text("一\n二\t\r三", lines=True) == "一\n二␉␍三"


def test_no_control_or_format_character_is_ever_shown_raw() -> None:
    """Every one that Unicode has, not a list of some."""
    every = map(chr, range(sys.maxunicode + 1))
    harmful = [c for c in every if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len(harmful) > 2000
    shown = safe_text("".join(harmful))
    assert shown.isprintable()


@given(anything, st.booleans())
def test_safe_text_can_be_shown_twice_and_encoded(text: str, lines: bool) -> None:
    """A sentence made safe and put into another one stays as it is."""
    shown = safe_text(text, lines=lines)
    assert safe_text(shown, lines=lines) == shown
    shown.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ　公司", "abc 公司"),
        ("  西安   三秦 ", "西安 三秦"),
        ("王\u200b建\u202e国", "王建国"),
        ("葛\U000e0100", "葛"),
        ("STRASSE", "straße"),
        ("１２３", "123"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_two_spellings_of_the_same_words_are_found_alike(one: str, other: str) -> None:
    """NFKC, case folded, trimmed, without format characters."""
    assert search_key(one) == search_key(other)


@given(anything)
def test_a_search_key_is_its_own_key(text: str) -> None:
    """Else a name would not be found by its own key."""
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("中文", 4), ("ＡB", 3), ("é", 1), ("e\u0301", 1), ("…“”", 3), ("", 0), ("ｱ", 1)],
)
def test_width_is_counted_in_terminal_cells(text: str, cells: int) -> None:
    """East Asian width respected in every column."""
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("中文名称", 8, "中文名称"),
        ("中文名称", 7, "中文名…"),
        ("中文名称", 6, "中文…"),
        ("中文", 3, "中…"),
        ("中文", 2, "…"),
        ("中文", 1, "…"),
        ("中文", 0, ""),
        ("", 0, ""),
        ("abcdef", 4, "abc…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_a_long_text_is_cut_with_a_mark(text: str, cells: int, shown: str) -> None:
    """Long names are cut with …."""
    assert cut(text, cells) == shown


@given(anything, st.integers(0, 30), st.booleans())
def test_a_column_is_exactly_as_wide_as_it_is(text: str, cells: int, right: bool) -> None:
    """cut and pad together fill a column, whatever the text."""
    shown = pad(cut(safe_text(text), cells), cells, right=right)
    assert cell_width(shown) == cells


def test_pad_sets_figures_to_the_right_and_cuts_nothing() -> None:
    """An amount in too narrow a column is shown whole."""
    assert pad("5.00", 6, right=True) == "  5.00"
    assert pad("中", 4) == "中  "
    assert pad("12,000.00", 4, right=True) == "12,000.00"


def test_full_width_signs_become_their_ascii_twins_one_for_one() -> None:
    """A place in the one text is the same place in the other (masking relies on it)."""
    assert half_width("１２，０００．５％ＡＢ　￥") == "12,000.5%AB ¥"


@pytest.mark.parametrize("unit", ["中", " ", "\n", "\u0300\u0316"])
@pytest.mark.timeout(10)
def test_a_megabyte_is_handled_at_once(unit: str) -> None:
    """Unicode normalisation is quadratic in accents: it gets no megabyte."""
    text = unit * (1_000_000 // len(unit))
    door_text(text, limit=5_000)
    safe_text(text)
    search_key(text)
    assert cell_width(cut(text, 80)) <= 80
