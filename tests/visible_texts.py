"""What somebody can read in an answer: the words of pages, PDFs, tables, calendars and cards."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from tests.programmes.letters.read_aloud import plain_text

FOLD = re.compile(r"\r?\n[ \t]")
SPACES = re.compile(r"\s+")


def words_of(content: bytes, content_type: str) -> str:
    """The text of an answer; of a page its source, so that what is only in attributes is read, too."""
    if content.startswith(b"%PDF"):
        return _in_one_line(plain_text(content))
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as file:
            return _in_one_line(" ".join(file.read(name).decode("utf-8", "replace") for name in file.namelist()))
    text = content.decode("utf-8", "replace")
    if content_type.startswith(("text/calendar", "text/vcard")):
        text = FOLD.sub("", text)
    return _in_one_line(text)


def _in_one_line(text: str) -> str:
    return SPACES.sub(" ", unescape(text))
