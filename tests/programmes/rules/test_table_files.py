"""What an uploaded file may be, and that a hostile one costs a sentence and nothing else."""

from __future__ import annotations

import resource
from collections.abc import Callable
from time import monotonic

import pytest

from people.errors import Refused
from programmes.rules.table_files import read_csv, read_table
from tests.programmes.hostile import cell, ods, workbook, xlsx, zipped

ROWS = [["Name", "E-Mail", "Amt"], ["Änne Müller", "aenne@giessen.example", "51"]]
TEXT = "Name;E-Mail;Amt\r\nÄnne Müller;aenne@giessen.example;51\r\n"
DAMAGED = "This file is damaged or no table we can read. Please save it anew as XLSX, ODS or CSV."
NO_TABLE = "This file is no table. Please choose a CSV, XLSX or ODS file."
MACROS = "This workbook holds macros. Please save it as XLSX without them."
FAR_TOO_BIG = "Unpacked, this file is far bigger than a list of people can be."
ROWS_TOO_MANY = "The list has more than 10\u202f000 rows. Please divide it."
COLUMNS_TOO_MANY = "The list has more than 60 columns."
OLD = "This workbook is protected by a password or of the old XLS kind. Please save it as XLSX or CSV."


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\r\n", "\n").encode(),
        b"\n".join(b";".join(b'"%s"' % fact.encode() for fact in row) for row in ROWS),
        workbook(["Name", "E-Mail", "Amt"], ["Änne Müller", "aenne@giessen.example", 51]),
    ],
    ids=["utf-8", "bom", "windows-1252", "utf-16", "commas", "tabs", "unix", "quoted", "xlsx"],
)
def test_a_table_is_read_however_it_was_saved(content: bytes) -> None:
    assert read_table(content) == ROWS


def test_an_open_document_is_read() -> None:
    told = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    rows = "".join(row.format("".join(told.format(fact) for fact in facts)) for facts in ROWS)
    # What an office program writes below the last row.
    rest = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048574">{rest}</table:table-row>'

    assert read_table(ods(rows + rest)) == ROWS


def test_a_comma_within_a_name_divides_no_table() -> None:
    assert read_csv('"Müller, Änne";51\nMuster, Kim;32\n') == [["Müller, Änne", "51"], ["Muster, Kim", "32"]]


def test_a_formula_is_what_it_came_to_last() -> None:
    row = '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://elsewhere.example","x")</f><v>Kim</v></c></row>'

    assert read_table(xlsx(row)) == [["Kim"]]


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
SECRET = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def repeated(text: str, columns: int, rows: int) -> str:
    told = (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{told}</table:table-row>'


def corners(last: str) -> bytes:
    """Two cells, and a rectangle of up to seventeen thousand million between them."""
    first_row, last_row = (f'<row r="{place.strip("AXFD")}">{cell(place, "Kim")}</row>' for place in ("A1", last))
    return xlsx(first_row + last_row)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: xlsx("<row/>" + " " * 400_000_000), FAR_TOO_BIG),
    "many bombs": (lambda: xlsx(more={f"x{number}": b" " * 1_000_000 for number in range(60)}), FAR_TOO_BIG),
    "blanks": (lambda: xlsx("<row/>" + " " * 40_000_000), FAR_TOO_BIG),
    "far corners": (lambda: corners("XFD1048576"), DAMAGED),
    "not so far corners": (lambda: corners("XFD9999"), DAMAGED),
    "repeated cells": (lambda: ods(repeated("Kim", 16384, 1048576)), DAMAGED),
    "one text everywhere": (lambda: workbook(*[["x" * 30_000] * 30] * 300), DAMAGED),
    "much text": (lambda: workbook(*[["x" * 500] * 60] * 200), FAR_TOO_BIG),
    "rows": (
        lambda: xlsx("".join(f'<row r="{row}">{cell(f"A{row}", "x")}</row>' for row in range(1, 12_000))),
        ROWS_TOO_MANY,
    ),
    "a million rows": (lambda: b"a\n" * 1_000_000, ROWS_TOO_MANY),
    "columns": (lambda: workbook(["x"] * 100), COLUMNS_TOO_MANY),
    "columns of a text": (lambda: b";".join([b"x"] * 100), COLUMNS_TOO_MANY),
    "laughs": (lambda: xlsx(f'<row r="1">{cell("A1", "&a9;")}</row>', prolog=LAUGHS), DAMAGED),
    "laughs in ods": (lambda: ods(repeated("&a9;", 1, 1), prolog=LAUGHS), DAMAGED),
    "a file of ours": (lambda: xlsx(f'<row r="1">{cell("A1", "&e;")}</row>', prolog=SECRET), DAMAGED),
    "a file of ours in ods": (lambda: ods(repeated("&e;", 1, 1), prolog=SECRET), DAMAGED),
    "macros": (lambda: xlsx(more={"xl/vbaProject.bin": b"x"}), MACROS),
    "slip": (lambda: xlsx(more={"../../etc/passwd": b"x"}), DAMAGED),
    "slip in windows": (lambda: xlsx(more={"C:\\x": b"x"}), DAMAGED),
    "members": (lambda: xlsx(more={f"x{number}": b"" for number in range(200)}), DAMAGED),
    "nested": (lambda: zipped({"list.zip": zipped({"list.csv": TEXT})}), NO_TABLE),
    "document": (lambda: zipped({"word/document.xml": "<x/>"}), NO_TABLE),
    "half": (lambda: workbook(["Name"], ["Kim"])[:3000], DAMAGED),
    "old office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), OLD),
    "program": (lambda: b"MZ\x90\0\x03" + bytes(500), NO_TABLE),
    "no encoding": (lambda: b"Name\x81;Amt", NO_TABLE),
    "half utf-16": (lambda: "Kim".encode("utf-16")[:-1], NO_TABLE),
    "never closed": (
        lambda: b'"' + b"x" * 200_000,
        "This cannot be read as a table: a quotation mark is never closed.",
    ),
    "big": (lambda: bytes(5 * 1024 * 1024 + 1), "The file is bigger than 5 MB. Please divide it."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once_and_costs_no_memory(name: str) -> None:
    make, sentence = HOSTILE[name]
    content = make()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, monotonic()

    with pytest.raises(Refused) as refusal:
        read_table(content)

    assert (str(refusal.value), refusal.value.field) == (sentence, "file")
    assert monotonic() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # kilobytes
