"""The sign-in sheet of a session: who is expected, and room to sign. Data in, PDF out, as with the letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.check import check_characters, check_room
from programmes.letters.render import typeset

LAYOUT = "teilnahmeliste-v1"
# The columns of the layout and the sizes of their texts.
MODULE_MM, MODULE_PT = 170.0, 15.0
FACT_MM, FACT_PT = 144.0, 10.5
NAME_MM, NAME_PT = 54.0, 10.5
DEPARTMENT_MM, DEPARTMENT_PT = 44.0, 9.5
# typst has no time limit, so what it is given has one.
MOST_PEOPLE = 1000


@dataclass(frozen=True)
class Expected:
    """One person as the sheet names them."""

    name: str
    department: str


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    city: str
    office: str
    title: str
    module: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[Expected, ...]
    empty_rows: int  # for those who come without being on the list
    hint: str
    day: str
    printed_at: datetime
    specimen: bool = False
    language: str = "de"


def render_sheet(sheet: Sheet) -> bytes:
    """Set `sheet` as PDF/UA-1 and PDF/A-2a; the same sheet gives the same bytes.

    Raises LetterInvalid, naming the text, where a sign has no glyph, a text no room, or too many people are named.
    """
    _check(sheet)
    record = json.dumps({**asdict(sheet), "printed_at": str(sheet.printed_at)}, ensure_ascii=False, sort_keys=True)
    return typeset(LAYOUT, "sheet.typ", {"sheet": record}, sheet.printed_at)


def _check(sheet: Sheet) -> None:
    if len(sheet.people) > MOST_PEOPLE:
        reason = _("{count} people are too many for one sheet; at most {most} have room.")
        raise LetterInvalid("people", format_lazy(reason, count=len(sheet.people), most=MOST_PEOPLE))
    for field, text in _texts(sheet):
        check_characters(field, text)
    check_room("module", sheet.module, MODULE_PT, MODULE_MM)
    for _label, value in sheet.facts:
        check_room("facts", value, FACT_PT, FACT_MM)
    for person in sheet.people:
        check_room("name", person.name, NAME_PT, NAME_MM)
        check_room("department", person.department, DEPARTMENT_PT, DEPARTMENT_MM)


def _texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for field in ("city", "office", "title", "module", "hint", "day"):
        yield field, getattr(sheet, field)
    for pair in sheet.facts:
        yield from (("facts", text) for text in pair)
    for person in sheet.people:
        yield "name", person.name
        yield "department", person.department
