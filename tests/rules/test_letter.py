"""Which paper may be drafted and issued, with every reason against it (R121, R123)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.case import Case
from branchdesk.rules.letter import PRINTED, may_issue
from branchdesk.rules.letter import may_draft as rule_for
from branchdesk.rules.owed.age import too_old
from branchdesk.rules.state import ENDS, WORKING
from tests.builders import (
    TODAY,
    a_branch,
    a_case,
    a_checked,
    a_decision,
    a_letter,
    a_loan,
    a_policy,
    codes,
    money,
)

CHECKED = a_case(loan=a_loan(checked=(a_checked(),)))


def may_draft(case: Case, code: str, days: int | None) -> list[Finding]:
    """The reasons against a letter by the shipped policy, on TODAY."""
    return rule_for(case, code, days, a_policy(), TODAY)


def classified(klass: str = "non_malicious", state: str = "classified") -> Any:
    return a_case(state=state, decisions=(a_decision(klass),))


@pytest.mark.parametrize("klass", ["non_malicious", "malicious"])
@pytest.mark.parametrize("state", WORKING)
def test_a_notice_may_be_drafted_for_a_classified_case(klass: str, state: str) -> None:
    """At every severity (R121)."""
    assert may_draft(classified(klass, state), "overdue_notice", 1) == []
    assert may_draft(classified(klass, state), "overdue_notice", 400) == []


def test_a_notice_is_not_drafted_for_a_technical_case() -> None:
    """It is put right and explained, not dunned (R149)."""
    assert codes(may_draft(classified("technical"), "overdue_notice", 44)) == ["letter.technical"]


def test_a_notice_is_not_drafted_before_the_case_is_classified() -> None:
    """Different treatment by class (R003)."""
    for state in ("enquired", "verified"):
        found = may_draft(a_case(state=state), "overdue_notice", 44)
        assert codes(found) == ["letter.not-classified"]


@pytest.mark.parametrize(
    ("days", "code"), [(0, "letter.not-overdue"), (None, "letter.no-due-date")]
)
def test_a_notice_is_not_drafted_for_what_is_not_overdue(days: int | None, code: str) -> None:
    """It states the days overdue."""
    assert codes(may_draft(classified(), "overdue_notice", days)) == [code]


@pytest.mark.parametrize("state", ENDS)
def test_a_notice_is_not_drafted_for_an_ended_case(state: str) -> None:
    """What has ended is not dunned."""
    [finding] = may_draft(classified(state=state), "overdue_notice", 44)
    assert finding.code == "letter.closed"
    assert all("{" not in Words(lang).finding(finding) for lang in LANGS)


def test_every_reason_against_a_draft_is_given_at_once() -> None:
    """Technical, ended, not overdue (house style 5)."""
    found = may_draft(classified("technical", "technical_resolved"), "overdue_notice", 0)
    assert codes(found) == ["letter.technical", "letter.closed", "letter.not-overdue"]


def test_a_draft_with_checked_figures_and_a_filled_page_may_be_issued() -> None:
    """Figures compared with the core system for its as-of day (R123)."""
    assert may_issue(CHECKED, a_letter(), a_branch(), TODAY) == []


@pytest.mark.parametrize("off", [-1, 1])
def test_figures_of_another_day_are_not_enough(off: int) -> None:
    """Checked at the as-of day of the paper, not the day before or after (R123)."""
    other = a_case(loan=a_loan(checked=(a_checked(as_of=TODAY + timedelta(days=off)),)))
    assert codes(may_issue(other, a_letter(), a_branch(), TODAY)) == ["letter.not-checked"]
    assert codes(may_issue(a_case(), a_letter(), a_branch(), TODAY)) == ["letter.not-checked"]


@pytest.mark.parametrize(("days", "old"), [(0, False), (7, False), (8, True), (300, True)])
def test_figures_of_a_dunning_paper_are_at_most_a_week_old(days: int, old: bool) -> None:
    """Days overdue and sum are those of now (R123)."""
    found = too_old(TODAY - timedelta(days=days), a_policy(), TODAY)
    assert codes(found) == (["letter.figures-old"] if old else [])


def test_where_nothing_is_owed_nothing_is_demanded() -> None:
    """The last figures of that day count."""
    paid = a_loan(checked=(a_checked(), a_checked("0.00")))
    found = may_issue(a_case(loan=paid), a_letter(), a_branch(), TODAY)
    assert codes(found) == ["letter.nothing-owed"]
    penalty = a_loan(checked=(a_checked("0.00", penalty=money("3.20")),))
    assert may_issue(a_case(loan=penalty), a_letter(), a_branch(), TODAY) == []


@pytest.mark.parametrize("key", PRINTED)
@pytest.mark.parametrize("empty", ["", "  "])
def test_each_entry_of_branch_toml_that_is_printed_must_be_filled_in(key: str, empty: str) -> None:
    """A notice names the bank and how to reach it (R123)."""
    [finding] = may_issue(CHECKED, a_letter(), a_branch(**{key: empty}), TODAY)
    assert (finding.code, finding.facts["keys"]) == ("branch.lacks", [key])


def test_a_paper_of_a_day_to_come_is_not_issued() -> None:
    """Tomorrow's figures are nobody's."""
    tomorrow = TODAY + timedelta(days=1)
    case = a_case(loan=a_loan(checked=(a_checked(as_of=tomorrow),)))
    found = may_issue(case, a_letter(as_of=tomorrow), a_branch(), TODAY)
    assert codes(found) == ["letter.ahead"]


def test_an_issued_paper_is_not_issued_again() -> None:
    """Its number is never used again."""
    issued = a_letter(number="长北催字〔2026〕第0001号")
    assert codes(may_issue(CHECKED, issued, a_branch(), TODAY)) == ["letter.already-issued"]


def test_every_reason_against_an_issue_is_given_at_once() -> None:
    """Unchecked and the branch's page empty (house style 5)."""
    found = may_issue(a_case(), a_letter(), a_branch(phone="", bank=""), TODAY)
    assert codes(found) == ["letter.not-checked", "branch.lacks"]


SUSPECTED = a_case(state="classified", decisions=(a_decision("malicious", confirmed=False),))


@pytest.mark.parametrize(
    ("case", "days", "found"),
    [
        (classified("malicious"), 1, []),
        (classified("malicious"), 91, []),
        (SUSPECTED, 90, ["letter.not-grave"]),
        (SUSPECTED, 91, []),
        (classified(), 90, ["letter.not-grave"]),
        (classified(), 91, []),
        (classified("technical"), 91, ["letter.technical"]),
        (classified("technical"), 5, ["letter.technical", "letter.not-grave"]),
        (classified("malicious", "settled"), 91, ["letter.closed"]),
        (classified("malicious"), 0, ["letter.not-overdue"]),
        (classified(), None, ["letter.no-due-date", "letter.not-grave"]),
        (a_case(), 91, ["letter.not-classified"]),
    ],
)
def test_a_final_demand_is_for_the_confirmed_malicious_and_the_severe(
    case: Case, days: int | None, found: list[str]
) -> None:
    """Consequences and payment at once; never for a technical case (R117, R132)."""
    assert codes(may_draft(case, "final_demand", days)) == found


def test_a_final_demand_is_issued_with_checked_figures_only() -> None:
    """As the notice is (R123)."""
    draft = a_letter(code="final_demand")
    assert codes(may_issue(a_case(), draft, a_branch(), TODAY)) == ["letter.not-checked"]
    assert may_issue(CHECKED, draft, a_branch(), TODAY) == []


RIGHT = {"fault_party": "bank", "put_right": "已重新入账"}


def put_right(state: str = "classified", klass: str = "technical", **indicators: str) -> Any:
    decisions = (a_decision(klass),)
    return a_case(state=state, decisions=decisions, indicators=RIGHT | indicators)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (put_right(), []),
        (put_right("technical_resolved"), []),
        (put_right("settled"), ["letter.ended"]),
        (put_right(klass="malicious"), ["letter.only-technical"]),
        (put_right(klass="non_malicious"), ["letter.only-technical"]),
        (put_right(fault_party="third"), ["letter.fault-not-bank"]),
        (put_right(put_right=""), ["letter.not-put-right"]),
        (classified("technical"), ["letter.fault-not-bank", "letter.not-put-right"]),
        (
            a_case(),
            ["letter.not-classified", "letter.fault-not-bank", "letter.not-put-right"],
        ),
    ],
)
def test_an_explanation_is_for_a_technical_case_that_was_put_right(
    case: Case, found: list[str]
) -> None:
    """Put right first, then explained; whatever the days (R149)."""
    for days in (None, 0, 44):
        assert codes(may_draft(case, "technical_letter", days)) == found


def test_an_explanation_is_issued_without_checked_figures_and_without_an_account() -> None:
    """It demands nothing; the bank and its phone are named all the same (R149)."""
    draft = a_letter(code="technical_letter")
    assert may_issue(put_right(), draft, a_branch(account_no="", account_name=""), TODAY) == []
    assert codes(may_issue(put_right(), draft, a_branch(phone=""), TODAY)) == ["branch.lacks"]


@pytest.mark.parametrize(
    ("case", "days", "found"),
    [
        (
            a_case(
                state="dunning", decisions=(a_decision(),), loan=a_loan(amount=money("50000.01"))
            ),
            90,
            [],
        ),
        (classified(), 89, ["legal.not-time", "legal.not-amount", "legal.not-refused"]),
        (
            classified(state="settled"),
            89,
            ["letter.closed", "legal.not-time", "legal.not-amount", "legal.not-refused"],
        ),
        (
            classified("technical"),
            0,
            [
                "letter.technical",
                "letter.not-overdue",
                "legal.not-time",
                "legal.not-amount",
                "legal.not-refused",
            ],
        ),
    ],
)
def test_an_application_to_sue_needs_a_trigger(
    case: Case, days: int | None, found: list[str]
) -> None:
    """Else what each trigger lacks is said; never for a technical case (R122, R150)."""
    assert codes(may_draft(case, "litigation_application", days)) == found
