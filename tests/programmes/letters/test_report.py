"""The report on paper: accessible, literal, with real tables whose heads stand on every page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from programmes.errors import LetterInvalid
from programmes.letters.report import MOST_COLUMNS, MOST_LINES, Chapter, Figures, render_report
from tests.programmes.letters.read_aloud import read_aloud
from tests.programmes.letters.report_samples import GOLDEN_REPORTS, PEOPLE, make_long_report, make_report
from tests.programmes.letters.test_notice import pages
from tests.programmes.letters.test_render import HOSTILE, failures
from tests.programmes.letters.test_sheet import tags


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_REPORTS)
def test_reports_are_accessible_and_archivable(name: str, profile: str) -> None:
    assert failures(render_report(GOLDEN_REPORTS[name]()), profile) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_report(make_report()) == render_report(make_report())


def test_a_report_reads_aloud_in_the_order_of_the_paper() -> None:
    blocks = [text for _, text in read_aloud(render_report(make_report()))]

    start = blocks.index("Jahresbericht")
    assert blocks[start : start + 2] == ["Jahresbericht", "2025"]
    headings = [blocks.index(title) for title in ("Ausbildungsrunden", "Abgeschlossen und ernannt", "Projekte")]
    assert headings == sorted(headings)
    head = blocks.index("Amt")
    assert blocks[head - 1 : head + 4] == list(PEOPLE.head)
    assert blocks[head + 5 : head + 9] == ["11", "•", "•", "15"]


def test_the_tables_are_ones_for_screen_readers_too() -> None:
    found = tags(render_report(make_report()))

    assert found.count("/Table") == 2
    assert found.count("/TH") == 4 + 5
    assert found.count("/H1") == 1
    assert found.count("/H2") == 3


def pieces_under(head: str) -> int:
    """In how many pieces of text a report is set whose only column of figures has this head."""
    table = Figures(("Themenbereich", head), (("Digitales", "1234"), ("Zusammen", "1234")), has_total=True)
    pdf = render_report(make_report(chapters=(Chapter("Module", "", table),)))
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        operators = [str(operator) for _, operator in pikepdf.parse_content_stream(document.pages[0])]
    return operators.count("Tj") + operators.count("TJ")


def test_the_head_of_an_only_column_stands_on_one_line() -> None:
    assert pieces_under("Abgeschlossene Module") == pieces_under("Module")


@pytest.mark.parametrize(("lines", "expected"), [(3, 1), (60, 2)])
def test_a_long_table_flows_on(lines: int, expected: int) -> None:
    assert pages(render_report(make_long_report(lines))) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    table = Figures(("Projekt", "von", "bis", "Stand"), ((value, "01.2025", "–", "läuft"),), of_words=True)
    paper = make_report(sentences=(value,), chapters=(Chapter("Projekte", value, table),))

    assert [text for _, text in read_aloud(render_report(paper))].count(value) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"period": "漢"},
        {"sentences": ("漢",)},
        {"chapters": (Chapter("漢"),)},
        {"chapters": (Chapter("Projekte", "", Figures(("Projekt",), (("漢",),))),)},
        {"chapters": (Chapter("Projekte", "", Figures(("Projekt",), (("W" * 60,),))),)},
        {"chapters": (Chapter("Projekte", "", Figures(("Projekt",), (("x",),) * (MOST_LINES + 1))),)},
        {"chapters": (Chapter("Projekte", "", Figures(("Projekt",) + ("x",) * (MOST_COLUMNS + 1), ())),)},
    ],
    ids=["period", "sentence", "title", "cell", "wide", "lines", "columns"],
)
def test_what_cannot_be_printed_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(LetterInvalid):
        render_report(make_report(**fields))
