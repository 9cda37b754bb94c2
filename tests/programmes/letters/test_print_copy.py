"""A letter for paper with a letterhead: the same words at the same places, and nothing of the letterhead."""

from __future__ import annotations

import json

import pytest

from programmes.errors import LetterInvalid
from programmes.letters.letter import Letter, to_json
from programmes.letters.print_copy import print_copy
from programmes.letters.render import count_pages, render
from tests.programmes.letters.read_aloud import read_aloud
from tests.programmes.letters.samples import GOLDEN_LETTERS, make_letter
from tests.programmes.letters.test_render import failures

MARK = " · Druckfassung für Briefbogen"


def copy_of(letter: Letter) -> bytes:
    return print_copy(json.loads(to_json(letter)))


@pytest.mark.parametrize("name", GOLDEN_LETTERS)
def test_a_copy_has_the_words_of_its_letter_in_their_order_without_the_letterhead(name: str) -> None:
    letter = GOLDEN_LETTERS[name]()
    said, copied = read_aloud(render(letter).pdf), read_aloud(copy_of(letter))

    if letter.verify_url:
        assert copied[-1][1].endswith(MARK)
        copied[-1] = (copied[-1][0], copied[-1][1].removesuffix(MARK))
    first = said.index(("P", letter.return_line))
    assert copied == said[first:]
    assert ("P", letter.city) not in copied
    assert count_pages(copy_of(letter)) == count_pages(render(letter).pdf)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_copy_is_accessible_too(profile: str) -> None:
    assert failures(copy_of(make_letter()), profile) == []


def test_a_layout_without_a_variant_is_said() -> None:
    content = json.loads(to_json(make_letter())) | {"layout": "bescheinigung-v1"}

    with pytest.raises(LetterInvalid, match="no variant"):
        print_copy(content)
