"""May I call now; what broke a rule is recorded all the same and told to the supervisor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.contact.test_contact import CALL, CASE, CONTACT
from tests.desks import DeskAt, a_desk, an_enquiry

LATE = CALL | {"at": "2026-11-22 22:10"}
MISSED = CALL | {"result": "no_answer", "identity_checked": [], "minutes": None}
FAMILY = ("contact", "check", CASE, "--counterpart", "family", "--number", "-")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with two cases of one person."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    person = {"id_number": "110101199003070011", "phone": "13900001202", "caller_relation": "self"}
    desk.add(an_enquiry(**person))
    desk.add(an_enquiry(**person, contract_no="XAGR2025000888"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def seven_calls(desk: DeskAt) -> list[Any]:
    """Seven calls in vain to one number on one day, over both cases."""
    return [
        desk.by("li").ok("contact", "add", f"XA-2026-0000{1 + n % 2}", "--from", "-",
                         stdin=MISSED | {"at": f"2026-11-22 1{n}:30"})
        for n in range(7)
    ]  # fmt: skip


def test_a_call_at_night_is_recorded_with_its_breach_for_the_supervisor(desk: DeskAt) -> None:
    """Exit 0, kept in the entry, shown in both languages; seen by the supervisor alone (R180)."""
    done = desk.by("li").ok(*CONTACT, stdin=LATE)

    assert [f["code"] for f in done["breaches"]] == ["contact.quiet"]
    case = desk.show(CASE)
    assert case["contacts"][0]["breaches"][0]["code"] == "contact.quiet"
    assert "22:10" in case["timeline"][-1]["text"].partition("!")[2]
    [item] = desk.by("zhao").ok("today", "--kind", "breach")
    assert item["case"] == CASE and "没有约定" in item["text"]
    assert desk.by("li").ok("today", "--kind", "breach") == []
    assert "agreed" in desk.by("zhao").run("today", lang="en").out


def test_an_agreed_hour_is_no_breach(desk: DeskAt) -> None:
    """The customer may want it so."""
    assert desk.ok(*CONTACT, stdin=LATE | {"agreed": True})["breaches"] == []


def test_the_seventh_call_is_recorded_and_marked_over_both_cases(desk: DeskAt) -> None:
    """Counted over all cases of the customer and the number (R090)."""
    done = seven_calls(desk)

    assert [[f["code"] for f in d["breaches"]] for d in done] == [[]] * 6 + [["contact.attempts"]]
    checked = desk.ok("contact", "check", CASE)
    assert (checked["attempts"], checked["attempts_limit"], checked["talks"]) == (7, 6, 0)
    assert checked["total"] == 4 and not checked["allowed"]
    assert checked["next_allowed"] == "2026-11-23T08:00:00"
    assert checked["number"] == "139****1202"
    assert [f["code"] for f in checked["findings"]][-1] == "contact.attempts"


def test_a_customer_who_calls_is_always_recorded_and_never_counted(desk: DeskAt) -> None:
    """Calls by the customer, walk-ins, complaints (R115)."""
    for channel in ("call", "walk_in"):
        told = LATE | {"direction": "in", "channel": channel, "result": "complaint"}
        assert desk.ok(*CONTACT, stdin=told)["breaches"] == []
    assert desk.ok("contact", "check", CASE)["attempts"] == 0


def test_the_supervisor_looks_at_a_breach_and_nobody_at_their_own(desk: DeskAt) -> None:
    """The contact stays as it is; an entry names it (R171, R172)."""
    desk.by("li").ok(*CONTACT, stdin=LATE)
    seq = str(desk.show(CASE)["timeline"][-1]["seq"])
    asked = ("contact", "review", CASE, seq, "--ground", "-")
    assert desk.by("wang").refused(3, *asked, stdin="看过").codes == ["authority.not-yours"]

    desk.by("zhao").ok(*asked, stdin="已谈话，客户未投诉")

    assert desk.by("zhao").ok("today", "--kind", "breach") == []
    assert "已谈话" in desk.show(CASE)["timeline"][-1]["text"]
    again = desk.by("zhao").refused(2, *asked, stdin="再看")
    assert again.codes == ["contact.no-breach"]


def test_a_supervisor_does_not_review_their_own_call(desk: DeskAt) -> None:
    """Nobody checks themselves (R172)."""
    desk.by("zhao").ok(*CONTACT, stdin=LATE)
    seq = str(desk.show(CASE)["timeline"][-1]["seq"])
    asked = ("contact", "review", CASE, seq, "--ground", "-")
    assert desk.by("zhao").refused(3, *asked, stdin="无妨").codes == ["contact.own-breach"]


def test_a_relative_is_called_only_once_contact_is_lost_and_never_after_refusing(
    desk: DeskAt,
) -> None:
    """The fixed words say nothing of the debt (R157, R177)."""
    asked = desk.ok(*FAMILY, stdin="13900001277")
    assert "contact.not-lost" in [f["code"] for f in asked["findings"]]
    assert asked["script"]["code"] == "third-party" and "不提欠款" in asked["script"]["text"]

    yesterday = CALL | {"at": "2026-11-21 10:30", "identity_checked": []}
    desk.ok(*CONTACT, stdin=yesterday | {"result": "wrong_number"})
    allowed = desk.ok(*FAMILY, stdin="13900001277")
    assert "contact.not-lost" not in [f["code"] for f in allowed["findings"]]

    refused = {"counterpart": "family", "number": "139-0000-1277", "result": "third_party",
               "stop": True}  # fmt: skip
    desk.ok(*CONTACT, stdin=yesterday | refused)
    blocked = desk.on("2027-11-22").ok(*FAMILY, stdin="13900001277")
    assert "contact.asked-to-stop" in [f["code"] for f in blocked["findings"]]
    assert blocked["next_allowed"] is None


def test_what_nobody_looked_up_yet_is_told_before_the_call(desk: DeskAt) -> None:
    """Borrower, contract and repayments are looked up first; it forbids no call (R037, R038)."""
    before = [f["text"] for f in desk.ok("contact", "check", CASE)["notes"]]
    seen = {"papers_seen": ["contract", "repayment_record", "account_flow"]}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=seen)

    notes = [f["code"] for f in desk.ok("contact", "check", CASE)["notes"]]
    assert any("贷款合同、还款记录、账户流水" in text for text in before)
    assert "gate.papers" not in notes


def test_effects_and_ways_to_pay_come_with_the_script(desk: DeskAt) -> None:
    """Order of the call, effects, options with figures; a relative hears none (R084, R087)."""
    rates = {"contract_rate": "0.0435", "penalty_uplift": "0.5", "overdue_principal": "11000.00",
             "overdue_interest": "1000.00"}  # fmt: skip
    desk.ok("case", "edit", CASE, "--from", "-", "--ground", "合同", stdin=rates)

    told = desk.ok("contact", "check", CASE)
    assert [f["code"] for f in told["options"]] == [
        "offer.effect", "offer.full", "offer.plan", "offer.deferral",
    ]  # fmt: skip
    assert "分 6 期" in desk.run("contact", "check", CASE).said
    assert desk.ok(*FAMILY, stdin="13900001277")["options"] == []


def test_the_first_call_asks_for_the_will_to_pay_and_keeps_the_answer(desk: DeskAt) -> None:
    """Attitude and obstacle are asked for until they are there (R083, R088)."""
    reached = CALL | {"at": "2026-11-22 10:30", "result": "hardship"}
    told = desk.ok(*CONTACT, stdin=reached | {"attitude": "willing", "text": "失业，月底有收入"})

    assert "attitude" in desk.ok(*CONTACT, stdin=reached)["gaps"]
    assert "attitude" not in told["gaps"]
    kept = desk.show(CASE)["contacts"][0]
    assert (kept["result"], kept["attitude"], kept["text"]) == (
        "hardship", "willing", "失业，月底有收入",
    )  # fmt: skip


def test_people_read_the_answer_in_either_language(desk: DeskAt) -> None:
    """May I, why not, counters, what to say: identity before the debt (R035, R084)."""
    zh, en = (desk.run("contact", "check", CASE, lang=lang) for lang in ("zh", "en"))
    assert zh.code == en.code == 0
    assert "今天拨打 0/6 次" in zh.out and "先核实身份" in zh.out
    assert "Today 0/6 calls" in en.out and "name the effects" in en.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--counterpart", "ghost"), "contact.no-counterpart"),
        (("--number", "9"), "contact.no-such-number"),
        (("--number", "abc"), "form.bad-phone"),
    ],
)
def test_a_question_about_nobody_is_refused(
    desk: DeskAt, options: tuple[str, ...], code: str
) -> None:
    """Exit 2."""
    assert desk.refused(2, "contact", "check", CASE, *options).codes == [code]


def test_a_forbidden_phrase_in_the_text_is_recorded_and_goes_to_the_supervisor(
    desk: DeskAt,
) -> None:
    """The text is kept as it was typed (R179, R180)."""
    told = CALL | {"text": "我说了不还钱就起诉你家人"}

    done = desk.by("li").ok(*CONTACT, stdin=told)

    assert [f["code"] for f in done["breaches"]] == ["phrases.threat"]
    assert desk.show(CASE)["contacts"][0]["text"] == told["text"]
    assert len(desk.by("zhao").ok("today", "--kind", "breach")) == 1
