"""Builds src/branchdesk/basics/pinyin_initials.bin from pypinyin's readings (development only)."""

from __future__ import annotations

import unicodedata
import zlib
from collections import Counter
from pathlib import Path

_TARGET = Path(__file__).parents[1] / "src/branchdesk/basics/pinyin_initials.bin"
_JOIN = 1000  # a gap this wide packs smaller as "no reading" than as two runs


def readings() -> dict[int, str]:
    """The sorted initials of every character that pypinyin knows."""
    from pypinyin.constants import PINYIN_DICT

    return {code: _initials(said) for code, said in sorted(PINYIN_DICT.items())}


def _initials(said: str) -> str:
    """dān,chán,shàn gives cds: the first letters without their tones."""
    return "".join(sorted({unicodedata.normalize("NFD", one)[0] for one in said.split(",")}))


def table(initials: dict[int, str]) -> bytes:
    """Two lines (the runs, the distinct sets by frequency), then a low and a high byte a place."""
    runs = _runs(list(initials))
    counted = Counter(initials.values())
    sets = sorted(counted, key=lambda one: (-counted[one], one))
    index = {one: place for place, one in enumerate(sets, start=1)}
    places = [
        index.get(initials.get(code, ""), 0)
        for first, last in runs
        for code in range(first, last + 1)
    ]
    head = " ".join(f"{first:x}-{last:x}" for first, last in runs) + "\n" + " ".join(sets) + "\n"
    return head.encode() + bytes(p % 256 for p in places) + bytes(p // 256 for p in places)


def _runs(codes: list[int]) -> list[tuple[int, int]]:
    runs = [(codes[0], codes[0])]
    for code in codes[1:]:
        first, last = runs[-1]
        if code - last <= _JOIN:
            runs[-1] = (first, code)
        else:
            runs.append((code, code))
    return runs


def packed(raw: bytes) -> bytes:
    """The table as it is stored; these settings pack it smallest of all that zlib has."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 7, zlib.Z_RLE)
    return packer.compress(raw) + packer.flush()


if __name__ == "__main__":
    _TARGET.write_bytes(packed(table(readings())))
    print(f"{_TARGET.name}: {_TARGET.stat().st_size} bytes")
