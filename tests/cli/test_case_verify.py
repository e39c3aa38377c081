"""Verification: who spoke, which papers were seen, what the core system says (R036, R037)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, LIST, DeskAt, a_desk, an_enquiry

VERIFY = ("case", "verify", "XA-2026-00001", "--from", "-")
FIGURES = {"principal": "11000.00", "interest": "1000.00", "penalty": "58.33"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case just taken in by phone."""
    desk = a_desk(tmp_path_factory.mktemp("made"))
    desk.add(an_enquiry(contract_rate="4.35%", penalty_uplift="50%"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


IDENTITY = [
    ("self", ["full_name", "id_tail"], True),
    ("self", ["full_name"], False),
    ("self", ["id_card_seen"], True),
    ("self", ["contract_no", "id_tail"], True),
    ("legal_representative", ["full_name", "contract_no"], False),
    ("legal_representative", ["full_name", "contract_no", "callback_on_file_number"], True),
    ("legal_representative", ["id_card_seen"], True),
    ("employee", ["full_name", "contract_no", "id_tail"], False),
    ("employee", ["authorisation_seen"], True),
    ("family", ["full_name", "id_tail", "id_card_seen"], False),
    ("family", ["authorisation_seen"], True),
    ("other", [], False),
]


@pytest.mark.parametrize(("relation", "items", "verified"), IDENTITY)
def test_who_speaks_decides_what_must_be_checked(
    desk: DeskAt, relation: str, items: list[str], verified: bool
) -> None:
    """Fewer than needed is kept and shown as not verified, with the neutral script (R036, R177)."""
    done = desk.ok(*VERIFY, stdin={"caller_relation": relation, "identity_checked": items})

    case = desk.show("XA-2026-00001")
    assert case["identity_verified"] is verified
    assert case["state"] == done["state"] == ("verified" if verified else "enquired")
    assert [f["code"] for f in done["findings"]] == (
        [] if verified else ["case.identity-not-verified"]
    )
    assert case["verification"]["identity_checked"] == sorted(items)


def test_what_was_checked_of_one_person_does_not_count_for_another(desk: DeskAt) -> None:
    """A call from the family after a visit of the customer is not verified (R036, R177)."""
    desk.ok(*VERIFY, stdin={"caller_relation": "self", "identity_checked": ["id_card_seen"]})

    desk.ok(*VERIFY, stdin={"caller_relation": "family", "identity_checked": ["full_name"]})

    case = desk.show("XA-2026-00001")
    assert case["identity_verified"] is False
    assert case["verification"]["identity_checked"] == ["full_name"]


@pytest.mark.parametrize(
    "told",
    [
        {"figures_checked_on": "2026-11-20", **FIGURES},
        {"figures": {"as_of": "2026-11-20", **FIGURES}},
        {"figures_checked_on": "2026-11-20", "figures": FIGURES},
        {"figures_checked": {"as_of": "2026-11-20", **FIGURES, "compound": "0", "fees": "0.00"}},
    ],
)
def test_figures_may_stand_flat_or_in_an_object(desk: DeskAt, told: dict[str, Any]) -> None:
    """By whom, for which day; they become the case's own (R037, R123)."""
    desk.ok(*VERIFY, stdin=told)

    case = desk.ok("case", "show", "XA-2026-00001", "--as-of", "2026-11-20")
    assert case["loan"]["amount"] == "12000.00"
    assert case["loan"]["sources"]["amount"] == {
        "kind": "core_checked", "on": "2026-11-20", "approximate": False,
    }  # fmt: skip
    checked = case["loan"]["checked"][-1]
    assert (checked["by"], checked["as_of"], checked["penalty"]) == ("s01", "2026-11-20", "58.33")
    assert case["debt"]["core"]["total"] == "12058.33"
    assert case["debt"]["difference"] is not None


WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, [("", "case.nothing-given")]),
    ({"principal": "1"}, [(k, "case.figures-incomplete") for k in ("interest", "penalty")]),
    (
        {"figures_checked_on": "2026-11-20"},
        [(k, "case.figures-incomplete") for k in ("principal", "interest", "penalty")],
    ),
    (FIGURES | {"as_of": "2026-11-23"}, [("as_of", "case.figures-ahead")]),
    (FIGURES | {"penalty": "-1"}, [("penalty", "amount.not-an-amount")]),
    ({"figures": [1]}, [("figures", "form.unknown-key")]),
    ({"identity_checked": ["palm"]}, [("identity_checked", "form.not-a-choice")]),
    ({"identity": ["full_name"]}, [("identity", "form.unknown-key")]),
]


@pytest.mark.parametrize(("told", "faults"), WRONG)
def test_a_wrong_verification_is_refused(
    desk: DeskAt, told: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Exit 2, every fault beside its field, nothing saved (R036)."""
    ran = desk.refused(2, *VERIFY, stdin=told)

    found = [(e["field"], e["code"]) for e in ran.json["errors"]]
    assert set(faults) <= set(found)


def test_who_was_asked_alone_verifies_nothing(desk: DeskAt) -> None:
    """The form brings the relation along; Enter through the rest saves no check (R036)."""
    desk.ok(*VERIFY, stdin={"caller_relation": "self", "identity_checked": ["full_name"]})
    before = desk.show("XA-2026-00001")["version"]

    ran = desk.refused(2, *VERIFY, stdin={"caller_relation": "self"})

    assert (ran.codes, ran.fields) == (["case.nothing-checked"], {"identity_checked"})
    assert desk.show("XA-2026-00001")["version"] == before


def test_papers_seen_and_indicators_are_kept(desk: DeskAt) -> None:
    """Contract, record, account flow; ability and fault with their evidence (R037, R068)."""
    desk.ok(*VERIFY, stdin={"papers_seen": ["contract"]})

    desk.ok(*VERIFY, stdin={"papers_seen": ["account_flow"], "ability": "proven",
                            "fault_party": "bank", "evidence": "流水显示扣款失败"})  # fmt: skip

    case = desk.show("XA-2026-00001")
    assert case["verification"]["papers_seen"] == ["account_flow", "contract"]
    assert case["indicators"] == {
        "ability": "proven", "fault_party": "bank", "evidence": "流水显示扣款失败",
    }  # fmt: skip
    assert "见" not in case["timeline"][-1]["kind"]


def test_a_case_from_the_list_is_verified_by_its_figures(tmp_path: Path) -> None:
    """Nobody has spoken yet: comparing with the core system is the verification (R037)."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)
    desk.ok("case", "open", "XADK2025583705")

    done = desk.ok(*VERIFY, stdin=FIGURES)

    assert done["state"] == "verified"


def test_the_reader_verifies_nothing(tmp_path: Path) -> None:
    """Exit 3 (R172)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())

    assert desk.by("kan").refused(3, *VERIFY, stdin=CHECKED).codes == ["authority.not-yours"]
