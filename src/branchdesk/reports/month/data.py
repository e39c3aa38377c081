"""The month for programs: the same figures and lists, as codes instead of names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from branchdesk.basics.masking import mask_contract, mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.month import Happening, LoanLine
from branchdesk.reports.month.figures import Figures, Row
from branchdesk.reports.month.page import shown

Plain = dict[str, object]


def as_data(found: Figures) -> Plain:
    """The figures and the lists they add up from; shares in per cent, numbers masked."""
    month = found.month
    return {
        "month": month.month,
        "as_of": month.as_of,
        "list_as_of": month.list_as_of,
        "closed": month.closed,
        "compared_with": found.last.month if found.last else None,
        "unknown_amounts": found.unknown_amounts,
        **{f"by_{group.code}": _rows(group.rows) for group in found.groups},
        "cases": _rows(found.cases.rows),
        "activity": _rows(found.activity.rows),
        "detail": [_line(line) for line in month.lines],
        "happenings": [_happening(one) for one in month.happenings],
    }


def _rows(rows: Sequence[Row]) -> list[Plain]:
    return [_row(row) for row in rows]


def _row(row: Row) -> Plain:
    plain = msgspec.structs.asdict(row)
    if row.share is not None:
        plain["share"] = shown(row.share, Words("en")).rstrip("%")
    return plain


def _line(line: LoanLine) -> Plain:
    plain = msgspec.structs.asdict(line)
    card = line.product == "credit_card"
    return plain | {
        "contract_no": mask_contract(line.contract_no, card),
        "customer": mask_text(line.customer),
        "manager": mask_text(line.manager),
    }


def _happening(one: Happening) -> Plain:
    return msgspec.structs.asdict(one) | {"customer": mask_text(one.customer)}
