"""A table as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
import re

from branchdesk.reports.table import Table

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that begins so is a formula to one spreadsheet or another."""
LONG_RUN = re.compile(r"[0-9]{12,}")
"""More digits than a spreadsheet keeps exactly; it would also drop zeros in front."""


def comma_separated(table: Table) -> bytes:
    """UTF-8 with BOM; headings in both languages; every cell is text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = (h.zh if h.zh == h.en else f"{h.zh} {h.en}" for h in table.heads)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would reckon with."""
    return f"'{cell}" if cell.startswith(FORMULA) or LONG_RUN.fullmatch(cell) else cell
