"""Whether a letter may be printed, asked before it goes to the typesetter.

What stands at a fixed place of DIN 5008 would overflow it without a word, so it is measured here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.body import printed_texts
from programmes.letters.characters import is_clean
from programmes.letters.letter import Letter
from programmes.letters.metrics import missing_glyphs, width_mm, wrap

# DIN 5008 form B: address zone 6 lines of 80 mm, information block down to the text at 98.46 mm,
# and no further right than the text, 190 mm.
ADDRESS_LINES, ADDRESS_MM, ADDRESS_PT = 6, 80.0, 11.0
RETURN_LINE_MM, RETURN_LINE_PT = 80.0, 8.0
INFO_LINES, INFO_LABEL_MM, INFO_VALUE_MM, INFO_PT = 10, 22.0, 41.0, 8.5
FOOTER_COLUMNS, FOOTER_LINES, FOOTER_MM, FOOTER_PT = 3, 3, 52.0, 7.5
CITY_MM, CITY_PT = 130.0, 17.0
OFFICE_MM, OFFICE_PT = 130.0, 10.0
# Running text breaks between words; a word wider than its column would run off the paper.
COLUMNS_MM = {"subject": 140.0, "salutation": 165.0, "body": 160.0, "closing": 95.0, "signer_name": 90.0}
COLUMNS_MM |= {"signer_office": 95.0}
BODY_PT = 11.0
# typst has no time limit, so what it is given has one.
MOST_SIGNS = {"subject": 160, "salutation": 120, "closing": 80, "signer_name": 80, "signer_office": 80}
MOST_SIGNS |= {"reference": 40, "verify_url": 160, "language": 2, "form": 1, "crest_text": 120}
MOST_SIGNS_IN_BODY = 8000
# A preview has no address for verifying yet; `issue_letters` never gives none.
MAY_BE_EMPTY = {"office", "verify_url", "crest_text"}

_LAYOUT = re.compile(r"[a-z]+(-[a-z0-9]+)*-v[0-9]+")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def fit_address(rows: Iterable[str]) -> tuple[str, ...]:
    """Give the address as printed: too wide rows wrapped to 80 mm, empty ones left out.

    Raises LetterInvalid when a word is wider than that, or more than 6 lines are needed.
    """
    address = tuple(line for row in rows if row for line in wrap(row, ADDRESS_PT, ADDRESS_MM))
    check_address(address)
    return address


def check_address(address: tuple[str, ...]) -> None:
    """Raise LetterInvalid unless `address` fits the address zone of DIN 5008 form B."""
    if not address:
        raise LetterInvalid("address", _("The address is empty."))
    if len(address) > ADDRESS_LINES:
        reason = _("The address has {count} lines, the address field of a letter has room for {most}.")
        raise LetterInvalid("address", format_lazy(reason, count=len(address), most=ADDRESS_LINES))
    for line in address:
        check_width("address", line, ADDRESS_PT, ADDRESS_MM)


def check(letter: Letter) -> None:
    """Raise LetterInvalid, naming the field, when `letter` cannot be printed as it stands."""
    if not _LAYOUT.fullmatch(letter.layout):
        raise LetterInvalid("layout", _("This is not the name of a layout."))
    for field, text in _texts(letter):
        _check_filled(field, text)
        check_characters(field, text)
        if field in COLUMNS_MM:
            for word in text.split():
                check_width(field, word, BODY_PT, COLUMNS_MM[field])
    for field, most in MOST_SIGNS.items():
        _check_length(field, getattr(letter, field), most)
    _check_body(letter)
    check_address(letter.address)
    _check_places(letter)
    _check_issued_at(letter)
    if letter.verify_url:
        check_url(letter.verify_url, plain_allowed=letter.specimen)


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Give every text that is printed with the field it comes from."""
    for field in (*MOST_SIGNS, "city", "office", "return_line"):
        yield field, getattr(letter, field)
    for line in letter.address:
        yield "address", line
    for pair in letter.info:
        yield from (("info", text) for text in pair)
    for column in letter.footer:
        yield from (("footer", text) for text in column)
    for text in printed_texts(letter.body):
        yield "body", text


def _check_filled(field: str, text: str) -> None:
    if field != "body" and field not in MAY_BE_EMPTY and not text.strip():
        raise LetterInvalid(field, _("Something is missing here."))


def check_characters(field: str, text: str) -> None:
    """Raise LetterInvalid when `text` holds signs nobody sees, or one the letter font has no glyph for."""
    if not is_clean(text):
        raise LetterInvalid(field, _("The text holds invisible control characters."))
    if missing := missing_glyphs(text):
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        raise LetterInvalid(field, format_lazy(_("The letter font has no sign for {signs}."), signs=signs))


def _check_length(field: str, text: str, most: int) -> None:
    if len(text) > most:
        reason = _("The text has {count} characters; at most {most} fit.")
        raise LetterInvalid(field, format_lazy(reason, count=len(text), most=most))


def check_width(field: str, text: str, pt: float, max_mm: float) -> None:
    """Raise LetterInvalid when `text` in the size `pt` is wider than `max_mm`."""
    if width_mm(text, pt) > max_mm:
        reason = _("“{text}” is wider than the {most} mm it may take on the paper.")
        raise LetterInvalid(field, format_lazy(reason, text=text, most=round(max_mm)))


def check_room(field: str, text: str, pt: float, max_mm: float) -> None:
    """Raise LetterInvalid for a word that is too wide even where it may be broken."""
    for row in wrap(text, pt, max_mm):
        check_width(field, row, pt, max_mm)


def _check_body(letter: Letter) -> None:
    text = "".join(printed_texts(letter.body))
    if not text.strip():
        raise LetterInvalid("body", _("The text of the letter is empty."))
    _check_length("body", text, MOST_SIGNS_IN_BODY)


def _check_places(letter: Letter) -> None:
    check_width("city", letter.city, CITY_PT, CITY_MM)
    check_width("office", letter.office, OFFICE_PT, OFFICE_MM)
    check_width("return_line", letter.return_line, RETURN_LINE_PT, RETURN_LINE_MM)
    rows = 0
    for label, value in letter.info:
        check_width("info", label, INFO_PT, INFO_LABEL_MM)
        wrapped = wrap(value, INFO_PT, INFO_VALUE_MM)
        rows += len(wrapped)
        for line in wrapped:
            check_width("info", line, INFO_PT, INFO_VALUE_MM)
    if rows > INFO_LINES:
        raise LetterInvalid("info", _("The information block is too long for the letter."))
    if len(letter.footer) > FOOTER_COLUMNS or any(len(column) > FOOTER_LINES for column in letter.footer):
        raise LetterInvalid("footer", _("The footer has room for three columns of three lines."))
    for column in letter.footer:
        for line in column:
            check_width("footer", line, FOOTER_PT, FOOTER_MM)


def _check_issued_at(letter: Letter) -> None:
    if letter.issued_at.utcoffset() is None or letter.issued_at.microsecond:
        raise LetterInvalid("issued_at", _("The time of issue must be in whole seconds, with its time zone."))


def check_url(address: str, *, plain_allowed: bool, field: str = "verify_url") -> None:
    """Raise LetterInvalid unless `address` is one of https; only a specimen and a test machine may go without."""
    try:
        url = urlsplit(address)
    except ValueError:
        raise LetterInvalid(field, _("This is not a web address.")) from None
    plain_allowed = plain_allowed or url.hostname in _LOOPBACK
    if not url.hostname or url.scheme not in ({"https", "http"} if plain_allowed else {"https"}):
        raise LetterInvalid(field, _("The address for verifying must begin with https://."))
    if not address.isascii() or " " in address:
        raise LetterInvalid(field, _("This is not a web address."))
