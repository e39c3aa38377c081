"""Whether the full proof is asked for (`make proof`), or the small one that always runs."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")
PROOF = bool(os.environ.get("PROOF"))


def full(whole: T, small: T) -> T:
    """The whole measure in the full proof, else the small one."""
    return whole if PROOF else small
