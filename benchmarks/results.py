"""RESULTS.md holds one part for each benchmark; a new run replaces its own and no other."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")


def keep(title: str, body: str) -> None:
    """The part under this heading is ``body`` from now on."""
    parts = re.split(r"(?m)^# ", FILE.read_text("utf-8") if FILE.exists() else "")
    told = {head.partition("\n")[0]: head.partition("\n")[2] for head in parts if head.strip()}
    told[title] = f"\n{body.strip()}\n"
    text = "\n".join(f"# {head}\n\n{part.strip()}\n" for head, part in told.items())
    FILE.write_text(text, "utf-8")
