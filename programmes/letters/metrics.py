"""What the letter font can print, and how wide; `tools/letter_fonts.py` writes the figures."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("metrics.json")
_BREAKS = re.compile(r"(?<=[-@])")
_MM_PER_POINT = 25.4 / 72


def missing_glyphs(text: str) -> str:
    """Give the characters of `text` the font lacks, each once, in order; empty when all can be printed."""
    advances, _ = _metrics()
    return "".join(dict.fromkeys(character for character in text if character not in advances))


def width_mm(text: str, pt: float) -> float:
    """Give the width of `text` in the regular weight, in mm; kerning, some 1 % less, is left out."""
    advances, units_per_em = _metrics()
    return sum(advances.get(character, units_per_em) for character in text) / units_per_em * pt * _MM_PER_POINT


def wrap(text: str, pt: float, max_mm: float) -> tuple[str, ...]:
    """Break `text` into lines of at most `max_mm`, at spaces, else after a hyphen or @; a longer word stays wide."""
    lines = [""]
    for piece in _pieces(text, pt, max_mm):
        if lines[-1] and width_mm((lines[-1] + piece).rstrip(), pt) > max_mm:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)


def _pieces(text: str, pt: float, max_mm: float) -> list[str]:
    pieces: list[str] = []
    for word in text.split(" "):
        parts = _BREAKS.split(word) if width_mm(word, pt) > max_mm else [word]
        pieces += [*parts[:-1], f"{parts[-1]} "]
    return pieces


@cache
def _metrics() -> tuple[dict[str, int], int]:
    record = json.loads(_FILE.read_text(encoding="utf-8"))
    return record["advances"], record["units_per_em"]
