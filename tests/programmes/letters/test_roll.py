"""The lists of a ceremony: accessible, literal, each with real tables whose head stands on every page."""

from __future__ import annotations

from typing import Any

import pytest

from programmes.errors import LetterInvalid
from programmes.letters.roll import MOST_PEOPLE, Called, Shape, render_roll
from tests.programmes.letters.read_aloud import plain_text, read_aloud
from tests.programmes.letters.roll_samples import GOLDEN_ROLLS, PEOPLE, make_long_roll, make_roll
from tests.programmes.letters.test_notice import pages
from tests.programmes.letters.test_render import HOSTILE, failures
from tests.programmes.letters.test_sheet import tags


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_ROLLS)
def test_lists_are_accessible_and_archivable(name: str, profile: str) -> None:
    assert failures(render_roll(GOLDEN_ROLLS[name]()), profile) == []


@pytest.mark.parametrize("shape", Shape)
def test_the_same_list_gives_the_same_bytes(shape: Shape) -> None:
    assert render_roll(make_roll(shape)) == render_roll(make_roll(shape))


@pytest.mark.parametrize(
    ("shape", "head", "first"),
    [
        (Shape.FOLDER, ["Nr.", "Name", "Amt", "Nummer", "unterschrieben"], ["1", "Dr.\u00a0Jördis Ährenfeld"]),
        (
            Shape.NAMES,
            ["Nr.", "Name", "Amt"],
            ["1", "Dr.\u00a0Jördis Ährenfeld", "gesprochen: Jördis Ehrenfeld", "Jugendamt"],
        ),
        (Shape.PRESS, ["Name", "Amt"], ["Dr.\u00a0Jördis Ährenfeld", "Jugendamt"]),
    ],
)
def test_a_list_reads_aloud_in_the_order_of_the_paper(shape: Shape, head: list[str], first: list[str]) -> None:
    pdf = render_roll(make_roll(shape))
    blocks = [text for _, text in read_aloud(pdf)]

    start = blocks.index("Name") - head.index("Name")
    assert blocks[start : start + len(head) + len(first)] == head + first
    assert tags(pdf).count("/TH") == len(head)
    assert tags(pdf).count("/TR") == 1 + len(PEOPLE)


def test_the_press_reads_no_pronunciation_and_no_number_and_is_told_how_many_more() -> None:
    text = plain_text(render_roll(make_roll(Shape.PRESS)))

    assert "und 3 weitere Personen" in text
    assert "Ehrenfeld" not in text
    assert "DL-2026" not in text


@pytest.mark.parametrize("shape", Shape)
def test_a_list_flows_on(shape: Shape) -> None:
    assert pages(render_roll(make_long_roll(shape, 8))) == 1
    assert pages(render_roll(make_long_roll(shape))) > 1


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    roll = make_roll(people=(Called("Sam Muster", value),), facts=(("Überreicht von", value),))

    blocks = [text for _, text in read_aloud(render_roll(roll))]

    assert blocks.count(value) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"occasion": "漢"},
        {"facts": (("Ort", "漢"),)},
        {"people": (Called("漢", "Amt"),)},
        {"people": (Called("Sam", "Amt", spoken="漢"),)},
        {"people": (Called("W" * 60, "Amt"),)},
        {"people": PEOPLE * (MOST_PEOPLE // len(PEOPLE) + 1)},
    ],
    ids=["place", "host", "name", "spoken", "wide", "many"],
)
def test_what_cannot_be_printed_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(LetterInvalid):
        render_roll(make_roll(**fields))
