"""Searches for lost customers and where assets are (R012, R113, R114, R157, R167)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
SEARCH = ("search", "add", CASE, "--from", "-")
FOUND = {"on": "2026-11-22", "channel": "public_register", "source": "企业信用信息公示系统",
         "result": "clue", "text": "登记地址已变更"}  # fmt: skip
ASSET = ("asset", "add", CASE, "--from", "-")
DIGGER = {"on": "2026-11-22", "kind": "machine", "name": "挖掘机 SY215", "place": "西安市工地",
          "chassis_no": "LSY215A0001", "engine_no": "6D34-1001", "matched": ["chassis", "engine"],
          "source": "customer", "access": "东门", "court_order": "（2026）陕01财保1号"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A case; li works it."""
    desk = a_desk(tmp_path_factory.mktemp("trace"), staff=True)
    desk.add(an_enquiry(phone="13900001202"))
    return desk.by("li")


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def called(desk: DeskAt, day: str, counterpart: str, result: str) -> int:
    """A call recorded; the number of its entry."""
    told = {"direction": "out", "channel": "call", "counterpart": counterpart, "at": f"{day} 10:00",
            "result": result, "text": "x", "next_on": "2026-12-01"}  # fmt: skip
    desk.ok("contact", "add", CASE, "--from", "-", stdin=told)
    return int(desk.show(CASE)["timeline"][-1]["seq"])


def test_what_a_search_found_stands_before_the_supervisor_until_seen(desk: DeskAt) -> None:
    """The manager is told; a search in vain is only recorded (R012, R157)."""
    called(desk, "2026-11-20", "self", "no_answer")
    assert desk.ok(*SEARCH, stdin=FOUND)["lost_days"] == 2
    desk.ok(*SEARCH, stdin=FOUND | {"result": "nothing"})

    [item] = desk.ok("today", "--kind", "trace")
    assert "SE-1" in item["text"]
    assert desk.refused(3, "search", "seen", CASE, "SE-1").codes == ["authority.not-yours"]
    zhao = desk.by("zhao")
    zhao.ok("search", "seen", CASE, "SE-1")
    assert zhao.ok("today", "--kind", "trace") == []
    assert zhao.refused(2, "search", "seen", CASE, "SE-2").codes == ["trace.none"]
    listed = desk.ok("search", "list", CASE)
    assert [s["result"] for s in listed["searches"]] == ["clue", "nothing"]
    assert "登记地址已变更" in desk.show(CASE)["timeline"][-3]["text"]


def test_a_third_person_is_asked_by_a_recorded_contact_alone(desk: DeskAt) -> None:
    """Whether they may be asked, and that they want no more of it, stands there (R157, R177)."""
    asked = FOUND | {"channel": "third_person", "source": "同事转告"}
    assert desk.refused(2, *SEARCH, stdin=asked).codes == ["trace.contact-first"]
    own = called(desk, "2026-11-20", "self", "no_answer")
    assert desk.refused(2, *SEARCH, stdin=asked | {"contact": own}).fields == {"contact"}
    third = called(desk, "2026-11-21", "other", "third_party")
    assert desk.ok(*SEARCH, stdin=asked | {"contact": third})["id"] == "SE-1"


def test_an_asset_is_recorded_with_both_numbers_and_the_courts_order(desk: DeskAt) -> None:
    """What is not matched or not ordered is told; none is covert (R113, R114, R167)."""
    assert desk.ok(*ASSET, stdin=DIGGER)["findings"] == []
    bare = {k: DIGGER[k] for k in ("on", "kind", "name", "place", "source")}
    half = bare | {"chassis_no": "LSY215A0001", "matched": ["chassis"]}
    told = [f["code"] for f in desk.ok(*ASSET, stdin=half)["findings"]]
    assert told == ["trace.not-matched", "trace.no-order"]
    house = desk.by("zhao").ok(*ASSET, stdin=bare | {"kind": "property"})
    assert [f["code"] for f in house["findings"]] == ["trace.no-order"]

    shown = desk.show(CASE)
    assert [a["id"] for a in shown["assets"]] == ["AS-1", "AS-2", "AS-3"]
    assert any("挖掘机 SY215，西安市工地" in o["text"] for o in shown["outside"])
    waiting = [i["text"][:15] for i in desk.ok("today", "--kind", "trace")]
    assert len(waiting) == 2, "the supervisor knows what they recorded"
    desk.by("zhao").ok("asset", "seen", CASE, "AS-1")
    late = desk.refused(2, *ASSET, stdin=DIGGER | {"on": "2026-11-23"})
    assert late.codes == ["trace.ahead"]


def test_people_are_told_in_sentences(desk: DeskAt) -> None:
    """Without JSON, in both languages (R157, R113)."""
    assert "失联 0 天" in desk.run(*SEARCH, stdin=FOUND).out
    assert "a clue" in desk.run("search", "list", CASE, lang="en").out
    assert "No court order" in desk.run(*ASSET, stdin=DIGGER | {"court_order": ""}, lang="en").said
    assert "挖掘机" in desk.run("asset", "list", CASE).out
    zhao = desk.by("zhao")
    assert "已阅" in zhao.run("search", "seen", CASE, "SE-1").out
    assert "Seen" in zhao.run("asset", "seen", CASE, "AS-1", lang="en").out
