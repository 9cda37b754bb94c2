"""Which characters a letter may hold."""

from __future__ import annotations

import unicodedata

NO_BREAK_SPACE = "\u00a0"
# The letter font has neither sign; these look alike and break lines alike.
_STAND_INS = str.maketrans({"\u202f": NO_BREAK_SPACE, "\u2011": "-"})


def clean(text: str) -> str:
    """Give `text` composed (NFC), without control, bidi and other invisible characters.

    Line ends and every kind of breaking space become one space each, so the text stays one line.
    """
    composed = unicodedata.normalize("NFC", text).translate(_STAND_INS)
    return "".join(kept for character in composed if (kept := _kept(character)))


def is_clean(text: str) -> bool:
    """Say whether `text` would come out of `clean` as it went in."""
    return clean(text) == text


def _kept(character: str) -> str:
    if character == NO_BREAK_SPACE:
        return character
    if character.isspace():
        return " "
    # Cc control, Cf format (bidi, zero width), Co private, Cs surrogates, Cn not a character
    return "" if unicodedata.category(character).startswith("C") else character
