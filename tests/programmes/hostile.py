"""Files that mean harm, or only look like a table."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/></manifest:manifest>'
)
ODS = (
    '<?xml version="1.0"?>{prolog}<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Liste">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


def xlsx(rows: str = "", *, prolog: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet with the XML `rows`, and `more` members."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": SHEET.format(rows=rows, prolog=prolog),
    }
    return zipped(members | (more or {}))


def ods(rows: str, *, prolog: str = "") -> bytes:
    """A table of one sheet with the XML `rows`."""
    content = ODS.format(rows=rows, prolog=prolog)
    return zipped({"mimetype": ODS_KIND, "META-INF/manifest.xml": MANIFEST, "content.xml": content})


def workbook(*rows: list[object]) -> bytes:
    """A workbook as an office program writes it."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def cell(place: str, text: str) -> str:
    """A cell of a sheet with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def locked(archive: bytes) -> bytes:
    """`archive` with every member marked as encrypted."""
    return _patched(_patched(archive, b"PK\3\4", 6, b"\1"), b"PK\1\2", 8, b"\1")


def lying(archive: bytes) -> bytes:
    """`archive` that claims of every member to be a thousand bytes long."""
    return _patched(archive, b"PK\1\2", 24, (1000).to_bytes(4, "little"))


def _patched(archive: bytes, header: bytes, place: int, said: bytes) -> bytes:
    head, *members = archive.split(header)
    place -= len(header)
    return header.join([head, *(member[:place] + said + member[place + len(said) :] for member in members)])


def linked(target: str, mode: str = "") -> dict[str, str | bytes]:
    """A workbook's sheet, somewhere else."""
    relations = RELS.format(kind="worksheet", target=target)
    return {"xl/_rels/workbook.xml.rels": relations.replace("/></R", f"{mode}/></R")}


DAMAGED = "This file is damaged or no table we can read. Please save it anew as XLSX, ODS or CSV."
NO_TABLE = "This file is no table. Please choose a CSV, XLSX or ODS file."
MACROS = "This workbook holds macros. Please save it as XLSX without them."
FAR_TOO_BIG = "Unpacked, this file is far bigger than a list of people can be."
ROWS_TOO_MANY = "The list has more than 10\u202f000 rows. Please divide it."
COLUMNS_TOO_MANY = "The list has more than 60 columns."
OLD = "This workbook is protected by a password or of the old XLS kind. Please save it as XLSX or CSV."

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
    "nested": (lambda: zipped({"list.zip": zipped({"list.csv": "Kim;51"})}), NO_TABLE),
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
    "encrypted": (lambda: locked(ods(repeated("Kim", 1, 1))), DAMAGED),
    "a lie about its size": (lambda: lying(xlsx("<row/>" + " " * 40_000_000)), DAMAGED),
    "a sheet from elsewhere": (
        lambda: xlsx(more=linked("http://127.0.0.1:9/x.xml", ' TargetMode="External"')),
        DAMAGED,
    ),
    "a sheet of ours": (lambda: xlsx(more=linked("../../../../etc/passwd")), DAMAGED),
    "slip in the middle": (lambda: xlsx(more={"xl/../../x": b"x"}), DAMAGED),
    "slip to the root": (lambda: xlsx(more={"/etc/passwd": b"x"}), DAMAGED),
    "one text said often": (
        lambda: xlsx(
            f'<row r="1">{cell("A1", "&a;" * 50_000)}</row>', prolog=f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
        ),
        DAMAGED,
    ),
    "deep": (lambda: ods("<a>" * 300_000 + "</a>" * 300_000), FAR_TOO_BIG),
    "a text that is not there": (lambda: xlsx('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>'), DAMAGED),
    "a place that is none": (lambda: xlsx(f'<row r="1">{cell("ZZZZZZ99999999999", "x")}</row>'), DAMAGED),
    "no sheet": (lambda: xlsx(more={"xl/workbook.xml": BOOK.replace("<sheet ", "<nothing ")}), DAMAGED),
    "thousands of columns": (lambda: workbook(["x"] * 5_000), COLUMNS_TOO_MANY),
    "thousands of columns in ods": (lambda: ods(repeated("x", 5_000, 1)), COLUMNS_TOO_MANY),
    "nothing packed": (lambda: zipped({}), NO_TABLE),
    "nul": (lambda: b"Name;Amt\nKi\0m;51\n", NO_TABLE),
    "nul in a workbook": (lambda: xlsx(f'<row r="1">{cell("A1", "Ki&#0;m")}</row>'), DAMAGED),
    "utf-32": (lambda: "Name;Amt".encode("utf-32"), NO_TABLE),
    "no mark of its encoding": (lambda: "Name;Amt".encode("utf-16-le"), NO_TABLE),
    "row": (lambda: b"x" * 5_000_000, "This cannot be read as a table: a row is far too long."),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), NO_TABLE),
    "paper": (lambda: b"%PDF-1.7\n1 0 obj", NO_TABLE),
    "web page": (lambda: b"\xef\xbb\xbf\n<HTML><table><tr><td>Kim</td></tr></table>", NO_TABLE),
}
