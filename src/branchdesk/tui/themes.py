"""The colours of the looks."""

from __future__ import annotations

from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.theme import Theme

CALM = Theme(
    name="calm", dark=True,
    background="#1b2026", surface="#242b33", panel="#3a4551", foreground="#d6dbe1",
    primary="#5b8db8", secondary="#6fa8a0", accent="#8fb8de",
    success="#7fb58a", warning="#d9b36c", error="#e08a8a",
)  # fmt: skip
BRIGHT = Theme(
    name="bright", dark=False,
    background="#f6f4ef", surface="#eae6dc", panel="#cfc9ba", foreground="#20252a",
    primary="#2f6690", secondary="#2f6b63", accent="#1d4f7c",
    success="#1f5f2e", warning="#7a4a00", error="#9a1f1f",
    variables={"primary-darken-2": "#cfdeeb"},
)  # fmt: skip
CONTRAST = Theme(
    name="contrast", dark=True,
    background="#000000", surface="#000000", panel="#2e2e2e", foreground="#ffffff",
    primary="#00b7ff", secondary="#00ffd0", accent="#ffff00",
    success="#00ff7f", warning="#ffd700", error="#ff8a8a",
    text_alpha=1.0,
    variables={
        "primary-darken-2": "#003a6b",
        "text-muted": "#ffffff", "text-disabled": "#ffffff",
        "block-cursor-background": "#ffff00", "block-cursor-foreground": "#000000",
    },
)  # fmt: skip
SIXTEEN = Theme(
    name="sixteen", ansi=True, dark=True,
    background="ansi_default", surface="ansi_default", panel="ansi_default",
    foreground="ansi_default", boost="ansi_default",
    primary="ansi_blue", secondary="ansi_cyan", accent="ansi_cyan",
    success="ansi_green", warning="ansi_yellow", error="ansi_red",
    variables={
        "primary-darken-2": "ansi_blue", "text-muted": "ansi_default", "text-accent": "ansi_cyan",
        "text-disabled": "ansi_default",
        "block-cursor-background": "ansi_cyan", "block-cursor-foreground": "ansi_black",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-text-style": "bold underline",
        "input-cursor-background": "ansi_default", "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "ansi-background": "ansi_default", "ansi-foreground": "ansi_default",
    },
)  # fmt: skip
THEMES = (CALM, BRIGHT, CONTRAST, SIXTEEN)


def _named(back: str, front: str, *colours: str) -> TerminalTheme:
    """What red, yellow and the others mean on a ground: eight colours, bright ones the same."""
    eight = [_rgb(c) for c in colours]
    return TerminalTheme(_rgb(back), _rgb(front), eight, eight)


def _rgb(colour: str) -> tuple[int, int, int]:
    return Color.parse(colour).rgb


NAMED = {
    "calm": _named(
        "#1b2026", "#d6dbe1", "#10141a", "#e08a8a", "#7fb58a", "#d9b36c", "#7fa8d0", "#c79bc9",
        "#6fb8b0", "#d6dbe1",
    ),
    "bright": _named(
        "#f6f4ef", "#20252a", "#20252a", "#9a1f1f", "#1f5f2e", "#7a4a00", "#1d4f7c", "#6d2f72",
        "#1f5f58", "#f6f4ef",
    ),
    "contrast": _named(
        "#000000", "#ffffff", "#000000", "#ff8a8a", "#00ff7f", "#ffd700", "#00b7ff", "#ff9cff",
        "#00ffd0", "#ffffff",
    ),
}  # fmt: skip
