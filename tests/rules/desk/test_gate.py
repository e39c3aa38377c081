"""What is lacking before a step, and the refusal of the step: one and the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.cli.main import COMMANDS
from branchdesk.model.case import Case, Verification
from branchdesk.model.desk.gate import Gate
from branchdesk.model.loan import Guarantor
from branchdesk.rules.classification import may_classify
from branchdesk.rules.court.suit import may_ask
from branchdesk.rules.desk.archive import may_archive
from branchdesk.rules.desk.gate import FILLS, GATES, Known, gates
from branchdesk.rules.letter import may_draft
from branchdesk.rules.owed.debt import debt
from branchdesk.rules.severity import overdue_days
from branchdesk.rules.state import ENDS, OPEN
from tests.builders import (
    DUE,
    TODAY,
    a_branch,
    a_case,
    a_checked,
    a_customer,
    a_decision,
    a_loan,
    a_policy,
    codes,
    shipped_form,
)
from tests.proof import full

FORM = shipped_form("enquiry")


def known(case: Case, **given: Any) -> Known:
    """A case as it is judged on TODAY; every answer there, the caller verified."""
    policy = a_policy()
    days = overdue_days(case.loan, TODAY, policy)
    usual: dict[str, Any] = {
        "klass": case.decision.klass if case.decision else "", "customer": a_customer(),
        "identity_verified": True, "to_complete": (), "form": FORM, "branch": a_branch(),
        "debt": debt(case.loan, policy, TODAY), "days": days, "policy": policy, "today": TODAY,
        "drawn_on": TODAY, "drawn_days": days, "drawn_policy": policy,
    }  # fmt: skip
    return Known(case=case, **(usual | given))


def gate(before: str, case: Case, **given: Any) -> Gate:
    """One step of a case."""
    [found] = gates(known(case, **given), before)
    return found


def blocks(found: Gate) -> list[str]:
    """The codes that refuse a step."""
    return codes(gap.finding for gap in found.gaps if gap.blocks)


cases = st.builds(
    lambda state, klass, days, total, fault, missing: (
        a_case(
            state=state,
            decisions=(a_decision(klass),) if klass else (),
            loan=a_loan(
                due_date=TODAY - timedelta(days=days) if days else None,
                checked=(a_checked(total),) if total else (),
            ),
            indicators=fault,
        ),
        missing,
    ),
    st.sampled_from((*OPEN, *ENDS)),
    st.sampled_from(["", "non_malicious", "malicious", "technical"]),
    st.sampled_from([0, 1, 30, 91, 400]),
    st.sampled_from(["", "0", "12000.00"]),
    st.sampled_from([{}, {"fault_party": "bank"}, {"fault_party": "bank", "put_right": True}]),
    st.sampled_from([(), ("reason",), ("due_date", "id_number")]),
)


@settings(max_examples=full(200, 40), deadline=None)
@given(cases)
def test_nothing_lacking_is_nothing_refused(made: tuple[Case, tuple[str, ...]]) -> None:
    """For each step, of any case: it is open exactly where its own rule has nothing against it."""
    case, missing = made
    at = known(case, to_complete=missing)
    found = {one.before: one for one in gates(at)}

    letter = found["letter"]
    rules = {
        "classification": may_classify(case, at.klass, missing, FORM),
        "legal": may_ask(case, at.days, at.policy, TODAY),
        "archive": may_archive(case),
    }
    assert list(found) == list(GATES)
    for before, against in rules.items():
        assert blocks(found[before]) == codes(against)
        assert found[before].ready is (not against)
    drafted = may_draft(case, letter.paper, at.days, at.policy, TODAY)
    assert blocks(letter)[: len(drafted)] == codes(drafted)
    assert not (letter.ready and drafted)


def test_a_letter_waits_for_figures_class_and_the_branchs_page() -> None:
    """All of it at once, the issue too, so that nobody comes back for the next gap (R123)."""
    found = gate("letter", a_case(state="verified"), branch=a_branch(phone=""))
    assert blocks(found) == ["letter.not-classified", "letter.not-checked", "branch.lacks"]
    ready = a_case(
        state="classified", decisions=(a_decision(),), loan=a_loan(checked=(a_checked(),))
    )
    assert gate("letter", ready).ready


def test_a_technical_case_is_to_be_explained_not_dunned() -> None:
    """Its letter is the explanation: first the bank's fault and that it was put right (R149)."""
    case = a_case(state="classified", decisions=(a_decision("technical"),))
    found = gate("letter", case)
    assert found.paper == "technical_letter"
    assert blocks(found) == ["letter.fault-not-bank", "letter.not-put-right"]


def test_a_plan_needs_the_class_the_debt_and_the_rate() -> None:
    """The terms are asked for in the plan's own form (R127, R140)."""
    bare = a_case(loan=a_loan(contract_rate=None, overdue_principal=None, amount=None))
    assert blocks(gate("plan", bare)) == [
        "plan.not-classified", "plan.debt-unknown", "plan.rate-unknown",
    ]  # fmt: skip
    ready = gate("plan", a_case(state="classified", decisions=(a_decision(),)))
    assert ready.ready and codes(gap.finding for gap in ready.gaps) == ["plan.not-checked"]


def test_the_court_papers_are_told_but_refuse_nothing() -> None:
    """Asking to sue wants a trigger; the papers are made in the days after (R128, R150, R164)."""
    seen = Verification(papers_seen=("contract", "disbursement", "account_flow"))
    loan = a_loan(due_date=DUE, guarantors=(Guarantor("高远"),))
    found = gate("legal", a_case(state="classified", decisions=(a_decision(),), loan=loan,
                                 verification=seen), customer=a_customer(id_number=""))  # fmt: skip
    told = codes(gap.finding for gap in found.gaps if not gap.blocks)
    assert blocks(found) == ["legal.not-time", "legal.not-amount", "legal.not-refused"]
    assert told == [
        "gate.one-trigger", "legal.lacks-repayments", "legal.lacks-identity",
        "legal.lacks-guarantor",
    ]  # fmt: skip


def test_a_case_is_closed_before_it_is_filed() -> None:
    """What settling still wants is told beside it (R182)."""
    found = gate("archive", a_case(state="dunning"))
    assert [(g.finding.code, g.blocks, g.fills) for g in found.gaps] == [
        ("state.no-way", True, "case close"), ("close.not-checked", False, "case verify"),
    ]  # fmt: skip
    assert gate("archive", a_case(state="settled")).gaps == ()


@pytest.mark.parametrize("command", sorted(set(FILLS.values())))
def test_what_fills_a_lack_is_a_command_of_the_program(command: str) -> None:
    """Each is a noun that the command line knows, with a verb."""
    noun, verb = command.split()
    assert noun in COMMANDS and verb
