"""An uploaded table becomes rows of texts: CSV, XLSX or ODS, known by what is in the file and not by its name."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Sequence
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from people.errors import Refused
from programmes.rules import table_reader

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_MEMBERS = 200
MOST_ROWS = 10_000
MOST_COLUMNS = 60
# The first wins where several fit alike: "Muster, Kim; kim@…" is no list of given names.
DELIMITERS = ("\t", ";", ",")
_SECONDS = 15
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Texts too, but no tables, whatever their name says: web pages saved as a workbook, and documents.
_NO_TABLES = (b"<!doctype", b"<html", b"<?xml", b"%pdf-", b"{\\rtf")
# What Excel writes and reads above a table to say what divides its cells.
_SAYS_DELIMITER = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)

Rows = list[list[str]]


def read_table(content: bytes) -> Rows:
    """The rows of a table, each a list of texts; of a workbook its first sheet, formulas as they last came out.

    Raises Refused, in a sentence for the screen, for what is no table, damaged, too big, or made to do harm.
    """
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is bigger than 5 MB. Please divide it."), "file")
    if content.startswith(b"PK"):
        _refuse_archive(content)
        return _read_workbook(content)
    if content.startswith(_OLD_OFFICE):
        sentence = _("This workbook is protected by a password or of the old XLS kind. Please save it as XLSX or CSV.")
        raise Refused(sentence, "file")
    if content.removeprefix(BOM_UTF8)[:200].lstrip().lower().startswith(_NO_TABLES):
        raise _no_table()
    return read_csv(_decoded(content))


def read_csv(text: str, delimiter: str = "", *, field: str = "file") -> Rows:
    """The rows of a text whose cells are divided by `delimiter`, or by the sign that divides most of its rows.

    Raises Refused, for `field`, where it is no table or has too many rows or columns.
    """
    if said := _SAYS_DELIMITER.match(text):
        delimiter, text = said[1], text[said.end() :]
    delimiter = delimiter or max(DELIMITERS, key=lambda sign: _fit(text, sign))
    try:
        rows = list(islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), MOST_ROWS + 1))
    except csv.Error:
        if '"' not in text:
            raise Refused(_("This cannot be read as a table: a row is far too long."), field) from None
        raise Refused(_("This cannot be read as a table: a quotation mark is never closed."), field) from None
    if len(rows) > MOST_ROWS:
        raise too_many_rows(field)
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise _too_many_columns(field)
    return rows


def _fit(text: str, delimiter: str) -> int:
    """How many of the first rows have the number of cells that most have, if that is more than one."""
    head = text[:10_000].splitlines()[:20]
    widths = Counter(line.count(delimiter) for line in head if line.strip())
    width, rows = max(widths.items(), key=lambda found: found[1], default=(0, 0))
    return rows if width else 0


def _decoded(content: bytes) -> str:
    encodings: Sequence[str] = ("utf-8-sig", "cp1252")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _no_table()


def _refuse_archive(content: bytes) -> None:
    """A workbook is a ZIP archive. What it claims to hold is looked at before anything is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            kind = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        raise _damaged() from None
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS or any(_leads_out(name) for name in names):
        raise _damaged()
    if sum(member.file_size for member in members) > MAX_UNPACKED or any(_is_bomb(member) for member in members):
        raise _too_much()
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(_("This workbook holds macros. Please save it as XLSX without them."), "file")
    if kind.strip() != _ODS and "xl/workbook.xml" not in names:
        raise _no_table()


def _is_small(archive: ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _is_bomb(member: ZipInfo) -> bool:
    # A small file may be all blanks and shrink a lot.
    return member.file_size > 1024 * 1024 and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def _read_workbook(content: bytes) -> Rows:
    """The first sheet, read by a process that may take only so much time and memory."""
    command = [sys.executable, "-I", str(Path(table_reader.__file__)), str(MOST_ROWS), str(MOST_COLUMNS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _damaged() from None
    if done.returncode == table_reader.TOO_MANY_ROWS:
        raise too_many_rows("file")
    if done.returncode == table_reader.TOO_MANY_COLUMNS:
        raise _too_many_columns("file")
    if done.returncode == table_reader.TOO_MUCH:
        raise _too_much()
    if done.returncode:
        raise _damaged()
    rows: Rows = json.loads(done.stdout)
    return rows


def _no_table() -> Refused:
    return Refused(_("This file is no table. Please choose a CSV, XLSX or ODS file."), "file")


def _damaged() -> Refused:
    return Refused(_("This file is damaged or no table we can read. Please save it anew as XLSX, ODS or CSV."), "file")


def _too_much() -> Refused:
    return Refused(_("Unpacked, this file is far bigger than a list of people can be."), "file")


def too_many_rows(field: str) -> Refused:
    """What says that a list is too long."""
    sentence = _("The list has more than {rows} rows. Please divide it.")
    return Refused(sentence.format(rows=f"{MOST_ROWS:,}".replace(",", "\u202f")), field)


def _too_many_columns(field: str) -> Refused:
    return Refused(_("The list has more than {columns} columns.").format(columns=MOST_COLUMNS), field)
