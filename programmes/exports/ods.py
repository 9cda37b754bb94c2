"""An OpenDocument spreadsheet of one table, its cells written as text: as elements they take odfdo many seconds.

Source: OASIS OpenDocument 1.4, part 3, chapters 3.10 (settings), 9.1 (tables), 19.383 (values of cells).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.utils.html import escape
from odfdo import Document

_SPACES = re.compile(r"(?<= ) +|^ +")
_CM_A_SIGN, _NARROWEST, _WIDEST = 0.21, 1.6, 9.0
_DAY = """<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>
<number:text>-</number:text><number:day number:style="long"/>"""
_TIME = """<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>
<number:minutes number:style="long"/>"""
_CELL = 'style:family="table-cell" style:parent-style-name="Default"'
_STYLES = (
    f'<number:date-style style:name="day">{_DAY}</number:date-style>',
    f'<number:date-style style:name="moment">{_DAY}{_TIME}</number:date-style>',
    f'<style:style style:name="date" {_CELL} style:data-style-name="day"/>',
    f'<style:style style:name="datetime" {_CELL} style:data-style-name="moment"/>',
    f'<style:style style:name="head" {_CELL}><style:text-properties fo:font-weight="bold"/></style:style>',
)
# The first row stays in view (2: frozen) when one scrolls.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office"
 office:version="1.4"><office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="{sheet}">
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>
</config:config-item-map-entry></config:config-item-map-named>
<config:config-item config:name="ActiveTable" config:type="string">{sheet}</config:config-item>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>
</office:document-settings>"""

Value = str | int | float | Decimal | date | datetime | None


def ods_of(
    title: str, sheet: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], *, language: str, made_at: datetime
) -> bytes:
    """The file of a table whose cells are plain values; text is a string whatever it looks like, dates are dates."""
    document = Document("spreadsheet")
    for style in (*_STYLES, *_widths(headers, rows)):
        document.insert_style(style, automatic=True)
    document.body.clear()
    content = document.content.serialize().decode()
    sheets = f"<office:spreadsheet>{_table(sheet, headers, rows)}</office:spreadsheet>"
    document.set_part("content.xml", content.replace("<office:spreadsheet/>", sheets).encode())
    document.set_part("settings.xml", _SETTINGS.format(sheet=escape(sheet)).encode())
    document.meta.title, document.language, document.meta.generator = title, language, "digilotsen"
    document.meta.creation_date = document.meta.date = made_at.replace(tzinfo=None)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _table(sheet: str, headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    columns = "".join(f'<table:table-column table:style-name="column{place}"/>' for place in range(len(headers)))
    head = _row(headers, ' table:style-name="head"')
    body = "".join(map(_row, rows))
    return (
        f'<table:table table:name="{escape(sheet)}" table:style-name="ta1">{columns}'
        f"<table:table-header-rows>{head}</table:table-header-rows>{body}</table:table>"
    )


def _row(values: Sequence[Value], style: str = "") -> str:
    cells = "".join(f"<table:table-cell{style}{_typed(value)}</table:table-cell>" for value in values)
    return f'<table:table-row table:style-name="ro1">{cells}</table:table-row>'


def _typed(value: Value) -> str:
    """The type and value of a cell as attributes, and its text."""
    if value is None:
        return ">"
    if isinstance(value, str):
        return f' office:value-type="string">{_paragraphs(value)}'
    if isinstance(value, date):
        style = "datetime" if isinstance(value, datetime) else "date"
        iso = value.isoformat()
        return f' table:style-name="{style}" office:value-type="date" office:date-value="{iso}"><text:p>{iso}</text:p>'
    return f' office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'


def _paragraphs(text: str) -> str:
    """Lines as paragraphs; of blanks in a row only the first would count."""
    lines = (
        _SPACES.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', line).replace("\t", "<text:tab/>")
        for line in escape(text).split("\n")
    )
    return "".join(f"<text:p>{line}</text:p>" for line in lines)


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[str]:
    """A style for each column, as wide as its longest value."""
    signs = [max(map(len, map(str, column))) for column in zip(headers, *rows, strict=True)]
    widths = [min(max(_NARROWEST, count * _CM_A_SIGN + 0.4), _WIDEST) for count in signs]
    return [
        f'<style:style style:name="column{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        for place, width in enumerate(widths)
    ]
