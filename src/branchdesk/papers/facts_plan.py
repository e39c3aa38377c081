"""The names of a letter that come from the instalment plan."""

from __future__ import annotations

from branchdesk.basics.inwords import in_words
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Words
from branchdesk.model.plan import CardTerms, Plan
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown

NAMES = ("plan_id", "plan_periods", "plan_debt", "plan_debt_capitals", "plan_interest")
CARD_NAMES = ("plan_currency", "plan_method", "plan_charges", "plan_other")


def plan_facts(plan: Plan | None, reason: Label | None, words: Words) -> dict[str, object]:
    """The plan's names; every one BLANK or empty where the case has no plan."""
    said: object = reason.of(words.lang) if reason is not None else BLANK
    if plan is None:
        empty: dict[str, object] = dict.fromkeys((*NAMES, "plan_total", "plan_first"), BLANK)
        empty |= card_facts(None, words)
        return empty | {"waived": BLANK, "has_waiver": False, "plan_rows": [], "reason": said}
    rows = plan.schedule
    return card_facts(plan.card, words) | {
        "reason": said,
        "plan_id": plan.id,
        "plan_periods": str(plan.periods),
        "plan_first": day_shown(plan.first, words.lang),
        "plan_debt": plan.debt.grouped,
        "plan_debt_capitals": in_words(plan.debt, words.lang),
        "plan_interest": Money.total(row.interest for row in rows).grouped,
        "plan_total": Money.total(row.total for row in rows).grouped,
        "has_waiver": plan.waive > 0,
        "waived": plan.waive.grouped,
        "plan_rows": [
            {
                "no": str(row.no),
                "due": row.due.isoformat(),
                "principal": row.principal.grouped,
                "interest": row.interest.grouped,
                "total": row.total.grouped,
                "balance": row.balance.grouped,
            }
            for row in rows
        ],
    }


def card_facts(terms: CardTerms | None, words: Words) -> dict[str, object]:
    """What the agreement on a card's plan says besides (card rules art. 70)."""
    if terms is None:
        empty: dict[str, object] = dict.fromkeys(CARD_NAMES, BLANK)
        return empty | {"plan_card": False}
    rate = terms.charge_rate
    percent = f"{(rate * 100).normalize():f}%" if rate is not None else BLANK
    return {
        "plan_card": True,
        "plan_currency": _told("plan.currency", terms.currency, words),
        "plan_method": _told("plan.method", terms.method, words),
        "plan_charges": _told("plan.charges", terms.charges, words, rate=percent),
        "plan_other": terms.other or BLANK,
    }


def _told(code: str, value: str, words: Words, **facts: object) -> object:
    return words(f"{code}-{value}", **facts) if value else BLANK
