"""branch.toml: read with errors that name the line, written so that it reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import door_text
from branchdesk.basics.wording import LANGS, Words
from branchdesk.intake.branch import COMMENTS, branch_text, check_branch, read_branch
from branchdesk.model.branch import Branch
from tests.builders import a_branch, codes


def laid(folder: Path, text: str | bytes) -> Path:
    path = folder / "branch.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults_of(path: Path) -> list[Finding]:
    """Why it is refused; each sentence is whole in both languages."""
    with pytest.raises(BadInput) as refused:
        read_branch(path)
    findings = list(refused.value.findings)
    assert all("{" not in Words(lang).finding(f) for lang in LANGS for f in findings)
    return findings


def test_a_written_page_reads_the_same(tmp_path: Path) -> None:
    """Every entry, with a comment above it in both languages."""
    branch = a_branch(seal="业务专用章", language="en", kind="practice", email="a@b.example")
    path = laid(tmp_path, branch_text(branch))
    assert read_branch(path) == branch
    text = path.read_text("utf-8")
    assert text.count("# ") == len(COMMENTS)
    assert set(COMMENTS) == set(Branch.__struct_fields__)
    assert all(f"# {comment}\n{key} = " in text for key, comment in COMMENTS.items())


names = st.text(max_size=20).filter(lambda text: isinstance(door_text(text, limit=500), str))


@given(names, names)
def test_whatever_the_door_lets_in_is_written_so_that_it_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, bank: str, address: str
) -> None:
    """Quotes, backslashes, emoji, bidi marks."""
    branch = a_branch(bank=bank, address=address)
    assert read_branch(laid(tmp_path_factory.mktemp("desk"), branch_text(branch))) == branch


def test_a_page_from_notepad_is_read(tmp_path: Path) -> None:
    """With a byte order mark and CR LF."""
    text = "\ufeff" + branch_text(a_branch()).replace("\n", "\r\n")
    assert read_branch(laid(tmp_path, text)) == a_branch()


LINES = 'bank = "银行"\nbranch = "北大街支行"\ncode = "XA"\n'


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (LINES + 'phnoe = "1"\n', "branch.unknown-key", 4),
        (LINES + '[extra]\na = "1"\n', "branch.unknown-key", 4),
        (LINES.replace("XA", "xa"), "branch.bad-code", 3),
        (LINES.replace("XA", "X"), "branch.bad-code", 3),
        (LINES.replace("XA", "XABCDEF"), "branch.bad-code", 3),
        (LINES.replace("XA", "X/A"), "branch.bad-code", 3),
        (LINES.replace("XA", "西安"), "branch.bad-code", 3),
        (LINES.replace("北大街支行", " "), "branch.no-name", 2),
        (LINES + 'kind = "toy"\n', "branch.bad-kind", 4),
        (LINES + 'phone = "1\\u0007"\n', "text.control-character", 4),
        (LINES + f'address = "{"长" * 501}"\n', "text.too-long", 4),
        (LINES + "phone = 2955501200\n", "file.not-readable", 4),
        (LINES + "phone = [1]\n", "file.not-readable", 4),
        (LINES + 'language = "fr"\n', "file.not-readable", 4),
        (LINES + 'code = "XB"\n', "file.not-readable", 4),
        (LINES + "phone = \n", "file.not-readable", 4),
        (LINES + 'phone = "029', "file.not-readable", 4),
        ('bank = "银行"\n', "file.not-readable", 0),
        ("", "file.not-readable", 0),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    """Unknown, misspelt, too long, of the wrong type, not TOML."""
    [finding] = faults_of(laid(tmp_path, text))
    assert (finding.code, finding.line, finding.facts.get("line")) == (code, line, line)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Not the first alone (house style 5)."""
    text = 'branch = ""\ncode = "x"\nkind = "toy"\n'
    assert [(f.code, f.line) for f in faults_of(laid(tmp_path, text))] == [
        ("branch.bad-code", 2),
        ("branch.no-name", 1),
        ("branch.bad-kind", 3),
    ]
    unknown = faults_of(laid(tmp_path, LINES + 'a = "1"\nb = "2"\n'))
    assert [f.facts["key"] for f in unknown] == ["a", "b"]


def test_bytes_that_are_no_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    """Saved by an old editor in GBK."""
    [finding] = faults_of(laid(tmp_path, 'code = "XA"\nbank = "银行"\n'.encode("gbk")))
    assert (finding.code, finding.line) == ("file.not-readable", 2)
    assert finding.facts["file"] == "branch.toml"


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = 1" + "0" * 5000, "a = 1e" + "9" * 30])
def test_a_page_made_to_break_the_reader_is_refused(tmp_path: Path, text: str) -> None:
    """Too deep, too long a number, beyond all bounds."""
    assert codes(faults_of(laid(tmp_path, text))) == ["file.not-readable"]


def test_a_page_that_is_missing_or_too_long_is_refused(tmp_path: Path) -> None:
    """A folder in its place too."""
    assert codes(faults_of(tmp_path / "branch.toml")) == ["file.not-readable"]
    assert codes(faults_of(laid(tmp_path, b"#" * (1 << 20) + b"#"))) == ["file.not-readable"]
    (tmp_path / "folder" / "branch.toml").mkdir(parents=True)
    assert codes(faults_of(tmp_path / "folder" / "branch.toml")) == ["file.not-readable"]


@pytest.mark.parametrize("code", ["XA", "XA1", "029", "ABCDEF"])
def test_a_code_is_two_to_six_capitals_or_digits(code: str) -> None:
    """It begins the case numbers and so names folders."""
    assert check_branch(a_branch(code=code)) == []
