"""A notice to put up on the wall: who can be asked here. Data in, PDF out, as with the letters; it has no number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid, LetterTooLong
from programmes.letters.body import lines, printed_texts
from programmes.letters.check import check_characters, check_room, check_url, check_width
from programmes.letters.letter import Paragraph, Tree, block_record
from programmes.letters.qr import qr_svg
from programmes.letters.render import count_pages, picture, typeset

SOURCE = "notice.typ"
# The narrow column of a card and the sizes of its texts; a word wider than that would run off the card.
COLUMN_MM, NAME_PT, TEXT_PT = 74.0, 14.0, 10.0
PLACE_MM, PLACE_PT = 165.0, 21.0
# The words of the office, in the sizes they have where few people are named.
TITLE_MM, TITLE_PT = 165.0, 34.0
BODY_MM, BODY_PT = 155.0, 14.0
MOST_SIGNS_IN_TITLE, MOST_SIGNS_IN_BODY = 120, 2000
_BREAKS = re.compile(r"(?<=[@.\-_])")  # where the layout breaks an address of e-mail
# typst has no time limit, so what it is given has one; a longer notice is put up by department.
MOST_PEOPLE = 200


@dataclass(frozen=True)
class Entry:
    """One pilot as the notice names them; what is empty is left out."""

    name: str
    role: str
    department: str = ""
    phone: str = ""
    mail: str = ""
    room: str = ""
    office_hours: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    layout: str  # a folder of `layouts/`, such as "aushang-v1"
    city: str
    office: str
    title: str
    role_plural: str
    place: str  # the department or site it is for
    address: tuple[str, ...]
    body: Tree  # the words of the office, or what holds where nobody is there
    people: tuple[Entry, ...]
    pilots_help: str
    service_helps: str
    service_contact: str
    office_contact: str
    directory_url: str
    printed_on: date
    day_in_words: str
    specimen: bool = False
    language: str = "de"


def render_notice(notice: Notice) -> bytes:
    """Set `notice` as PDF/UA-1 and PDF/A-2a; the same notice gives the same bytes.

    Raises LetterInvalid, naming the text, where a sign has no glyph, a word no room, or too many people are named.
    """
    return typeset(notice.layout, SOURCE, _inputs(notice), _printed_at(notice))


def try_notice(notice: Notice) -> None:
    """Set `notice`, a specimen with a few people: whoever passes by must see words and people on one page.

    Raises LetterTooLong where they need more, else as `render_notice` does.
    """
    pages = count_pages(render_notice(notice))
    if pages > 1:
        raise LetterTooLong("body", _("The words leave no room for the people on one page. Please shorten them."))


def picture_notice(notice: Notice) -> list[bytes]:
    """The pages of `notice` as PNG, to be looked at; raises as `render_notice` does, LetterTooLong beyond two pages."""
    return picture(notice.layout, SOURCE, _inputs(notice), _printed_at(notice))


def _printed_at(notice: Notice) -> datetime:
    return datetime.combine(notice.printed_on, datetime.min.time(), UTC)


def _inputs(notice: Notice) -> dict[str, str]:
    _check(notice)
    body = [block_record(block) for block in notice.body]
    record = {**asdict(notice), "printed_on": str(notice.printed_on), "body": body}
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return {"notice": text, "qr": qr_svg(notice.directory_url)}


def _check(notice: Notice) -> None:
    if len(notice.people) > MOST_PEOPLE:
        reason = _("{count} people are too many for one notice; at most {most} have room.")
        raise LetterInvalid("people", format_lazy(reason, count=len(notice.people), most=MOST_PEOPLE))
    for field, text in _texts(notice):
        check_characters(field, text)
    check_room("place", notice.place, PLACE_PT, PLACE_MM)
    _check_words(notice)
    for entry in notice.people:
        check_room("name", entry.name, NAME_PT, COLUMN_MM)
        for text in (entry.role, entry.department, entry.phone, entry.room, entry.office_hours, *entry.topics):
            check_room("people", text, TEXT_PT, COLUMN_MM)
        for part in _BREAKS.split(entry.mail):
            check_width("mail", part, TEXT_PT, COLUMN_MM)
    check_url(notice.directory_url, plain_allowed=notice.specimen)


def _check_words(notice: Notice) -> None:
    body = "".join(printed_texts(notice.body))
    for field, text, most in (("title", notice.title, MOST_SIGNS_IN_TITLE), ("body", body, MOST_SIGNS_IN_BODY)):
        if not text.strip():
            raise LetterInvalid(field, _("Something is missing here."))
        if len(text) > most:
            reason = _("The text has {count} characters; at most {most} fit.")
            raise LetterInvalid(field, format_lazy(reason, count=len(text), most=most))
    check_room("title", notice.title, TITLE_PT, TITLE_MM)
    for line in lines(notice.body):
        check_room("body", "".join(printed_texts((Paragraph(line),))), BODY_PT, BODY_MM)


def _texts(notice: Notice) -> Iterator[tuple[str, str]]:
    for field in (
        "city",
        "office",
        "title",
        "place",
        "pilots_help",
        "service_helps",
        "service_contact",
    ):
        yield field, getattr(notice, field)
    for text in printed_texts(notice.body):
        yield "body", text
    yield "office_contact", notice.office_contact
    yield "day_in_words", notice.day_in_words
    for line in notice.address:
        yield "address", line
    for entry in notice.people:
        yield "name", entry.name
        for text in (entry.role, entry.department, entry.phone, entry.mail, entry.room, entry.office_hours):
            yield "people", text
        for topic in entry.topics:
            yield "people", topic
