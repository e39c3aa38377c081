"""JSON that people or programs hand in: read whole or refused with every fault."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import LANGS, Words
from branchdesk.intake.jsontext import LARGEST_MB, read_object, read_objects


def faults_of(data: bytes, lines: bool = False) -> list[Finding]:
    """Why it is refused; each sentence is whole in both languages."""
    with pytest.raises(BadInput) as refused:
        read_objects(data, lines)
    findings = list(refused.value.findings)
    assert all("{" not in Words(lang).finding(f) for lang in LANGS for f in findings)
    return findings


def test_an_object_a_list_and_lines_are_read_alike() -> None:
    """Each with its place from 1."""
    assert read_objects(b'{"a": 1}') == [(1, {"a": 1})]
    assert read_objects(b'[{"a": 1}, {"a": 2}]') == [(1, {"a": 1}), (2, {"a": 2})]
    assert read_objects(b'{"a": 1}\n\n  {"a": 2}\r\n', lines=True) == [(1, {"a": 1}), (3, {"a": 2})]
    assert read_object(b'[{"a": 1}]') == {"a": 1}


def test_numbers_with_a_point_are_exact() -> None:
    """0.1 is a tenth; no float comes in (house style 3)."""
    value = read_object(b'{"rate": 0.0435, "amount": 12000, "big": 1e400}')
    assert value == {"rate": Decimal("0.0435"), "amount": 12000, "big": Decimal("1e400")}
    assert not any(isinstance(one, float) for one in value.values())


def test_a_byte_order_mark_is_no_fault() -> None:
    """Notepad writes one."""
    assert read_object(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}
    assert read_objects(b'\xef\xbb\xbf{"a": 1}\n{"a": 2}', lines=True)[1] == (2, {"a": 2})


def test_a_text_may_hold_every_line_mark_that_json_allows() -> None:
    """Only a line feed ends a line of .jsonl: U+2028 and U+0085 may stand bare in a text."""
    told = {"reason_text": "one\u2028two\u2029three\x85four\x7f"}
    data = json.dumps(told, ensure_ascii=False).encode()
    assert read_objects(data + b"\n" + data, lines=True) == [(1, told), (2, told)]


WRONG: list[tuple[bytes, str, dict[str, Any]]] = [
    (b"", "file.not-json", {"line": 1}),
    (b"{", "file.not-json", {"line": 1}),
    (b'{"a": 1,}', "file.not-json", {"line": 1}),
    (b'{\n"a": 1\n"b": 2}', "file.not-json", {"line": 3}),
    (b"null", "file.not-object", {"line": 1}),
    (b"12", "file.not-object", {"line": 1}),
    (b'"text"', "file.not-object", {"line": 1}),
    (b"[]", "file.not-object", {"line": 1}),
    (b'[{"a": 1}, 2]', "file.not-object", {"line": 2}),
    (b'{"a": NaN}', "file.not-json", {"fault": "NaN"}),
    (b'{"a": -Infinity}', "file.not-json", {"fault": "-Infinity"}),
    (b'{"a": 1, "b": 2, "a": 3}', "file.duplicate-key", {"line": 1, "key": "a"}),
    (b'{"x": [{"b": 1, "b": 1}]}', "file.duplicate-key", {"key": "b"}),
    (b"[" * 100_000, "file.not-json", {"line": 1}),
    (b'{"a": ' * 100_000, "file.not-json", {"line": 1}),
    (b'{"a": ' + b"9" * 5000 + b"}", "file.not-json", {"line": 1}),
    (b'{"a": 1e99999999999999999999}', "file.not-json", {"line": 1}),
    ('{"a": "货款"}'.encode("gbk"), "file.not-utf8", {"position": 8}),
    (b'{"a": "\xed\xa0\x80"}', "file.not-utf8", {"position": 8}),
    ('{"a": 1}'.encode("utf-16"), "file.not-utf8", {"position": 1}),
    (b"\0" * 10, "file.not-json", {"line": 1}),
]


@pytest.mark.parametrize(("data", "code", "facts"), WRONG)
def test_what_is_wrong_is_named_with_its_line(
    data: bytes, code: str, facts: dict[str, Any]
) -> None:
    """Broken, doubled, endless, too deep, in another encoding: a sentence, never a traceback."""
    [finding] = faults_of(data)
    assert finding.code == code
    assert finding.facts | facts == finding.facts


def test_every_wrong_line_is_named_at_once() -> None:
    """One wrong line and nothing is saved; all of them are told."""
    data = b'{"a": 1}\n{"a": \n[1]\n{"a": 1, "a": 2}\n{"a": 2}\n'
    assert [(f.line, f.code) for f in faults_of(data, lines=True)] == [
        (2, "file.not-json"),
        (3, "file.not-object"),
        (4, "file.duplicate-key"),
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \n"])
def test_nothing_at_all_is_a_fault(data: bytes) -> None:
    """Silence is no answer."""
    assert [f.code for f in faults_of(data, lines=True)] == ["file.not-object"]


def test_more_than_sixteen_megabytes_are_not_read() -> None:
    """Seventeen are refused before they are parsed."""
    [finding] = faults_of(b" " * (17 << 20))
    assert (finding.code, finding.facts["limit"]) == ("file.too-large", LARGEST_MB)
    assert [f.code for f in faults_of(b" " * (LARGEST_MB << 20))] == ["file.not-json"]


def test_a_key_doubled_at_the_end_of_a_long_object_is_found_at_once() -> None:
    """Not by comparing each key with each other: that would take minutes."""
    keys = ",".join(f'"k{n}":0' for n in range(200_000))
    [finding] = faults_of(f'{{{keys},"k199999":1}}'.encode())
    assert finding.facts["key"] == "k199999"


def test_one_object_is_wanted_where_one_is_asked_for() -> None:
    """A list of two is refused."""
    with pytest.raises(BadInput):
        read_object(b'[{"a": 1}, {"a": 2}]')


@given(st.binary(max_size=60), st.booleans())
def test_no_bytes_give_a_traceback(data: bytes, lines: bool) -> None:
    """Objects or a refusal."""
    try:
        objects = read_objects(data, lines)
    except BadInput as refused:
        assert refused.findings
    else:
        assert all(line >= 1 for line, _ in objects)
