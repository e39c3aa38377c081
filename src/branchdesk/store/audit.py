"""The chain of digests: each commit's row proves what was saved and all that came before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from branchdesk.model.entry import AuditRow

START = "0" * 64


def chained(previous: str, row: AuditRow, salt: str, record: Any) -> str:
    """The digest of a row, over the digest before, the row and a salted hash of the record."""
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    inner = hashlib.sha256((salt + body).encode("utf-8", "surrogatepass")).hexdigest()
    line = [row.seq, row.at.isoformat(), row.by, row.role, row.verb, row.ref]
    text = json.dumps([previous, line, inner], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
