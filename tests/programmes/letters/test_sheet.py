"""The sign-in sheet: accessible, literal, with a real table whose head stands on every page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from programmes.errors import LetterInvalid
from programmes.letters.sheet import MOST_PEOPLE, Expected, render_sheet
from tests.programmes.letters.read_aloud import read_aloud
from tests.programmes.letters.sheet_samples import GOLDEN_SHEETS, PEOPLE, make_long_sheet, make_sheet
from tests.programmes.letters.test_notice import pages
from tests.programmes.letters.test_render import HOSTILE, failures


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_SHEETS)
def test_sheets_are_accessible_and_archivable(name: str, profile: str) -> None:
    assert failures(render_sheet(GOLDEN_SHEETS[name]()), profile) == []


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_sheet(make_sheet()) == render_sheet(make_sheet())


def test_a_sheet_reads_aloud_in_the_order_of_the_paper() -> None:
    blocks = [text for _, text in read_aloud(render_sheet(make_sheet()))]

    start = blocks.index("Teilnahmeliste")
    assert blocks[start : start + 3] == ["Teilnahmeliste", "M3 Prozesse verstehen und verbessern", "Runde"]
    head = blocks.index("Nr.")
    assert blocks[head : head + 4] == ["Nr.", "Name", "Amt", "Unterschrift"]
    assert blocks[head + 4 : head + 7] == ["1", "Dr.\u00a0Jördis Ährenfeld", "51 Jugendamt"]


def tags(pdf: bytes) -> list[str]:
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            found.append(str(node.get("/S", "")))
            if "/K" in node:
                walk(node.K)

    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def test_the_table_is_one_for_screen_readers_too() -> None:
    found = tags(render_sheet(make_sheet()))

    assert found.count("/Table") == 1
    assert found.count("/TH") == 4
    assert found.count("/TR") == 1 + len(PEOPLE) + 2


@pytest.mark.parametrize(("people", "expected"), [(0, 1), (14, 1), (60, 3)])
def test_a_round_has_room_and_flows_on(people: int, expected: int) -> None:
    assert pages(render_sheet(make_long_sheet(people))) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    sheet = make_sheet(module=value, people=(PEOPLE[0],), facts=(("Ort", value),))

    blocks = [text for _, text in read_aloud(render_sheet(sheet))]

    assert blocks.count(value) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"module": "漢"},
        {"facts": (("Ort", "漢"),)},
        {"people": (Expected("漢", "Amt"),)},
        {"people": (Expected("W" * 40, "Amt"),)},
        {"people": PEOPLE * (MOST_PEOPLE // len(PEOPLE) + 1)},
    ],
    ids=["module", "place", "name", "wide", "many"],
)
def test_what_cannot_be_printed_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(LetterInvalid):
        render_sheet(make_sheet(**fields))
