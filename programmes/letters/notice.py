"""A notice to put up on the wall: who can be asked here. Data in, PDF out, as with the letters; it has no number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.check import check_characters, check_room, check_url, check_width
from programmes.letters.qr import qr_svg
from programmes.letters.render import typeset

LAYOUT = "aushang-v1"
# The narrow column of a card and the sizes of its texts; a word wider than that would run off the card.
COLUMN_MM, NAME_PT, TEXT_PT = 74.0, 14.0, 10.0
PLACE_MM, PLACE_PT = 165.0, 21.0
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

    city: str
    office: str
    title: str
    role_plural: str
    place: str  # the department or site it is for
    address: tuple[str, ...]
    introduction: str
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
    _check(notice)
    printed_at = datetime.combine(notice.printed_on, datetime.min.time(), UTC)
    record = json.dumps({**asdict(notice), "printed_on": str(notice.printed_on)}, ensure_ascii=False, sort_keys=True)
    inputs = {"notice": record, "qr": qr_svg(notice.directory_url)}
    return typeset(LAYOUT, "notice.typ", inputs, printed_at)


def _check(notice: Notice) -> None:
    if len(notice.people) > MOST_PEOPLE:
        reason = _("{count} people are too many for one notice; at most {most} have room.")
        raise LetterInvalid("people", format_lazy(reason, count=len(notice.people), most=MOST_PEOPLE))
    for field, text in _texts(notice):
        check_characters(field, text)
    check_room("place", notice.place, PLACE_PT, PLACE_MM)
    for entry in notice.people:
        check_room("name", entry.name, NAME_PT, COLUMN_MM)
        for text in (entry.role, entry.department, entry.phone, entry.room, entry.office_hours, *entry.topics):
            check_room("people", text, TEXT_PT, COLUMN_MM)
        for part in _BREAKS.split(entry.mail):
            check_width("mail", part, TEXT_PT, COLUMN_MM)
    check_url(notice.directory_url, plain_allowed=notice.specimen)


def _texts(notice: Notice) -> Iterator[tuple[str, str]]:
    for field in (
        "city",
        "office",
        "title",
        "place",
        "introduction",
        "pilots_help",
        "service_helps",
        "service_contact",
    ):
        yield field, getattr(notice, field)
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
