"""The report of a year on paper. Data in, PDF out, as with the letters; it has no number and names nobody."""

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

LAYOUT = "bericht-v1"
# The columns of the layout without their margins, and the size of their texts; what stands above figures is hyphenated.
NAME_MM, TABLE_PT = 46.0, 9.5
FIGURE_MM, DATE_MM, STATE_MM = 12.0, 20.0, 30.0
MOST_COLUMNS = 7
# typst has no time limit, so what it is given has one.
MOST_LINES = 200


@dataclass(frozen=True)
class Figures:
    """A table: what stands above its columns, and its lines; the last line sums them up where `has_total`.

    The figures stand under each other on the right; a table `of_words` has two dates and a state instead.
    """

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    has_total: bool = False
    of_words: bool = False


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands below it."""

    title: str
    text: str = ""
    table: Figures | None = None


@dataclass(frozen=True)
class Paper:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    city: str
    office: str
    title: str
    period: str
    sentences: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    note: str
    day: str
    printed_at: datetime
    specimen: bool = False
    language: str = "de"


def render_report(paper: Paper) -> bytes:
    """Set `paper` as PDF/UA-1 and PDF/A-2a; the same paper gives the same bytes.

    Raises LetterInvalid, naming the text, where a sign has no glyph, a text no room, or there is too much of it.
    """
    _check(paper)
    record = json.dumps({**asdict(paper), "printed_at": str(paper.printed_at)}, ensure_ascii=False, sort_keys=True)
    return typeset(LAYOUT, "report.typ", {"report": record}, paper.printed_at)


def _check(paper: Paper) -> None:
    for field, text in _texts(paper):
        check_characters(field, text)
    for table in (chapter.table for chapter in paper.chapters if chapter.table):
        most = 3 if table.of_words else MOST_COLUMNS
        if len(table.lines) > MOST_LINES or len(table.head) > most + 1:
            reason = _("A table has room for {lines} lines and {columns} columns of figures.")
            raise LetterInvalid("table", format_lazy(reason, lines=MOST_LINES, columns=most))
        widths = (DATE_MM, DATE_MM, STATE_MM) if table.of_words else (FIGURE_MM,) * MOST_COLUMNS
        for name, *cells in table.lines:
            check_room("name", name, TABLE_PT, NAME_MM)
            for cell, width in zip(cells, widths, strict=False):
                check_room("table", cell, TABLE_PT, width)


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    for field in ("city", "office", "title", "period", "note", "day"):
        yield field, getattr(paper, field)
    for sentence in paper.sentences:
        yield "sentences", sentence
    for chapter in paper.chapters:
        yield "title", chapter.title
        yield "text", chapter.text
        for line in (chapter.table.head, *chapter.table.lines) if chapter.table else ():
            yield from (("table", text) for text in line)
