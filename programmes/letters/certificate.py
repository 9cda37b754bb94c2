"""A certificate of participation in a module. Data in, PDF out, as with the letters; it has no number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid, LetterTooLong
from programmes.letters.body import lines, printed_texts
from programmes.letters.check import check_characters, check_room
from programmes.letters.letter import Paragraph, Tree, block_record
from programmes.letters.render import MOST_PAGES, count_pages, picture, typeset

SOURCE = "certificate.typ"
# The places of the layout and the sizes of their texts.
TITLE_MM, TITLE_PT = 154.0, 32.0
NAME_MM, NAME_PT = 154.0, 24.0
MODULE_MM, MODULE_PT = 136.0, 15.0
FACT_MM, FACT_PT = 90.0, 11.0
LINE_MM, LINE_PT = 154.0, 12.0
# typst has no time limit, so what it is given has one.
MOST_SIGNS = {"title": 120, "name": 250, "module": 240, "issued": 160, "issuer": 240, "hint": 240}
MOST_SIGNS_IN_BODY = 4000


@dataclass(frozen=True)
class Certificate:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    layout: str  # a folder of `layouts/`, such as "bescheinigung-v1"
    city: str
    office: str
    title: str
    name: str
    module: str
    facts: tuple[tuple[str, str], ...]
    body: Tree
    issued: str  # where and when, in words
    issuer: str
    hint: str
    day: str
    printed_at: datetime  # aware, whole seconds
    specimen: bool = False
    language: str = "de"
    crest: str = ""  # an SVG; empty for the one the layout has
    crest_text: str = ""


def to_json(certificate: Certificate) -> str:
    """Give the canonical JSON of `certificate`: equal ones give equal text, whatever the time zone of `printed_at`."""
    record = asdict(certificate)
    record["printed_at"] = certificate.printed_at.astimezone(UTC).isoformat()
    record["body"] = [block_record(block) for block in certificate.body]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def render_certificate(certificate: Certificate) -> bytes:
    """Set `certificate` as PDF/UA-1 and PDF/A-2a; the same certificate gives the same bytes.

    Raises LetterInvalid, naming the text, where a sign has no glyph or a text no room, LetterTooLong beyond two pages.
    """
    pdf = typeset(certificate.layout, SOURCE, _inputs(certificate), certificate.printed_at)
    pages = count_pages(pdf)
    if pages > MOST_PAGES:
        reason = _("The certificate has {pages} pages; at most {most} are allowed. Please shorten its text.")
        raise LetterTooLong("body", format_lazy(reason, pages=pages, most=MOST_PAGES))
    return pdf


def picture_certificate(certificate: Certificate) -> list[bytes]:
    """The pages of `certificate` as PNG, to be looked at; raises as `render_certificate` does."""
    return picture(certificate.layout, SOURCE, _inputs(certificate), certificate.printed_at)


def _inputs(certificate: Certificate) -> dict[str, str]:
    check(certificate)
    return {"certificate": to_json(certificate)}


def check(certificate: Certificate) -> None:
    """Raise LetterInvalid, naming the field, when `certificate` cannot be printed as it stands."""
    for field, text in _texts(certificate):
        check_characters(field, text)
    for field, most in MOST_SIGNS.items():
        text = getattr(certificate, field)
        if not text.strip():
            raise LetterInvalid(field, _("Something is missing here."))
        if len(text) > most:
            reason = _("The text has {count} characters; at most {most} fit.")
            raise LetterInvalid(field, format_lazy(reason, count=len(text), most=most))
    body = "".join(printed_texts(certificate.body))
    if not body.strip():
        raise LetterInvalid("body", _("The text of the certificate is empty."))
    if len(body) > MOST_SIGNS_IN_BODY:
        reason = _("The text has {count} characters; at most {most} fit.")
        raise LetterInvalid("body", format_lazy(reason, count=len(body), most=MOST_SIGNS_IN_BODY))
    check_room("title", certificate.title, TITLE_PT, TITLE_MM)
    check_room("name", certificate.name, NAME_PT, NAME_MM)
    check_room("module", certificate.module, MODULE_PT, MODULE_MM)
    for _label, value in certificate.facts:
        check_room("facts", value, FACT_PT, FACT_MM)
    for field, text in (("issued", certificate.issued), ("issuer", certificate.issuer)):
        check_room(field, text, LINE_PT, LINE_MM)
    for line in lines(certificate.body):
        check_room("body", "".join(printed_texts((Paragraph(line),))), LINE_PT, LINE_MM)


def _texts(certificate: Certificate) -> Iterator[tuple[str, str]]:
    for field in (*MOST_SIGNS, "city", "office", "day"):
        yield field, getattr(certificate, field)
    for pair in certificate.facts:
        yield from (("facts", text) for text in pair)
    for text in printed_texts(certificate.body):
        yield "body", text
