"""How the screens look: which colours, and whether with plain glyphs only."""

from collections.abc import Mapping
from typing import NamedTuple

NAMES = ("calm", "bright", "contrast", "sixteen", "mono")
"""Calm is dark, bright has a light ground; sixteen takes the terminal's own colours, mono none."""
PLAIN = "plain"
MANY_COLOURS = ("256color", "direct", "kitty", "alacritty", "foot", "wezterm", "ghostty")


class Look(NamedTuple):
    """A look; ``plain`` keeps to glyphs that take one cell on every console."""

    name: str = NAMES[0]
    plain: bool = False

    @property
    def code(self) -> str:
        """As it is kept and typed, such as ``mono+plain``."""
        return f"{self.name}+{PLAIN}" if self.plain else self.name


CODES = (*NAMES, PLAIN, *(Look(name, plain=True).code for name in NAMES))


def read_look(code: str) -> Look | None:
    """The look of a code; ``plain`` alone goes with the terminal's own colours. None: no look."""
    if code not in CODES:
        return None
    name = code.partition("+")[0]
    return Look("sixteen" if name == PLAIN else name, code.endswith(PLAIN))


def fitting_look(env: Mapping[str, str], windows: bool) -> Look:
    """The look that fits a terminal, told from its environment."""
    plain = has_no_chinese(env) or (windows and _is_old_console(env))
    if env.get("NO_COLOR"):
        return Look("mono", plain)
    return Look("calm" if _many_colours(env, windows) and not plain else "sixteen", plain)


def has_no_chinese(env: Mapping[str, str]) -> bool:
    """True on the bare console of Linux, whose font has no Chinese characters."""
    return env.get("TERM") == "linux"


def terminal_of(env: Mapping[str, str], machine: str) -> str:
    """What a choice of look is kept under: another terminal may need another look."""
    kind = env.get("TERM") or ("windows-terminal" if "WT_SESSION" in env else "console")
    return f"{machine}/{kind}"


def _is_old_console(env: Mapping[str, str]) -> bool:
    """The console window of Windows: on code page 936 it draws lines and … two cells wide."""
    return not any(env.get(name) for name in ("WT_SESSION", "TERM_PROGRAM", "ConEmuANSI"))


def _many_colours(env: Mapping[str, str], windows: bool) -> bool:
    if windows or env.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return True
    return any(word in env.get("TERM", "") for word in MANY_COLOURS)
