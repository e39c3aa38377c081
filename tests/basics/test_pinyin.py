"""Names are found by their pinyin initials, every reading counted."""

import runpy
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics import pinyin
from branchdesk.basics.pinyin import initial_sets, matches_initials

PACKED = Path(pinyin.__file__).with_name("pinyin_initials.bin")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "dxx"),
        ("单雄信", "sxx"),
        ("单雄信", "DXX"),
        ("单雄信", "xx"),
        ("单雄信", "d"),
        ("曾国藩", "zgf"),
        ("西安三秦建材有限公司", "sqjc"),
        ("ABC建材2号", "abcjc2h"),
        ("ＡＢＣ建材", "bcj"),
        ("阿卜杜·热西提", "abdrxt"),
        ("王 建 国", "wjg"),
        ("〇一", "ly"),
        ("单雄信", " ｄｘｘ "),
    ],
)
def test_initials_of_neighbours_find_the_name(name: str, typed: str) -> None:
    """Anywhere in the name, case-blind; 单 is dan, shan and chan."""
    assert matches_initials(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "dx x"),
        ("单雄信", "dxxx"),
        ("王建国", "wg"),
        ("王建国", ""),
        ("王建国", " "),
        ("王建国", "王"),
        ("王\U0003fffd国", "wg"),
        ("", "w"),
        ("王建国", "ŵ"),
        ("王建国", "\ud800"),
    ],
)
def test_other_letters_do_not(name: str, typed: str) -> None:
    """A skipped character, nothing typed, or no letters."""
    assert not matches_initials(name, typed)


def test_each_character_gives_its_set() -> None:
    """Sorted letters; empty where there is nothing to type."""
    assert initial_sets("单雄Ａ1·🙂") == ["cds", "x", "a", "1", "", ""]


def test_the_table_is_small_and_knows_the_rare_characters() -> None:
    """Extensions A and B too: 㐁 U+3401, 𠀀 U+20000."""
    assert PACKED.stat().st_size < 40_000
    assert all(initial_sets("㐁\U00020000\U0002a6d2"))


def test_the_table_is_what_pypinyin_says() -> None:
    """Built by tools/make_pinyin.py and never edited; the same input gives the same bytes."""
    pytest.importorskip("pypinyin")
    tool = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "make_pinyin.py"))
    readings = tool["readings"]()
    assert zlib.decompress(PACKED.read_bytes()) == tool["table"](readings)
    assert tool["packed"](b"abc" * 99) == tool["packed"](b"abc" * 99)
    known = "".join(map(chr, list(readings)[::97]))
    assert initial_sets(known) == [readings[ord(char)] for char in known]


@given(st.text(st.characters(codec=None), max_size=40), st.text(max_size=5))
def test_no_name_breaks_the_search(name: str, typed: str) -> None:
    """Names are stored as typed, so anything may come."""
    matches_initials(name, typed)
    assert len(initial_sets(name)) == len(name)


@given(st.text("单雄信曾王建国行长A1", min_size=1, max_size=12), st.data())
def test_any_reading_of_any_part_is_found(name: str, data: st.DataObject) -> None:
    """A letter from each character's set, from any start to any end."""
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    typed = "".join(data.draw(st.sampled_from(one)) for one in initial_sets(name)[start:end])
    assert matches_initials(name, typed)


@pytest.mark.timeout(5)
def test_a_search_over_many_names_is_quick() -> None:
    """Search as you type: ten thousand names."""
    assert not any(matches_initials(f"西安渭滨机械{n}有限公司", "xawbz") for n in range(10_000))
