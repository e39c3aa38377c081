"""Today's changes: the newest list against the one before it, with totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from branchdesk.basics.masking import mask_contract, mask_text
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.wording import Label, Words, named
from branchdesk.model.account import Account
from branchdesk.reports.table import Table
from branchdesk.rules.register import change_of

ORDER = ("new", "increased", "decreased", "gone", "unread", "unchanged")
"""How a page tells them; an unread row stands on the list and could not be read."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One contract on the two lists; money in yuan, None where the list does not say."""

    change: str
    """One of ``ORDER``."""
    contract_no: str
    card: bool = False
    """Its contract number is a card's."""
    customer: str
    case: str = ""
    before: Money | None = None
    now: Money | None = None
    returned: bool = False
    """It left the lists once and came back."""

    @property
    def shown_contract(self) -> str:
        """The contract number as people and programs see it."""
        return mask_contract(self.contract_no, self.card)

    @property
    def difference(self) -> Money:
        """By how much it grew; below zero where it fell."""
        return (self.now or ZERO) - (self.before or ZERO)


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """What the contracts of one change add up to; unknown sums are left out."""

    change: str
    """One of ``ORDER``, or ``all``."""
    count: int
    before: Money
    now: Money
    difference: Money


def changed_rows(
    newest: Iterable[Account],
    earlier: Iterable[Account],
    register: Mapping[str, Account],
    cases: Mapping[str, str],
) -> list[Row]:
    """Every contract of either list, by change and then the largest difference first.

    ``cases`` are the case numbers by contract.
    """
    old = {account.contract_no: account for account in earlier}
    now = {account.contract_no: account for account in newest}
    rows = []
    for contract, account in {**old, **now}.items():
        before, listed, known = old.get(contract), now.get(contract), register.get(contract)
        rows.append(
            Row(
                change=_change(before, listed, known),
                contract_no=contract,
                card=account.product == "credit_card",
                customer=mask_text(account.customer_name),
                case=cases.get(contract, ""),
                before=before.amount if before else None,
                now=listed.amount if listed else None,
                returned=known is not None and known.returned and before is None,
            )
        )
    return sorted(rows, key=lambda r: (ORDER.index(r.change), -abs(r.difference), r.contract_no))


def _change(before: Account | None, now: Account | None, known: Account | None) -> str:
    if now is None:
        # The register took a row that could not be read for still listed, and left it as it was.
        return "unread" if known is not None and known.change != "gone" else "gone"
    return "new" if before is None else change_of(before.amount, now.amount)


def totals(rows: Iterable[Row]) -> list[Total]:
    """One for each change that there is, and one over all."""
    rows = list(rows)
    parts = [(change, [row for row in rows if row.change == change]) for change in ORDER]
    return [_total(change, some) for change, some in parts if some] + [_total("all", rows)]


def _total(change: str, rows: list[Row]) -> Total:
    before = sum((row.before or ZERO for row in rows), ZERO)
    now = sum((row.now or ZERO for row in rows), ZERO)
    # What could not be read may owe what it owed: it is no recovery.
    moved = sum((row.difference for row in rows if row.change != "unread"), ZERO)
    return Total(change=change, count=len(rows), before=before, now=now, difference=moved)


def changes_table(rows: Iterable[Row], words: Words) -> Table:
    """One line a contract, as CSV and page show it."""
    keys = ("change", "contract", "customer", "number", "before", "now", "difference")
    return Table(
        caption=named("change.title"),
        heads=tuple(named(f"head.{key}") for key in keys),
        rows=tuple(
            (
                change_word(row, words), row.shown_contract, row.customer, row.case,
                _sum(row.before), _sum(row.now), _sum(row.difference),
            )
            for row in rows
        ),
        widths=(20, 34, 32, 24, 20, 20, 20),
        right=(4, 5, 6),
    )  # fmt: skip


def totals_table(found: Iterable[Total], words: Words) -> Table:
    """One line a change, the last over all."""
    rows = tuple(
        (
            words(f"change.{one.change}"),
            str(one.count),
            *map(_sum, (one.before, one.now, one.difference)),
        )
        for one in found
    )
    return Table(
        caption=named("change.title"),
        heads=(
            Label("", ""),
            *(named(f"head.{key}") for key in ("count", "before", "now", "difference")),
        ),
        rows=rows,
        widths=(40, 20, 40, 40, 30),
        right=(1, 2, 3, 4),
        strong=(len(rows) - 1,),
    )


def change_word(row: Row, words: Words) -> str:
    """How it fared; what was gone and came back says so."""
    return words("change.returned" if row.returned else f"change.{row.change}")


def _sum(amount: Money | None) -> str:
    return "" if amount is None else amount.grouped
