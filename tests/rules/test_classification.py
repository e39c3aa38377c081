"""The suggested class and its reasons; the clerk decides (R050-R054)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from branchdesk.model.policy import Indicator
from branchdesk.rules.classification import CLASSES, suggest
from tests.builders import a_policy, codes, situations

ROWS = [pytest.param(row, id=row["zh"]) for row in situations("classification")]
WISHES = ("pay_now", "instalments", "deferral", "waiver", "explanation", "complaint", "none", "")
ELSE = {
    "wishes": WISHES,
    "ability": ("proven", "none", "unknown", ""),
    "fault_party": ("bank", "customer", "third", ""),
    "first_overdue": ("yes", "no", "unknown"),
    "came_forward": ("yes", "no"),
    "broken_promises": ("yes", "no"),
}


def every_case_of(reason: str, **fixed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """All that can be known beside a reason."""
    known = ELSE | fixed
    for values in product(*known.values()):
        yield {"reason": reason, **dict(zip(known, values, strict=True))}


@pytest.mark.parametrize("row", ROWS)
def test_the_facts_suggest_a_class_with_its_reasons(row: dict[str, Any]) -> None:
    """Three classes by their reasons (R050, R051, R052, R053), as a first judgement (R054)."""
    suggestion = suggest(row["facts"], a_policy())

    assert suggestion.klass == row["class"]
    assert [r.code for r in suggestion.reasons] == [f"classification.{c}" for c in row["reasons"]]
    assert codes(suggestion.findings) == [f"classify.{code}" for code in row["find_out"]]


def test_a_disputed_amount_never_suggests_malicious() -> None:
    """Whatever else is known of the customer."""
    suggested = {suggest(f, a_policy()).klass for f in every_case_of("disputes_amount")}
    assert suggested == {"non_malicious", "technical", ""}


def test_a_refusal_suggests_malicious_only_with_proven_ability() -> None:
    """Without the proof it is a question, with it a suspicion (R052)."""
    unproven = every_case_of("refuses", ability=("none", "unknown", ""))
    for facts in unproven:
        suggestion = suggest(facts, a_policy())
        assert suggestion.klass != "malicious"
        assert "classify.refusal-needs-ability" in codes(suggestion.findings)
    proven = suggest({"reason": "refuses", "ability": "proven"}, a_policy())
    assert proven.klass == "malicious"


def test_a_technical_suggestion_asks_to_verify_that_the_bank_is_at_fault() -> None:
    """Until the cause is verified as the bank's (R053)."""
    for reason in ("system_fault", "debit_failed", "wrong_data"):
        for facts in every_case_of(reason):
            suggestion = suggest(facts, a_policy())
            asked = "classify.cause-not-verified" in codes(suggestion.findings)
            technical = suggestion.klass == "technical"
            assert asked == (technical and facts["fault_party"] != "bank")


def test_a_malicious_suggestion_always_waits_for_a_second_person() -> None:
    """Malicious needs evidence and a second person."""
    for reason in ("deliberate", "false_facts", "refuses", "other"):
        for facts in every_case_of(reason):
            suggestion = suggest(facts, a_policy())
            asked = "classify.second-person" in codes(suggestion.findings)
            assert asked == (suggestion.klass == "malicious")


@pytest.mark.parametrize("two", [("non_malicious", "malicious"), ("malicious", "technical")])
def test_even_weights_give_no_class(two: tuple[str, str]) -> None:
    """Where the indicators speak for two classes alike the program has no opinion (R054)."""
    table = {klass: Indicator(klass, 2, {"reason": ("other",)}) for klass in two}  # type: ignore[arg-type]
    suggestion = suggest({"reason": "other"}, a_policy(classification=table))

    assert suggestion.klass == ""
    assert [r.klass for r in suggestion.reasons] == list(two)


def test_the_greatest_weight_wins_whatever_the_number_of_reasons() -> None:
    """One strong indicator outweighs two weak ones (R054)."""
    when: dict[str, tuple[str, ...]] = {"reason": ("other",)}
    table = {
        "weak": Indicator("non_malicious", 1, when),
        "weak_too": Indicator("non_malicious", 1, when),
        "strong": Indicator("technical", 3, when),
    }
    assert suggest({"reason": "other"}, a_policy(classification=table)).klass == "technical"


def test_every_indicator_of_the_policy_speaks_for_a_known_class() -> None:
    """A misspelt class would never be counted."""
    assert {i.klass for i in a_policy().classification.values()} == set(CLASSES)
