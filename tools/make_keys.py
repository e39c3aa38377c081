"""Writes the tables of commands and keys into both manuals, from the commands and their words."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
BEGIN, END = "<!-- keys: python tools/make_keys.py -->\n", "<!-- /keys -->"


def with_keys(manual: str, lang: str) -> str:
    """The manual with its tables as the commands are now; the blank lines around them stay."""
    from branchdesk.basics.wording import Words
    from branchdesk.tui.commands.spelled import key_table

    before, _, rest = manual.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"no place for the keys: {BEGIN.strip()} ... {END}")
    return f"{before}{BEGIN}\n{key_table(Words('zh' if lang == 'zh' else 'en'))}\n{mark}{after}"


def main() -> None:
    """Write both."""
    for lang in ("zh", "en"):
        file = ROOT / "docs" / f"manual.{lang}.md"
        file.write_text(with_keys(file.read_text("utf-8"), lang), "utf-8")


if __name__ == "__main__":
    main()
