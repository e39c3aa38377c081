"""The chain of digests: each commit's row proves what was saved and all that came before."""

from __future__ import annotations

import json
from typing import Any

from branchdesk.model.entry import AuditRow

START = "0" * 64


def proof_of(salt: str, record: Any) -> str:
    """The salted digest of a record, in hex; it tells nothing once the salt is gone."""
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _digest(salt + body)


def chained(previous: str, row: AuditRow, salt: str, record: Any) -> str:
    """The digest of a row, over the digest before, the row and a salted hash of the record."""
    line = [row.seq, row.at.isoformat(), row.by, row.role, row.verb, row.ref]
    whole = [previous, line, proof_of(salt, record)]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return _digest(text)


def _digest(text: str) -> str:
    import hashlib  # with the first save: OpenSSL is large

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
