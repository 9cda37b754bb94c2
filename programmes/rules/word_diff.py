"""What is different between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
_TOKENS = re.compile(r"\n+|[^\S\n]+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether both texts have it (SAME), only the new one (ADDED) or the old one (REMOVED)."""

    text: str
    change: str


def word_diff(old: str, new: str) -> list[Piece]:
    """The way from `old` to `new` in order; without the added pieces it reads as the old text, else as the new one."""
    return list(_joined(_pieces(_TOKENS.findall(old), _TOKENS.findall(new))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            yield Piece("".join(old[old_from:old_to]), SAME)
            continue
        if old_to > old_from:
            yield Piece("".join(old[old_from:old_to]), REMOVED)
        if new_to > new_from:
            yield Piece("".join(new[new_from:new_to]), ADDED)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Changes with nothing but a space between them become one, so that they read as phrases."""
    removed = added = ""
    for piece in pieces:
        if piece.change == REMOVED:
            removed += piece.text
        elif piece.change == ADDED:
            added += piece.text
        elif piece.text == " " and removed and added:
            removed, added = f"{removed} ", f"{added} "
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(removed, REMOVED)
    if added:
        yield Piece(added, ADDED)
