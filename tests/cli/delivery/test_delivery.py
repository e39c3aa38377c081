"""Letters sent, delivered and confirmed from the command line (R125, R126)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry
from tests.papers.word import faults, text_of

CASE = "XA-2026-00001"
EMS = {"way": "ems", "tracking": "EX123456789CN", "content": "催收通知书", "place": "北大街9号"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with an issued notice D-1 and a draft D-2."""
    desk = a_desk_with_a_notice(tmp_path_factory.mktemp("made"))
    desk.ok("letter", "draft", CASE, "overdue_notice")
    return desk


def a_desk_with_a_notice(folder: Path) -> DeskAt:
    """A desk with an issued notice D-1."""
    desk = a_desk(folder, staff=True, filled=True).by("wang")
    desk.add(an_enquiry(customer_kind="person", phone="13900001202"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "销售回款推迟")
    desk.ok("letter", "draft", CASE, "overdue_notice")
    desk.ok("letter", "issue", CASE, "D-1")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def sent(desk: DeskAt, **told: Any) -> Any:
    return desk.ok("letter", "sent", CASE, "D-1", "--from", "-", stdin=EMS | told)


def delivered(on: str, proof: str) -> tuple[str, ...]:
    return ("letter", "delivered", CASE, "D-1", "--on", on, "--proof", proof, "--from", "-")


def due(desk: DeskAt) -> list[tuple[str, str]]:
    return [(i["due"], i["urgency"]) for i in desk.ok("today", "--kind", "delivery")]


def test_an_issued_notice_is_sent_confirmed_and_delivered(desk: DeskAt) -> None:
    """Three working days for the call from the day of sending (R125, R126)."""
    assert due(desk) == [("2026-11-23", "soon")]

    done = sent(desk)
    assert (done["id"], done["arrival"], done["confirm_by"]) == ("S-1", "presumed", "2026-11-25")
    assert due(desk) == [("2026-11-25", "soon")]

    later = desk.on("2026-11-24")
    call = {"told": "received", "recording": "T-77"}
    later.ok("letter", "confirm", CASE, "D-1", "--from", "-", stdin=call)
    assert due(later) == []

    answer = later.ok(*delivered("2026-11-24", "signed"), stdin={"relation": "self"})
    assert (answer["arrival"], answer["arrived_on"]) == ("arrived", "2026-11-24")
    case = later.show(CASE)
    [one] = case["letters"][0]["deliveries"]
    assert (one["arrival"], one["told"], one["recording"]) == ("arrived", "received", "T-77")
    kinds = ["letter_sent", "letter_confirmed", "letter_delivered"]
    assert [e["kind"] for e in case["timeline"][-3:]] == kinds
    assert "签收人身份 本人" in case["timeline"][-1]["text"]


def test_the_proof_is_asked_for_and_a_returned_letter_wants_another_address(desk: DeskAt) -> None:
    """Nobody reached is no answer; after a week without proof it is asked for (R126)."""
    sent(desk)
    later = desk.on("2026-11-30")
    told = {"told": "unreached"}
    later.ok("letter", "confirm", CASE, "D-1", "--from", "-", stdin=told)
    assert due(later) == [("2026-11-25", "late"), ("2026-11-29", "late")]

    back = later.ok(*delivered("2026-11-28", "returned"), stdin={"reason": "no_such_person"})
    assert back["arrival"] == "missed"
    assert due(later) == [("2026-11-28", "late")]

    assert sent(later, place="新地址")["id"] == "S-2"
    assert [d["arrival"] for d in later.show(CASE)["letters"][0]["deliveries"]] == [
        "missed", "presumed",
    ]  # fmt: skip


def test_a_letter_handed_over_needs_no_sending_and_a_result_is_corrected_with_a_reason(
    desk: DeskAt,
) -> None:
    """What stood before stays in the history (R171)."""
    by_hand = desk.ok(*delivered("2026-11-22", "refused"), stdin={})
    assert (by_hand["id"], by_hand["arrival"]) == ("S-1", "doubtful")

    witness = {"witness": "物业张师傅"}
    refused = desk.refused(2, *delivered("2026-11-22", "refused"), stdin=witness)
    assert refused.codes == ["delivery.known-already"]
    told = witness | {"ground": "漏记见证人"}
    assert desk.ok(*delivered("2026-11-22", "refused"), stdin=told)["arrival"] == "arrived"
    assert "更正理由 漏记见证人" in desk.show(CASE)["timeline"][-1]["text"]


@pytest.mark.parametrize(
    ("letter", "told", "exit_code", "codes"),
    [
        ("D-2", EMS, 3, ["delivery.not-issued"]),
        ("D-9", EMS, 2, ["letter.none"]),
        ("D-1", EMS | {"posted_on": "2026-11-23"}, 2, ["delivery.ahead"]),
        ("D-1", EMS | {"posted_on": "2026-11-21"}, 2, ["delivery.before-issue"]),
        ("D-1", {"posted_on": "2026-11-22"}, 2, ["form.required"]),
    ],
)
def test_what_was_not_sent_is_not_recorded(
    desk: DeskAt, letter: str, told: dict[str, Any], exit_code: int, codes: list[str]
) -> None:
    """A draft, a paper that is not there, a day ahead, a day before the issue (R125)."""
    ran = desk.refused(exit_code, "letter", "sent", CASE, letter, "--from", "-", stdin=told)
    assert ran.codes == codes


def test_a_result_before_its_sending_or_of_another_is_named(desk: DeskAt) -> None:
    """With the field that is wrong."""
    sent(desk)
    ran = desk.refused(2, *delivered("2026-11-21", "signed"), stdin={"delivery": "S-7"})
    assert ran.codes == ["delivery.none"]
    ran = desk.refused(2, *delivered("2026-11-21", "signed"), stdin={})
    assert ran.codes == ["delivery.before-sent"]
    call = {"told": "received", "delivery": "S-7"}
    refused = desk.refused(2, "letter", "confirm", CASE, "D-1", "--from", "-", stdin=call)
    assert refused.codes == ["delivery.none"]
    assert desk.by("kan").refused(3, *delivered("2026-11-22", "signed"), stdin={}).codes == [
        "authority.not-yours"
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_proof_of_delivery_is_printed_before_and_after(
    desk: DeskAt, tmp_path: Path, lang: str
) -> None:
    """What is known stands on it, the rest is room to write; nothing of the debt (R126, R177)."""
    sent(desk)
    by = {"relation": "adult_family", "signer": "秦母"}
    desk.ok(*delivered("2026-11-22", "signed"), stdin=by)
    file = tmp_path / "receipt.docx"
    desk.ok("paper", "print", CASE, "delivery_receipt", "--to", file, "--lang", lang)

    text = text_of(file.read_bytes())
    assert faults(file.read_bytes()) == []
    assert "EX123456789CN" in text and "秦母" in text and "〔2026〕第0001号" in text
    assert "12,000" not in text and "11,000" not in text
    ran = desk.refused(2, "paper", "print", CASE, "delivery_receipt", "--id", "S-9",
                       "--to", tmp_path / "no.docx")  # fmt: skip
    assert ran.codes == ["activity.none-delivery"]
