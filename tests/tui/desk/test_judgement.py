"""What stands beside the enquiry of a loan whose case is open (R031, R037, R142)."""

from __future__ import annotations

import pytest

from branchdesk.actions.opening import open_to_read
from branchdesk.actions.preview import preview
from branchdesk.actions.sheet import case_sheet
from branchdesk.basics.wording import Lang, Words
from branchdesk.tui.widgets.judgement import judgement
from tests.desks import DeskAt, a_desk, an_enquiry

CONTRACT = "XADK2024000101"
CASE = "XA-2026-00001"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case: verified, with a promise."""
    desk = a_desk(tmp_path_factory.mktemp("worked"))
    desk.add(an_enquiry(contract_no=CONTRACT, contract_rate="4.35%", penalty_uplift="50%"))
    promise = {"amount": "500", "due_on": "2026-12-01", "made_on": "2026-11-22"}
    desk.ok("promise", "add", CASE, "--from", "-", stdin=promise)
    return desk


def _beside(desk: DeskAt, lang: Lang, **typed: object) -> str:
    opened = open_to_read(desk.path)
    return judgement(opened, preview(opened, {"contract_no": CONTRACT, **typed}), Words(lang)).plain


@pytest.mark.parametrize(("lang", "owed"), [("zh", "欠款"), ("en", "Owed")])
def test_the_case_of_the_loan_tells_what_it_knows(worked: DeskAt, lang: Lang, owed: str) -> None:
    """Sum, state and open promise come from the case, not from the empty form (R037, R142)."""
    said = _beside(worked, lang)
    total = case_sheet(open_to_read(worked.path), CASE).debt.total
    assert total is not None and f"{owed} {total.grouped}" in said
    assert CASE in said and "500.00" in said and "2026-12-01" in said


def test_whom_an_earlier_talk_verified_is_not_verified_now(worked: DeskAt) -> None:
    """Before who speaks is known, only a call-back is asked for (R036)."""
    unverified = Words("zh")("script.unverified")
    assert _beside(worked, "zh").index(unverified) < _beside(worked, "zh").index(CASE)
    checked = {"caller_relation": "self", "identity_checked": ["id_card_seen"]}
    assert unverified not in _beside(worked, "zh", **checked)
