"""A table in three formats, read back by other programs: text is text, dates are dates, numbers are numbers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from programmes.exports.tables import FORMATS, Table, to_csv, to_ods, to_xlsx

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SHEETS = pytest.mark.parametrize("extension", ["xlsx", "ods"])
TRICKS = [
    "=1+1",
    "+49 641 306-1234",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "\r=1+1",
    "  =1+1",
    "\uff1d1+1",
    '=HYPERLINK("http://example.org";"x")',
    "{=1+1}",
]


def table(*rows: Sequence[Any], headers: Sequence[str] = ("Head",), title: str = "Title") -> Table:
    return Table(title, headers, rows, AT)


def read_sheet(file: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()


def read_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


@SHEETS
@pytest.mark.parametrize("text", TRICKS)
def test_a_cell_that_looks_like_a_formula_is_text_in_a_sheet(extension: str, text: str) -> None:
    file = FORMATS[extension].write(table([text], headers=[text]))

    part = "content.xml" if extension == "ods" else "xl/worksheets/sheet1.xml"
    xml = ZipFile(BytesIO(file)).read(part).decode()
    assert "table:formula" not in xml
    assert "<f>" not in xml
    found = {str(cell).strip() for row in read_sheet(file) for cell in row}
    assert found == {text.strip()}


@pytest.mark.parametrize("text", TRICKS[:-1])
def test_a_cell_that_looks_like_a_formula_begins_with_an_apostrophe_in_csv(text: str) -> None:
    cells = [cell for row in read_csv(to_csv(table([text, f'a";{text}'], headers=[text, "b"]))) for cell in row]

    plain = text.replace("\r", "\n")
    assert cells == [f"'{plain}", "b", f"'{plain}", f'a";{plain}']


def test_plain_text_and_negative_numbers_stay_as_they_are_in_csv() -> None:
    assert read_csv(to_csv(table(["Jugend-Amt = gut", -3])))[1] == ["Jugend-Amt = gut", "-3"]


@SHEETS
def test_dates_and_numbers_are_dates_and_numbers_in_a_sheet(extension: str) -> None:
    row = [date(2026, 3, 2), AT, 3, Decimal("1.5"), None, "007", True]

    found = read_sheet(FORMATS[extension].write(table(row, headers=list("abcdefg"))))

    assert found[1] == [date(2026, 3, 2), datetime(2026, 3, 2, 9, 0), 3, 1.5, "", "007", "yes"]  # noqa: DTZ001 -- read back


def test_csv_opens_in_a_german_office() -> None:
    with translation.override("de"):
        file = to_csv(table([date(2026, 3, 2), AT, 3, Decimal("1.5"), None, "Größe"], headers=list("abcdef")))

    assert file.startswith(b"\xef\xbb\xbf")
    assert b'"2026-03-02";"2026-03-02 09:00";"3";"1,5";"";"Gr' in file
    assert read_csv(file)[1][-1] == "Größe"


@SHEETS
def test_signs_no_file_may_hold_are_left_out_and_all_others_kept(extension: str) -> None:
    file = FORMATS[extension].write(
        table(["a\x00b\x1f\ud800c", "Đorđević <&> \U0001d518 _x0041_", "x  y\nz"], headers=list("abc"))
    )

    assert read_sheet(file)[1] == ["abc", "Đorđević <&> \U0001d518 _x0041_", "x  y\nz"]


@SHEETS
def test_the_sheet_has_a_name_every_program_takes(extension: str) -> None:
    file = FORMATS[extension].write(table(["x"], title="'A/B: [C]*? " + "lang" * 20))

    (name,) = CalamineWorkbook.from_filelike(BytesIO(file)).sheet_names
    assert name.startswith("A B")
    assert len(name) <= 31


@SHEETS
def test_a_table_without_rows_has_its_head(extension: str) -> None:
    assert read_sheet(FORMATS[extension].write(table(headers=["a", "b"]))) == [["a", "b"]]


def test_xlsx_names_title_and_language_and_keeps_its_head_in_view() -> None:
    with translation.override("de"):
        file = ZipFile(BytesIO(to_xlsx(table(["x"], title="Abdeckung"))))

    assert "<dc:title>Abdeckung</dc:title>" in file.read("docProps/core.xml").decode()
    assert "<vt:lpwstr>de</vt:lpwstr>" in file.read("docProps/custom.xml").decode()
    assert '<pane ySplit="1"' in file.read("xl/worksheets/sheet1.xml").decode()


def test_ods_names_title_and_language_and_keeps_its_head_in_view() -> None:
    with translation.override("de"):
        file = ZipFile(BytesIO(to_ods(table(["x"], title="Abdeckung"))))

    first = file.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert "<dc:title>Abdeckung</dc:title>" in file.read("meta.xml").decode()
    assert "<dc:language>de-DE</dc:language>" in file.read("meta.xml").decode()
    assert 'fo:language="fr"' not in file.read("styles.xml").decode()
    assert "<table:table-header-rows>" in file.read("content.xml").decode()
    assert 'config:name="VerticalSplitPosition"' in file.read("settings.xml").decode()


def test_what_excel_cannot_hold_is_refused_and_not_left_out() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        to_xlsx(table(["x" * 40_000]))
