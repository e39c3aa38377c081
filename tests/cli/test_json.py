"""Two faces of every command: one JSON document for programs, sentences for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import ENQUIRIES, LIST, DeskAt, a_desk, branchdesk

CASE = "XA-2026-00001"
READS: list[tuple[str, ...]] = [
    ("account", "list"),
    ("account", "show", "XADK2025583705"),
    ("approval", "list"),
    ("case", "list"),
    ("case", "list", "--state", "archived"),
    ("case", "list", "--class", "technical", "--severity", "light"),
    ("case", "show", CASE),
    ("case", "show", CASE, "--as-of", "2026-12-31"),
    ("case", "suggest", CASE),
    ("case", "lacks", CASE),
    ("import", str(LIST), "--dry-run"),
    ("letter", "check"),
    ("letter", "kinds"),
    ("letter", "kinds", CASE),
    ("letter", "names"),
    ("policy", "show"),
    ("policy", "show", "severity", "--on", "2000-01-01"),
    ("staff", "list"),
    ("today",),
    ("today", "--as-of", "2027-01-04", "--kind", "to_complete"),
    ("version",),
]
WRONG: list[tuple[int, tuple[str, ...]]] = [
    (2, ("account", "show", "NOPE")),
    (2, ("approval", "grant", "A-9", "--ground", "x")),
    (2, ("approval", "refuse", "A-9", "--ground", "x")),
    (2, ("case", "add", "--from", "nowhere.json")),
    (2, ("case", "archive", "XA-2026-09999")),
    (2, ("case", "classify", "XA-2026-09999", "--class", "technical", "--ground", "x")),
    (2, ("case", "close", "XA-2026-09999", "--outcome", "settled", "--ground", "x")),
    (2, ("case", "edit", "XA-2026-09999", "--from", "-", "--ground", "x")),
    (2, ("case", "list", "--search", "@nowhere.txt")),
    (2, ("case", "list", "--state", "lost")),
    (2, ("case", "open", "NOPE")),
    (2, ("case", "reopen", "XA-2026-09999", "--ground", "x")),
    (2, ("case", "show", "XA-2026-09999")),
    (2, ("case", "show", CASE, "--as-of", "yesterday")),
    (2, ("case", "show", "../../etc/passwd")),
    (2, ("case", "suggest", "XA-2026-09999")),
    (2, ("case", "verify", "XA-2026-09999", "--from", "-")),
    (2, ("contact", "add", "XA-2026-09999", "--from", "-")),
    (2, ("customer", "edit", "C09999", "--from", "-", "--ground", "x")),
    (2, ("import", "nowhere.xlsx")),
    (2, ("letter", "draft", "XA-2026-09999", "overdue_notice")),
    (2, ("letter", "issue", "XA-2026-09999", "D-1")),
    (2, ("letter", "kinds", "XA-2026-09999")),
    (2, ("policy", "show", "no.such.key")),
    (2, ("promise", "add", "XA-2026-09999", "--from", "-")),
    (2, ("staff", "add", "Li", "--role", "boss", "--from", "-")),
    (2, ("staff", "role", "nobody", "junior")),
    (2, ("today", "--as-of", "2026-13-01")),
    (3, ("case", "close", CASE, "--outcome", "settled", "--ground", "x")),
    (3, ("case", "archive", CASE)),
    (3, ("letter", "draft", CASE, "overdue_notice")),
    (3, ("staff", "role", "s01", "junior")),
]


def named(value: int | tuple[str, ...]) -> str:
    """How a row of the tables is called in a report."""
    return str(value) if isinstance(value, int) else " ".join(value)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with the sample list and the sample enquiries; its tests change nothing."""
    desk = a_desk(tmp_path_factory.mktemp("json"))
    desk.ok("import", LIST)
    desk.ok("case", "add", "--from", ENQUIRIES)
    return desk


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_a_command_that_reads_prints_one_document_and_changes_nothing(
    desk: DeskAt, command: tuple[str, ...]
) -> None:
    """JSON on stdout and nothing else; money as strings with two decimals, dates ISO."""
    before = desk.records

    ran = desk.run(*command, "--json")

    assert (ran.code, ran.err, desk.records == before) == (0, "", True)
    for money in sums(ran.json):
        assert isinstance(money, str) and money[-3] == "."


def sums(value: object) -> Iterator[object]:
    """Every sum of money in a document."""
    keys = ("amount", "loan_balance", "principal", "interest", "penalty", "total")
    if isinstance(value, dict):
        for key, one in value.items():
            if key in keys and one is not None and not isinstance(one, dict | list):
                yield one
            yield from sums(one)
    if isinstance(value, list):
        for one in value:
            yield from sums(one)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_a_command_that_reads_speaks_to_people_too(
    desk: DeskAt, command: tuple[str, ...], lang: str
) -> None:
    """In both languages, without a fact left open."""
    ran = desk.run(*command, lang=lang)

    assert ran.code == 0 and "Traceback" not in ran.said
    assert not [f for f in ("{number}", "{amount}", "Label(", "Money(") if f in ran.out]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("code", "command"), WRONG, ids=named)
def test_an_error_is_a_sentence_and_an_exit_code(
    desk: DeskAt, code: int, command: tuple[str, ...], lang: str
) -> None:
    """In both languages, never a traceback, nothing saved, no file left behind."""
    before = desk.records

    ran = desk.run(*command, stdin="{}", lang=lang)

    assert (ran.code, ran.out, desk.records == before) == (code, "", True), ran.said
    assert ran.err.strip() and "Traceback" not in ran.err and "{" not in ran.err


@pytest.mark.parametrize(("code", "command"), WRONG, ids=named)
def test_an_error_is_json_where_json_was_asked_for(
    desk: DeskAt, code: int, command: tuple[str, ...]
) -> None:
    """{"errors": [{"line", "field", "code", "text"}]} on stdout, stderr empty."""
    ran = desk.run(*command, "--json", stdin="{}")

    assert (ran.code, ran.err) == (code, "")
    assert list(ran.json) == ["errors"] and ran.json["errors"]
    for error in ran.json["errors"]:
        assert list(error) == ["line", "field", "code", "text"] and error["text"]


def test_the_whole_case_has_the_keys_that_programs_read(desk: DeskAt) -> None:
    """At least these, each entry with seq, at, by, role, authority, kind, text (R171)."""
    case = desk.show(CASE)

    wanted = (
        "number state version customer enquiry loan days_past_due severity regulator_class class "
        "debt contacts promises payments plan waivers letters approvals complaints visits legal "
        "papers timeline"
    )
    assert set(wanted.split()) <= set(case)
    assert list(case["timeline"][0]) == ["seq", "at", "by", "role", "authority", "kind", "text"]
    rows = desk.ok("case", "list")
    assert set("number customer state class severity days_past_due amount".split()) <= set(rows[0])


def test_the_list_is_searched_by_name_initials_tail_phone_and_contract(desk: DeskAt) -> None:
    """The clerk types what the caller says; the search may come from standard input (R181)."""
    for typed, number in (
        ("刘晓燕", 2), ("lxy", 2), ("0028", 2), ("139-0000-1202", 2), ("XAGR2025000102", 2),
        ("XA-2026-00002", 2), ("ｘａｇｒ２０２５０００１０２", 2),
    ):  # fmt: skip
        found = desk.ok("case", "list", "--search", "-", stdin=typed)
        assert f"XA-2026-{number:05}" in [row["number"] for row in found], typed
    assert desk.ok("case", "list", "--search", "没有这个人") == []


def test_the_worklist_is_ordered_and_filtered(desk: DeskAt) -> None:
    """Kind, case, due, urgency, text; most urgent first."""
    items = desk.ok("today")

    order = ["fatal", "late", "today", "soon", "later"]
    ranks = [order.index(item["urgency"]) for item in items]
    assert ranks == sorted(ranks)
    assert {"kind", "case", "due", "urgency", "text"} <= set(items[0])
    kinds = {item["kind"] for item in items}
    assert kinds == {"no_next_step", "to_complete", "list_new", "guarantee"}
    assert {i["kind"] for i in desk.ok("today", "--kind", "list_new")} == {"list_new"}
    assert "2026-10-31" in desk.run("today").out


def test_every_threshold_is_shown_with_its_source(desk: DeskAt) -> None:
    """A procedure may be revised at any time: values are dated and sourced (R022)."""
    rows = {row["key"]: row for row in desk.ok("policy", "show")}

    assert rows["severity.bounds"]["value"] == [30, 90]
    assert all(row["source"] and row["label"] and row["since"] for row in rows.values())
    assert [r["key"] for r in desk.ok("policy", "show", "severity.bounds")] == ["severity.bounds"]


def test_a_branchs_own_threshold_counts_from_its_date(tmp_path: Path) -> None:
    """An old case keeps the rule of its day (R022)."""
    desk = a_desk(tmp_path)
    shipped = (Path(__file__).parents[2] / "policy" / "severity.toml").read_text("utf-8")
    (desk.path / "policy").mkdir()
    (desk.path / "policy" / "severity.toml").write_text(
        shipped.replace(
            "{ since = 2024-01-01, value = [30, 90] }",
            "{ since = 2024-01-01, value = [30, 90] }, { since = 2026-12-01, value = [10, 90] }",
        ),
        "utf-8",
    )
    desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "none",
              "due_date": "2026-11-02"})  # fmt: skip

    assert desk.show(CASE)["severity"] == "light"
    later = desk.on("2026-12-01")
    assert later.show(CASE)["severity"] == "moderate"
    assert later.ok("case", "show", CASE, "--as-of", "2026-11-22")["severity"] == "light"
    rows = desk.ok("policy", "show", "severity.bounds", "--on", "2026-12-01")
    assert rows[0]["value"] == [10, 90]


def test_the_language_is_asked_for_or_the_desks_own(tmp_path: Path) -> None:
    """--lang, else BRANCHDESK_LANG, else the branch's, else the system's."""
    desk = a_desk(tmp_path)
    missing = ["case", "show", "XA-2026-09999"]

    assert "There is no case" in branchdesk("--data", desk.path, "--lang", "en", *missing).err
    env = {"BRANCHDESK_LANG": "en", "BRANCHDESK_DATA": str(desk.path)}
    assert "There is no case" in branchdesk(*missing, env=env).err
    assert "没有案卷" in branchdesk("--data", desk.path, *missing, env={"LANG": "en_US"}).err
    assert branchdesk("case", "list", env={"BRANCHDESK_LANG": "xx"}).code == 2
    nowhere = {"BRANCHDESK_DATA": str(tmp_path / "none"), "LANG": "en_US.UTF-8"}
    assert "is not a desk yet" in branchdesk("case", "list", env=nowhere).err


def test_what_programs_read_is_utf_8_and_exact(desk: DeskAt) -> None:
    """赵㐂 comes back as it was given."""
    out = desk.run("case", "show", "XA-2026-00008", "--json").out

    assert "赵㐂" in out and json.loads(out)["customer"]["name"] == "赵㐂"
