"""Lists for the day on which letters are handed over. Data in, PDF out, as with the letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.check import check_characters, check_room
from programmes.letters.render import typeset

LAYOUT = "feier-v1"
OCCASION_MM, OCCASION_PT = 170.0, 15.0
FACT_MM, FACT_PT = 138.0, 10.5
# typst has no time limit, so what it is given has one.
MOST_PEOPLE = 1000


class Shape(StrEnum):
    """Which list it is: what its columns are and how large it is set."""

    FOLDER = "folder"
    NAMES = "names"
    PRESS = "press"


# The room and size of name and department in the columns of each shape.
ROOM = {
    Shape.FOLDER: ((58.0, 10.5), (40.0, 9.5)),
    Shape.NAMES: ((94.0, 16.0), (56.0, 12.0)),
    Shape.PRESS: ((86.0, 11.5), (76.0, 10.5)),
}
SPOKEN_PT, REFERENCE_MM, REFERENCE_PT = 12.0, 24.0, 9.5


@dataclass(frozen=True)
class Called:
    """One person as a list names them; what its shape has no column for is not printed."""

    name: str
    department: str
    spoken: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Roll:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    shape: Shape
    city: str
    office: str
    title: str
    occasion: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[Called, ...]
    closing: str
    hint: str
    day: str
    printed_at: datetime
    specimen: bool = False
    language: str = "de"


def render_roll(roll: Roll) -> bytes:
    """Set `roll` as PDF/UA-1 and PDF/A-2a; the same list gives the same bytes.

    Raises LetterInvalid, naming the text, where a sign has no glyph, a text no room, or too many people are named.
    """
    _check(roll)
    record = json.dumps({**asdict(roll), "printed_at": str(roll.printed_at)}, ensure_ascii=False, sort_keys=True)
    return typeset(LAYOUT, "roll.typ", {"roll": record}, roll.printed_at)


def _check(roll: Roll) -> None:
    if len(roll.people) > MOST_PEOPLE:
        reason = _("{count} people are too many for one list; at most {most} have room.")
        raise LetterInvalid("people", format_lazy(reason, count=len(roll.people), most=MOST_PEOPLE))
    for field, text in _texts(roll):
        check_characters(field, text)
    check_room("occasion", roll.occasion, OCCASION_PT, OCCASION_MM)
    for _label, value in roll.facts:
        check_room("facts", value, FACT_PT, FACT_MM)
    (name_mm, name_pt), (department_mm, department_pt) = ROOM[roll.shape]
    for person in roll.people:
        check_room("name", person.name, name_pt, name_mm)
        check_room("department", person.department, department_pt, department_mm)
        check_room("spoken", person.spoken, SPOKEN_PT, name_mm)
        check_room("reference", person.reference, REFERENCE_PT, REFERENCE_MM)


def _texts(roll: Roll) -> Iterator[tuple[str, str]]:
    for field in ("city", "office", "title", "occasion", "closing", "hint", "day"):
        yield field, getattr(roll, field)
    for pair in roll.facts:
        yield from (("facts", text) for text in pair)
    for person in roll.people:
        yield "name", person.name
        yield "department", person.department
        yield "spoken", person.spoken
        yield "reference", person.reference
