"""How a name is spoken, in letters everybody can read out and every paper can print."""

from __future__ import annotations

# Latin letters with their marks, as in DIN 91379; phonetic signs begin behind the first of these ranges.
_LETTERS = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x24F), (0x1E00, 0x1EFF))
_BESIDE = frozenset(" -–'’.,:/()")


def odd_signs(text: str) -> list[str]:
    """The signs of `text` that are no Latin letters and none of the few that may stand beside them; none twice."""
    return list(dict.fromkeys(sign for sign in text if sign not in _BESIDE and not _is_letter(sign)))


def _is_letter(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _LETTERS)
