"""The register of agencies and law firms, from the command line (R017, R018, R159-R161)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk

SCOPE = ["collection_only", "no_receiving", "no_sub_mandate", "no_violence"]
AGENCY = {"kind": "agency", "name": "渭川资产服务有限公司", "phone": "029-88880000", "scope": SCOPE}
PASSED = {"on": "2026-11-20", "occasion": "admission", "passed": True, "text": "资料齐全"}


def a_paper(kind: str, **more: Any) -> dict[str, Any]:
    """A paper that ends next year, unless told otherwise."""
    return {"kind": kind, "signed_on": "2026-01-05", "expires_on": "2027-06-30"} | more


def registered(desk: DeskAt) -> None:
    """An agency that may be used."""
    desk.ok("agency", "add", "--from", "-", stdin=AGENCY)
    for kind in ("business_licence", "confidentiality"):
        desk.ok("agency", "paper", "AG-1", "--from", "-", stdin=a_paper(kind))
    desk.ok("agency", "evaluate", "AG-1", "--from", "-", stdin=PASSED)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one agency that may be used."""
    desk = a_desk(tmp_path_factory.mktemp("agency"), staff=True)
    registered(desk)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def codes(row: Any) -> list[str]:
    """Why it may not be used."""
    return [finding["code"] for finding in row["why"]]


def test_an_agency_is_used_only_with_licence_agreement_scope_and_evaluation(desk: DeskAt) -> None:
    """Each lack is named; a law firm has other papers and no scope (R017, R018, R159, R160)."""
    assert desk.ok("agency", "show", "AG-1")["allowed"] is True
    bare = {"kind": "agency", "name": "空白公司", "scope": ["collection_only"]}
    row = desk.ok("agency", "add", "--from", "-", stdin=bare)
    assert codes(row) == [
        *["agency.paper-lacking"] * 2, *["agency.scope-lacking"] * 3, "agency.not-evaluated",
    ]  # fmt: skip
    firm = {"kind": "law_firm", "name": "泾河律师事务所"}
    row = desk.ok("agency", "add", "--from", "-", stdin=firm)
    assert codes(row) == [*["agency.paper-lacking"] * 2, "agency.not-evaluated"]
    assert [r["id"] for r in desk.ok("agency", "list")] == ["AG-1", "AG-2", "AG-3"]


@pytest.mark.parametrize(
    ("day", "why", "work"),
    [
        ("2027-05-30", [], 0),
        ("2027-05-31", [], 2),
        ("2027-06-30", [], 2),
        ("2027-07-01", ["agency.paper-expired"] * 2, 2),
        ("2027-11-20", ["agency.paper-expired"] * 2, 3),
        ("2027-11-21", ["agency.paper-expired"] * 2 + ["agency.evaluation-old"], 3),
    ],
)
def test_papers_and_evaluations_run_out_and_are_announced_a_month_ahead(
    made: DeskAt, day: str, why: list[str], work: int
) -> None:
    """The last day still counts (R159); an evaluation counts for a year (R161)."""
    later = made.on(day)
    assert codes(later.ok("agency", "show", "AG-1")) == why
    assert len(later.ok("today", "--kind", "agency")) == work


def test_a_contract_is_renewed_only_after_an_evaluation(desk: DeskAt) -> None:
    """Evaluated before each renewal, and passed (R161)."""
    signed = ("agency", "paper", "AG-1", "--from", "-")
    desk.ok(*signed, stdin=a_paper("contract"))
    desk.ok(*signed, stdin=a_paper("contract"))
    later = desk.on("2027-06-01")
    assert later.refused(3, *signed, stdin=a_paper("contract")).codes == [
        "agency.renewal-unevaluated"
    ]


def test_a_failed_evaluation_or_a_struck_off_agency_stops_its_use(desk: DeskAt) -> None:
    """What stood before is kept with the ground (R161)."""
    failed = PASSED | {"passed": False, "occasion": "incident", "on": "2026-11-21"}
    row = desk.ok("agency", "evaluate", "AG-1", "--from", "-", stdin=failed)
    assert codes(row) == ["agency.failed"]
    edit = ("agency", "edit", "AG-1", "--from", "-", "--ground", "终止合作")
    assert codes(desk.ok(*edit, stdin={"in_use": False}))[0] == "agency.struck-off"
    assert desk.ok("agency", "show", "AG-1")["amendments"][0]["before"] == {"in_use": "true"}
    assert desk.ok("today", "--kind", "agency") == []


def test_what_is_wrong_is_refused_beside_its_field_and_roles_are_kept(desk: DeskAt) -> None:
    """Only supervisor and records keep it, only a supervisor evaluates (R172)."""
    add = ("agency", "add", "--from", "-")
    assert desk.refused(2, *add, stdin={"kind": "shop"}).fields == {"kind", "name"}
    early = a_paper("contract", expires_on="2025-01-01")
    assert desk.refused(2, "agency", "paper", "AG-1", "--from", "-", stdin=early).fields == {
        "expires_on"
    }
    assert desk.refused(2, "agency", "show", "AG-9").codes == ["agency.none"]
    assert desk.by("wang").refused(3, *add, stdin=AGENCY).codes == ["authority.not-yours"]
    ahead = PASSED | {"on": "2026-12-01"}
    assert desk.refused(2, "agency", "evaluate", "AG-1", "--from", "-", stdin=ahead).fields == {
        "on"
    }
