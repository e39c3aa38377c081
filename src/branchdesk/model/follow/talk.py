"""A call as it goes: its stages, the ways it may take, the tone."""

from typing import Literal

Stage = Literal[
    "prepare", "greet", "identity", "facts", "reason", "ability", "proposal", "promise",
    "effects", "close",
]  # fmt: skip
STAGES: tuple[Stage, ...] = (
    "prepare", "greet", "identity", "facts", "reason", "ability", "proposal", "promise",
    "effects", "close",
)  # fmt: skip
"""``prepare`` is before the number is dialled; the others are numbered from 1."""
Route = Literal["begin", "unverified", "third", "open", "voicemail", "unreached"]
"""``begin``: nobody answered yet; ``unverified``, ``third``: no word about the debt."""
Tone = Literal["none", "light", "moderate", "severe", "technical", "arranged", "malicious"]
