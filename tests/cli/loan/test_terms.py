"""The contract's terms recorded by the back office; the debt and the papers follow them (R037)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, ROOT, DeskAt, a_desk, an_enquiry
from tests.papers.word import text_of

CASE = "XA-2026-00001"
TERMS: dict[str, Any] = {
    "contract_name": "流动资金借款合同",
    "signed_on": "2024-01-05",
    "maturity": "2027年1月5日",
    "contract_rate": "6%",
    "penalty_uplift": "50%",
    "compound": "on_interest",
    "rates": [{"since": "2026-11-15", "rate": "0.05"}],
    "fees": [{"on": "2026-11-20", "what": "公证费", "amount": "300"}],
}


@pytest.fixture
def desk(tmp_path: Path) -> DeskAt:
    desk = a_desk(tmp_path, staff=True, filled=True)
    desk.add(an_enquiry(due_date="2026-11-02"))
    return desk


def edit(desk: DeskAt, terms: dict[str, Any]) -> Any:
    return desk.ok("loan", "edit", CASE, "--from", "-", "--ground", "按合同", stdin=terms)


def test_the_debt_follows_the_terms(desk: DeskAt) -> None:
    """Two rates, compound interest, a fee: each line can be added up again (R123)."""
    before = desk.ok("debt", CASE)
    edit(desk, TERMS)
    owed = desk.ok("debt", CASE)

    assert before["penalty"] is None and owed["fees"] == "300.00"
    kinds = [(s["kind"], s["from"], s["to"]) for s in owed["segments"]]
    assert kinds == [
        ("penalty", "2026-11-03", "2026-11-14"), ("penalty", "2026-11-15", "2026-11-21"),
        ("compound", "2026-11-03", "2026-11-14"), ("compound", "2026-11-15", "2026-11-21"),
    ]  # fmt: skip
    assert owed["compound"] == str(sum_of(owed, "compound"))


def sum_of(owed: Any, kind: str) -> Decimal:
    return sum((Decimal(s["amount"]) for s in owed["segments"] if s["kind"] == kind), Decimal(0))


def test_the_papers_print_the_contract(desk: DeskAt) -> None:
    """Name, signing day and maturity stand on the notice (R123)."""
    edit(desk, TERMS)
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    paper = desk.ok("letter", "draft", CASE, "overdue_notice")
    text = text_of(Path(paper["file"]).read_bytes())

    assert "于2024年1月5日与我行签订《流动资金借款合同》" in text and "2027年1月5日到期" in text


def test_a_term_given_empty_is_emptied_and_what_stood_there_is_kept(desk: DeskAt) -> None:
    """Nothing is final, and nothing that was said is lost (R171)."""
    edit(desk, TERMS)
    edit(desk, {"compound": "", "fees": [], "contract_rate": None})
    shown = desk.show(CASE)
    terms = shown["loan"]["terms"]

    assert (terms["compound"], terms["fees"], shown["loan"]["contract_rate"]) == ("", [], None)
    assert terms["contract_name"] == "流动资金借款合同"
    last = shown["timeline"][-1]
    assert last["kind"] == "terms_edited" and "复利约定" in last["text"]


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        ({"maturity": "2020-01-01", "signed_on": "2024-01-01"}, {"maturity"}),
        ({"interest_stops_on": "2099-01-01"}, {"interest_stops_on"}),
        ({"basis": "366"}, {"basis"}),
        ({"rates": [{"since": "2026-01-01"}]}, {"rates[1].rate"}),
        ({"fees": [{"on": "x", "what": "a", "amount": "-1"}]}, {"fees[1].on", "fees[1].amount"}),
        ({"copound": "none"}, {"copound"}),
        ({}, {""}),
    ],
)
def test_wrong_terms_are_named_and_nothing_is_saved(
    desk: DeskAt, terms: dict[str, Any], fields: set[str]
) -> None:
    ran = desk.refused(2, "loan", "edit", CASE, "--from", "-", "--ground", "x", stdin=terms)

    assert ran.fields == fields


def test_a_ground_is_needed_and_a_reader_may_not(desk: DeskAt) -> None:
    """Each correction has its reason and its authority (R171, R172)."""
    edit = ("loan", "edit", CASE, "--from", "-", "--ground")
    assert desk.refused(2, *edit, " ", stdin=TERMS).fields == {"ground"}
    assert desk.by("kan").refused(3, *edit, "x", stdin=TERMS).codes == ["authority.not-yours"]


def test_a_branchs_own_term_is_kept_in_extra(desk: DeskAt) -> None:
    """A field that is only recorded needs no Python."""
    form = desk.path / "forms" / "loan.toml"
    form.parent.mkdir(exist_ok=True)
    shipped = (ROOT / "forms" / "loan.toml").read_text("utf-8")
    own = '\n[[fields]]\nkey = "vehicle"\nlabel = { zh = "车架号", en = "Chassis" }\n'
    form.write_text(shipped + own, "utf-8")
    edit(desk, {"vehicle": "LSV123"})

    assert desk.show(CASE)["extra"] == {"vehicle": "LSV123"}
