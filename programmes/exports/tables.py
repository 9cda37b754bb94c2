"""Tables as files for other programs: CSV, XLSX and ODS out of the same headers and rows.

Text stays text in all of them: no cell is ever read as a formula. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programmes.exports.ods import Value, ods_of

# What a spreadsheet may take for the beginning of a formula, also behind blanks; the last four are those of full width.
_FORMULA = re.compile(r"^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME_LENGTH = 31  # Excel takes no more
_LOCALES = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True)
class Table:
    """What is exported. Cells are text, numbers, dates or nothing; anything else is written as its text."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]
    made_at: datetime

    @property
    def sheet(self) -> str:
        """A name for the sheet that every program takes."""
        return _NO_SHEET_NAME.sub(" ", self.title)[:_SHEET_NAME_LENGTH].strip() or _("Table")

    def values(self) -> list[list[Value]]:
        """The rows in values every format knows."""
        return [[_plain(cell) for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Format:
    """A kind of file: what its server calls it, and how a table becomes one."""

    content_type: str
    write: Callable[[Table], bytes]


def to_csv(table: Table) -> bytes:
    """CSV as German offices open it: UTF-8 with its mark, semicolons, every cell in quotes, dates in ISO form."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([_in_csv(value) for value in row] for row in (_plain_row(table.headers), *table.values()))
    return file.getvalue().encode("utf-8-sig")


def to_xlsx(table: Table) -> bytes:
    """An Excel workbook of one sheet; raises ValueError where a cell or the table is larger than Excel takes."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    made_at = table.made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": table.title, "created": made_at})
    book.set_custom_property("Language", get_language() or "de")
    sheet = book.add_worksheet(table.sheet)
    bold = book.add_format({"bold": True, "bottom": 1})
    day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))

    def put(line: int, place: int, value: Value, style: Any = None) -> int:
        if value is None:
            return 0
        if isinstance(value, str):
            return int(sheet.write_string(line, place, value, style))
        if isinstance(value, date):
            return int(sheet.write_datetime(line, place, value, moment if isinstance(value, datetime) else day))
        return int(sheet.write_number(line, place, value))

    answers = [put(0, place, value, bold) for place, value in enumerate(_plain_row(table.headers))]
    for line, row in enumerate(table.values(), start=1):
        answers += [put(line, place, value) for place, value in enumerate(row)]
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.autofit()
    book.close()
    if any(answers):  # the library leaves out what does not fit, without a word
        raise ValueError("The table does not fit into a sheet of Excel.")
    return file.getvalue()


def to_ods(table: Table) -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    made_at = timezone.make_naive(table.made_at)
    headers = [str(header) for header in _plain_row(table.headers)]
    language = _LOCALES[get_language() or "de"]
    return ods_of(table.title, table.sheet, headers, table.values(), language=language, made_at=made_at)


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", to_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "ods": Format("application/vnd.oasis.opendocument.spreadsheet", to_ods),
}


def _plain_row(row: Sequence[Any]) -> list[Value]:
    return [_plain(cell) for cell in row]


def _plain(cell: Any) -> Value:
    """The cell as a value every format knows; moments in the office's time, signs no file may hold left out."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, datetime):
        return timezone.make_naive(cell) if timezone.is_aware(cell) else cell
    if cell is None or isinstance(cell, int | float | Decimal | date):
        return cell
    return _NO_XML.sub("", str(cell).replace("\r\n", "\n").replace("\r", "\n"))


def _in_csv(value: Value) -> str:
    if isinstance(value, float | Decimal):
        return str(number_format(value))  # German Excel takes 1.5 for the first of May
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return "" if value is None else str(value)
