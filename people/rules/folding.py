"""How names sort and how search compares them, alike on every database.

Source: DIN 5007-1 (words) and DIN 5007-2 (names).
"""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS_AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "ß": "ss"}
)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
# Müller, Mueller and Muller meet in one form; so do Boeing and Boing, which is one hit too many and no harm.
_TWO_AS_ONE = re.compile(r"(?<=[aou])e+")
# The gender signs of one role name: Lots*innen, Lots:innen, Lots_innen, Lots/-innen.
_GENDER_SIGN = re.compile(r"(?<=\w)(?:[*:_·]|/-?)(?=in)")


def _base(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(_BASE_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def name_sort_key(family_name: str, given_names: str) -> str:
    """The key of a person by DIN 5007-2 (ä = ae): only a-z, 0-9 and one blank between family and given names.

    Hyphens, blanks, apostrophes and marks do not count; titles and particles are not part of it.
    """
    return " ".join(
        _NOT_A_LETTER.sub("", _base(unicodedata.normalize("NFC", part).casefold().translate(_UMLAUTS_AS_TWO)))
        for part in (_keep_sharp_s(family_name), _keep_sharp_s(given_names))
    )


def _keep_sharp_s(text: str) -> str:
    return text.replace("ẞ", "ß")


def word_sort_key(text: str) -> str:
    """The key of a word or title by DIN 5007-1 (ä = a): words of a-z and 0-9, one blank between them."""
    return _NOT_A_LETTER.sub(" ", _base(unicodedata.normalize("NFC", text).casefold())).strip()


def fold(text: str) -> str:
    """One form for search, the same for stored text and query: lower-case words of a-z and 0-9, one blank between.

    ä, ae and a meet, likewise ö and ü, ß and ss, marks and case; gender signs vanish. More is found, never less.
    """
    plain = _GENDER_SIGN.sub("", unicodedata.normalize("NFC", text).casefold())
    words = _NOT_A_LETTER.sub(" ", _base(plain)).split()
    return " ".join(_TWO_AS_ONE.sub("", word) for word in words)
