"""policy/*.toml: read at the door, every fault with its file and line (R022)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import LANGS, Words
from branchdesk.intake.policy import NOUNS, read_policy
from tests.builders import ROOT, TODAY

SHIPPED = ROOT / "policy"
SOURCE = 'source = { ref = "R1", zh = "依据", en = "Source" }\n'
LABEL = 'label = { zh = "名称", en = "Label" }\n'


def entry(key: str, value: str, since: str = "2024-01-01") -> str:
    """Four lines of a policy file: header, label, source, values."""
    return f"[{key}]\n{LABEL}{SOURCE}values = [{{ since = {since}, value = {value} }}]\n"


SEVERITY = (
    entry("bounds", "[30, 90]")
    + entry("loan_classes", "{ special_mention = 0, loss = 360 }")
    + entry("card_classes", "{ special_mention = 0, loss = 180 }")
)


def faults_of(folder: Path, noun: str, text: str) -> list[Finding]:
    """Why the branch's own file is refused; each sentence names file and line."""
    (folder / f"{noun}.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_policy([folder, SHIPPED])
    findings = list(refused.value.findings)
    for finding in findings:
        assert finding.code == "file.not-readable"
        assert all(f"{noun}.toml" in Words(lang).finding(finding) for lang in LANGS)
    return findings


def test_the_shipped_policy_is_read() -> None:
    """Every noun, with the values of the procedures (R056, R022)."""
    policy = read_policy([SHIPPED]).on(TODAY)
    assert policy.severity.bounds == (30, 90)
    assert (policy.debt.basis, policy.debt.as_of_included) == (360, False)
    assert policy.enquiry.due_ahead_days == 31
    assert {path.stem for path in SHIPPED.glob("*.toml")} == set(NOUNS)


def test_the_branchs_own_file_wins_and_the_others_stay(tmp_path: Path) -> None:
    """File by file; a dated value counts from its day (R022)."""
    changed = SEVERITY.replace(
        "value = [30, 90] }", "value = [30, 90] }, { since = 2026-07-01, value = [29, 89] }"
    )
    (tmp_path / "severity.toml").write_text(changed, "utf-8")
    book = read_policy([tmp_path, SHIPPED])
    assert book.on(TODAY).severity.bounds == (29, 89)
    assert book.on(date(2026, 6, 30)).severity.bounds == (30, 90)
    assert book.on(TODAY).debt == read_policy([SHIPPED]).on(TODAY).debt


CARDS = "[card_classes]\n"
WRONG = [
    ("not TOML", SEVERITY + "[\n", 13),
    ("a key twice", SEVERITY + entry("bounds", "[1, 2]"), 13),
    ("no label", SEVERITY.replace(LABEL, "", 1), 1),
    ("no source", SEVERITY.replace(CARDS + LABEL + SOURCE, CARDS + LABEL), 9),
    ("no date", SEVERITY.replace("since = 2024-01-01, value = [30", "value = [30"), 4),
    ("a date as text", SEVERITY.replace("2024-01-01", '"yesterday"', 1), 4),
    ("words for days", SEVERITY.replace("[30, 90]", '["a", "b"]'), 1),
    ("one bound", SEVERITY.replace("[30, 90]", "[30]"), 1),
    ("half a day", SEVERITY.replace("[30, 90]", "[30.5, 90]"), 1),
    ("an unknown class", SEVERITY.replace("loss = 180", "lost = 180"), 9),
    ("no values", SEVERITY.replace(SOURCE + "values", SOURCE + "values = []\nnote", 1), 1),
    ("a missing key", SEVERITY.replace("[bounds]", "[baunds]"), 1),
    ("bounds that fall", SEVERITY.replace("[30, 90]", "[90, 30]"), 0),
    ("too deep", "a = " + "[" * 5000, 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), [pytest.param(t, n, id=i) for i, t, n in WRONG])
def test_a_wrong_value_is_named_with_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    """The line of the very entry (house style 10)."""
    [finding] = faults_of(tmp_path, "severity", text)
    assert finding.line == line == finding.facts["line"]


def test_a_misspelt_key_is_shown_beside_the_one_that_was_meant(tmp_path: Path) -> None:
    """The value would otherwise be passed over in silence."""
    [finding] = faults_of(tmp_path, "severity", SEVERITY.replace("[bounds]", "[bound]"))
    assert finding.facts["fault"] == "`bounds` is missing (found `bound`)"


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    """Not the first alone (house style 5)."""
    (tmp_path / "debt.toml").write_text("[basis\n", "utf-8")
    wrong = SEVERITY.replace("[30, 90]", "[30]").replace("loss = 360", "loss = true")
    (tmp_path / "severity.toml").write_text(wrong, "utf-8")
    with pytest.raises(BadInput) as refused:
        read_policy([tmp_path, SHIPPED])
    assert [(f.facts["file"], f.line) for f in refused.value.findings] == [
        ("severity.toml", 1),
        ("severity.toml", 5),
        ("debt.toml", 1),
    ]


@pytest.mark.parametrize(
    ("noun", "old", "new"),
    [
        ("debt", "value = 360", "value = 0"),
        ("debt", "value = 360", "value = 366"),
        ("debt", "value = false", 'value = "no"'),
        ("enquiry", "value = 31", "value = -1"),
        ("enquiry", "value = 31", "value = nan"),
        ("letter", "value = 10", "value = 10.5"),
        ("authority", '["supervisor"]', '["supervisr"]'),
        ("authority", '["supervisor"]', '"supervisor"'),
        ("classification", 'class = "malicious"', 'class = "malicous"'),
        ("classification", "weight = 2", "weight = -2"),
        ("classification", 'reason = ["accident"]', 'reason = "accident"'),
    ],
)
def test_a_value_of_the_wrong_kind_never_reaches_a_rule(
    tmp_path: Path, noun: str, old: str, new: str
) -> None:
    """A year of no days, a role nobody has, a class that would never count."""
    shipped = (SHIPPED / f"{noun}.toml").read_text("utf-8")
    assert old in shipped
    lines = shipped.split("\n")
    place = next(n for n, line in enumerate(lines, 1) if old in line)
    [finding] = faults_of(tmp_path, noun, shipped.replace(old, new, 1))
    header = max(n for n, line in enumerate(lines[:place], 1) if line.startswith("["))
    assert finding.line == header


@pytest.mark.parametrize(
    ("noun", "old", "new"),
    [
        ("debt", "value = 360", "value = 365"),
        ("enquiry", "value = 31", "value = 0"),
        ("severity", "[30, 90]", "[1, 2]"),
    ],
)
def test_a_branch_may_go_to_the_edge(tmp_path: Path, noun: str, old: str, new: str) -> None:
    """What makes sense is taken."""
    shipped = (SHIPPED / f"{noun}.toml").read_text("utf-8")
    (tmp_path / f"{noun}.toml").write_text(shipped.replace(old, new), "utf-8")
    assert read_policy([tmp_path, SHIPPED]).on(TODAY) is not None


def test_an_act_with_a_point_in_its_name_is_found(tmp_path: Path) -> None:
    """The header is ["case.reopen"]."""
    shipped = (SHIPPED / "authority.toml").read_text("utf-8")
    start = shipped.index('["case.reopen"]')
    wrong = shipped[:start] + shipped[start:].replace('"supervisor"', '"boss"', 1)
    [finding] = faults_of(tmp_path, "authority", wrong)
    assert finding.line == shipped[:start].count("\n") + 1
