"""Events of a customer from the command line: recorded, looked into, closed (R183)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE, OTHER = "XA-2026-00001", "XA-2026-00002"
ADD = ("event", "add", CASE)
TOLD = {"evidence": "受理公告（2026）陕01破12号", "announced_on": "2026-11-15"}
ID = "610104198506150024"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A customer with two loans; the first is verified and classified."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True, filled=True)
    desk.add(an_enquiry(id_number=ID, phone="13900001202", contract_rate="0.06",
                        penalty_uplift="0.5"))  # fmt: skip
    desk.add(an_enquiry(id_number=ID, contract_no="XAGR2025000998"))
    desk.by("wang").ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.by("wang").ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test, wang at it."""
    return made.copied(tmp_path).by("wang")


def add(desk: DeskAt, kind: str, on: str = "2026-11-10", **told: Any) -> Any:
    """An event recorded."""
    given = {"evidence": "家属来电，证明已收"} | told
    return desk.ok(*ADD, "--kind", kind, "--on", on, "--from", "-", stdin=given)


def test_after_a_death_calls_stop_in_every_case_and_heirs_are_asked_for(desk: DeskAt) -> None:
    """Refused with its reason, recorded all the same; the watch stands on today's work (R183)."""
    done = add(desk, "deceased")

    for case in (CASE, OTHER):
        seen = desk.ok("contact", "check", case)
        assert not seen["allowed"] and "event.no-contact" in [f["code"] for f in seen["findings"]]
        assert seen["next_allowed"] is None
        assert "客户变故 EV-1：客户去世" in desk.show(case)["timeline"][-1]["text"]
    # An agreed time: the hour at which the tests run is nobody's concern.
    asked = ("contact", "check", CASE, "--counterpart", "family", "--agreed")
    assert desk.ok(*asked)["allowed"]
    [item] = desk.ok("today", "--kind", "event")
    assert (item["case"], item["due"], done["due"]) == (CASE, "2026-12-07", "2026-12-07")
    assert "继承人" in item["text"]
    call = {"direction": "out", "channel": "call", "counterpart": "self", "result": "promise",
            "text": "x", "next_on": "2026-12-01", "at": "2026-11-23 10:00"}  # fmt: skip
    later = desk.on("2026-11-23")
    broke = later.ok("contact", "add", CASE, "--from", "-", stdin=call)["breaches"]
    assert "event.no-contact" in [f["code"] for f in broke]


def test_a_bankruptcy_stops_interest_and_has_a_claim_to_file(desk: DeskAt) -> None:
    """Interest stops on acceptance, the claim's last day is fatal (R183, Bankruptcy Law 45, 46)."""
    before = desk.ok("debt", CASE)["total"]

    done = add(desk, "bankrupt", **TOLD | {"claim_by": "2026-12-20"})

    assert done["findings"] == []
    debt = desk.ok("debt", CASE, "--as-of", "2026-12-22")
    assert "debt.interest-stopped" in [f["code"] for f in debt["findings"]]
    assert debt["total"] != before
    assert [i["due"] for i in desk.ok("today", "--kind", "event")] == ["2026-11-29"]
    claims = desk.ok("today", "--kind", "suit")
    assert [(i["urgency"], i["due"]) for i in claims] == [("fatal", "2026-12-20")] * 2
    filed = {"found": "已向管理人申报", "claim_filed_on": "2026-11-22", "next_on": "2026-12-22"}
    desk.ok("event", "look", CASE, "EV-1", "--from", "-", stdin=filed)
    assert desk.ok("today", "--kind", "suit") == []
    assert [i["due"] for i in desk.ok("today", "--kind", "event")] == ["2026-12-22"]


def test_the_claim_in_a_liquidation_stands_on_todays_work(desk: DeskAt) -> None:
    """45 days from the announcement at most; unknown, the earliest day is told (R183)."""
    firm = an_enquiry(customer_name="渭水商贸有限公司", customer_kind="enterprise",
                      contract_no="XAGR2025000997")  # fmt: skip
    number = desk.add(firm)["number"]
    told = {"evidence": "清算公告", "announced_on": "2026-11-15"}
    add = ("event", "add", number, "--kind", "liquidation", "--on", "2026-11-10", "--from", "-")
    done = desk.ok(*add, stdin=told)
    assert [f["code"] for f in done["findings"]] == ["event.claim-unknown"]
    items = desk.ok("today", "--kind", "event")
    assert [(i["urgency"], i["due"]) for i in items] == [
        ("fatal", "2026-12-15"), ("later", "2026-11-29")
    ]  # fmt: skip


def test_an_event_in_error_is_taken_back_with_what_it_did(desk: DeskAt) -> None:
    """Interest runs on; the record stays (R171)."""
    before = desk.ok("debt", CASE, "--as-of", "2026-12-22")
    add(desk, "bankrupt", **TOLD)

    desk.ok("event", "close", CASE, "EV-1", "--ground", "同名企业", "--wrong")

    assert desk.ok("debt", CASE, "--as-of", "2026-12-22") == before
    [event] = desk.ok("event", "list", OTHER)
    assert (event["state"], event["label"], event["due"]) == ("wrong", "破产申请受理", None)
    assert "登记有误" in desk.show(OTHER)["timeline"][-1]["text"]
    assert "EV-1" in desk.run("event", "list", CASE).out


def test_after_a_move_the_address_is_checked_before_the_next_notice(desk: DeskAt) -> None:
    """The notice is refused until somebody looked into it; then it is watched (R183)."""
    add(desk, "moved")
    draft = ("letter", "draft", CASE, "overdue_notice")
    assert desk.refused(3, *draft).codes == ["event.look-first"]

    desk.ok("event", "look", CASE, "EV-1", "--from", "-", stdin={"found": "新址已核对"})

    assert desk.ok(*draft)["number"] is None
    assert desk.ok("today", "--kind", "event")[0]["due"] == "2027-01-21"
    desk.ok("event", "close", CASE, "EV-1", "--ground", "地址已更正")
    assert desk.ok("today", "--kind", "event") == []


@pytest.mark.parametrize(
    ("kind", "told", "codes"),
    [
        ("deregistered", {}, ["event.not-theirs"]),
        ("", {}, ["form.required"]),
        ("eclipse", {}, ["form.not-a-choice"]),
        ("moved", {"evidence": ""}, ["form.required"]),
        ("moved", {"announced_on": "2026-12-01"}, ["event.ahead"]),
        ("moved", {"proof": "R-7"}, ["event.no-proof"]),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    desk: DeskAt, kind: str, told: dict[str, Any], codes: list[str]
) -> None:
    """Nothing is saved."""
    given = {"evidence": "x", "on": "2026-11-10", "kind": kind} | told
    assert desk.refused(2, *ADD, "--from", "-", stdin=given).codes == codes


def test_one_kind_is_open_once_and_a_junior_closes_none(desk: DeskAt) -> None:
    """Another finding is a look; closing is for a senior, a supervisor or legal (R172)."""
    add(desk, "moved")
    again = {"evidence": "x", "on": "2026-11-10", "kind": "moved"}
    assert desk.refused(2, *ADD, "--from", "-", stdin=again).codes == ["event.already"]
    close = ("event", "close", CASE, "EV-1", "--ground", "x")
    assert desk.by("li").refused(3, *close).codes == ["authority.not-yours"]
    past = {"found": "x", "next_on": "2026-11-01"}
    look = ("event", "look", CASE, "EV-1", "--from", "-")
    assert desk.refused(2, *look, stdin=past).codes == ["event.look-past"]
    nowhere = ("event", "close", CASE, "EV-9", "--ground", "x")
    assert desk.refused(2, *nowhere).codes == ["event.none"]
