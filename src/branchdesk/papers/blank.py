"""The unknown value of a letter: a gap to write in, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final


class Blank:
    """Prints ＿＿＿＿, is false in ``if``, has no items; whatever is asked of it is blank too."""

    __slots__ = ()

    def __str__(self) -> str:
        return "＿＿＿＿"

    def __repr__(self) -> str:
        return "BLANK"

    def __reduce__(self) -> str:
        return "BLANK"

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __getitem__(self, key: object) -> Blank:
        return self

    def __getattr__(self, name: str) -> Blank:
        # Python and Jinja ask objects for names such as __html__ to learn what they can do.
        if name.startswith("_"):
            raise AttributeError(name)
        return self


BLANK: Final = Blank()
"""The one blank; ``value is BLANK`` tells an unknown value from an empty text."""
