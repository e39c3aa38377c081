"""The month for programs: the same figures and lists, as codes instead of names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from branchdesk.basics.masking import mask_contract, mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.month import Happening, LoanLine
from branchdesk.reports.month.bridge import CODES, Bridge
from branchdesk.reports.month.cells import shown
from branchdesk.reports.month.figures import Figures, Row
from branchdesk.reports.month.recovery import Recovered

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
        "bridge": _bridge(found.bridge),
        "recovery": _recovery(found.recovery),
        "detail": [_line(line) for line in month.lines],
        "happenings": [_happening(one) for one in month.happenings],
    }


def _rows(rows: Sequence[Row]) -> list[Plain]:
    return [_row(row) for row in rows]


def _row(row: Row) -> Plain:
    return msgspec.structs.asdict(row) | {"share": _percent(row.share)}


def _bridge(bridge: Bridge | None) -> list[Plain] | None:
    """Each movement of each severity; what leaves has a minus."""
    if bridge is None:
        return None
    return [
        {"code": code, "severity": part, "count": one.count, "amount": one.amount}
        for code in CODES
        for part in bridge.severities
        for one in [bridge.of(code, part)]
    ]


def _recovery(found: Recovered | None) -> Plain | None:
    if found is None:
        return None
    rows = [
        msgspec.structs.asdict(row) | {"rate": _percent(row.rate), "target": _percent(row.target)}
        | {"met": row.met}
        for row in found.rows
    ]  # fmt: skip
    return {"rows": rows, "apart": found.apart}


def _percent(share: Decimal | None) -> str | None:
    return None if share is None else shown(share, Words("en")).rstrip("%")


def _line(line: LoanLine) -> Plain:
    plain = msgspec.structs.asdict(line)
    card = line.product == "credit_card"
    return plain | {
        "contract_no": mask_contract(line.contract_no, card),
        "customer": mask_text(line.customer),
        "manager": mask_text(line.manager),
    }


def _happening(one: Happening) -> Plain:
    plain = msgspec.structs.asdict(one) | {"customer": mask_text(one.customer)}
    # The case stands for its loan: no contract's number goes round unmasked.
    del plain["contract_no"]
    return plain
