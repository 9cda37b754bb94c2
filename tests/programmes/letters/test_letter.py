from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from programmes.letters.body import parse
from programmes.letters.letter import from_json, to_json
from tests.programmes.letters.samples import GOLDEN_LETTERS, make_letter


@pytest.mark.parametrize("name", GOLDEN_LETTERS)
def test_a_letter_comes_back_from_its_json(name: str) -> None:
    letter = GOLDEN_LETTERS[name]()

    assert from_json(to_json(letter)) == letter
    assert to_json(from_json(to_json(letter))) == to_json(letter)


def test_slots_come_back_too() -> None:
    letter = make_letter(body=parse("**{role}**\n- {role} x", {"role"}))

    assert from_json(to_json(letter)) == letter


def test_the_same_moment_gives_the_same_json_in_every_time_zone() -> None:
    berlin = make_letter(issued_at=datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin")))
    utc = make_letter(issued_at=datetime(2026, 3, 2, 8, tzinfo=UTC))

    assert to_json(berlin) == to_json(utc)


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(KeyError):
        from_json("{}")
