"""The names of a letter that come from what eases the debt."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from branchdesk.basics.inwords import in_words
from branchdesk.basics.masking import mask_text
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words
from branchdesk.model.case import Case
from branchdesk.model.deferral import Deferral
from branchdesk.model.waiver import Waiver
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown
from branchdesk.reports.relief import Coming


def deferral_facts(deferral: Deferral | None, words: Words) -> dict[str, object]:
    """The names of a deferral; every one BLANK where none is in force."""
    if deferral is None:
        names = ("deferral_id", "deferral_days", "deferral_from", "deferral_until")
        return dict.fromkeys(names, BLANK)
    return {
        "deferral_id": deferral.id,
        "deferral_days": str(deferral.days),
        "deferral_from": day_shown(deferral.on, words.lang),
        "deferral_until": day_shown(deferral.until, words.lang),
    }


HUNDREDTH = Decimal("0.01")
WAIVER = (
    "waiver_id", "waiver_on", "waiver_amount", "waiver_penalty", "waiver_cap", "waiver_share",
    "waiver_pay", "waiver_pay_by", "waiver_first", "waiver_forward", "waiver_ground",
    "waiver_override", "waiver_paid",
)  # fmt: skip


def waiver_facts(case: Case, words: Words) -> dict[str, object]:
    """The names of the last waiver outside a plan; every one BLANK where there is none."""
    if not case.waivers:
        return dict.fromkeys(WAIVER, BLANK)
    one = case.waivers[-1]
    return {
        "waiver_id": one.id,
        "waiver_on": day_shown(one.on, words.lang),
        "waiver_amount": one.amount.grouped,
        "waiver_penalty": one.penalty.grouped,
        "waiver_cap": one.cap.grouped,
        "waiver_share": _share(one),
        "waiver_pay": one.pay.grouped,
        "waiver_pay_by": day_shown(one.pay_by, words.lang),
        "waiver_first": words(f"waiver.is-{one.first_overdue}"),
        "waiver_forward": words(f"waiver.is-{one.came_forward}"),
        "waiver_ground": mask_text(one.ground),
        "waiver_override": mask_text(one.override) or BLANK,
        "waiver_paid": Money.total(p.amount for p in case.payments if p.stands).grouped,
    }


def _share(waiver: Waiver) -> str:
    """In percent, upwards to a hundredth: what is over a cap is never shown as within it."""
    if not waiver.penalty:
        return "—"
    share = Decimal(waiver.amount) * 100 / Decimal(waiver.penalty)
    return f"{share.quantize(HUNDREDTH, ROUND_UP)}%"


def next_facts(what: Coming | None, total: Money | None, words: Words) -> dict[str, object]:
    """What is to be paid next; ``total`` is the debt of the day, for what names no sum itself."""
    amount = what.amount if what is not None and what.amount is not None else total
    if what is None or amount is None:
        return dict.fromkeys(
            ("next_due", "next_what", "next_amount", "next_amount_capitals"), BLANK
        )
    return {
        "next_due": day_shown(what.day, words.lang),
        "next_what": words(f"paper.next-{what.what}", no=what.no),
        "next_amount": amount.grouped,
        "next_amount_capitals": in_words(amount, words.lang),
    }
