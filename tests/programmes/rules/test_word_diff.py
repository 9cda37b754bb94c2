"""The difference of two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.word_diff import ADDED, REMOVED, SAME, word_diff

TEXTS = st.text(alphabet="ab \n", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_read_as_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)

    assert "".join(piece.text for piece in pieces if piece.change != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change != REMOVED) == new


@pytest.mark.parametrize("text", ["", "Ein Text.\n\n- Punkt"])
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.change for piece in word_diff(text, text)} <= {SAME}


def test_whole_words_change_and_neighbours_read_as_one_phrase() -> None:
    pieces = [(piece.text, piece.change) for piece in word_diff("Ich danke Ihnen sehr.", "Ich gratuliere dir sehr.")]

    assert pieces == [
        ("Ich ", SAME),
        ("danke Ihnen", REMOVED),
        ("gratuliere dir", ADDED),
        (" sehr.", SAME),
    ]
