"""Slips of the finger are counted as people make them."""

from __future__ import annotations

import pytest

from people.rules.distance import slips, slips_allowed


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("muller", "muller", 0),
        ("muler", "muller", 1),
        ("mulller", "muller", 1),
        ("miller", "muller", 1),
        ("mulelr", "muller", 1),
        ("umlelr", "muller", 2),
        ("jugendmat", "jugendamt", 1),
        ("ab", "ba", 1),
        ("abcdef", "fedcba", 3),
        ("muller", "meier", 3),
        ("a", "abcdefgh", 3),
    ],
)
def test_slips_are_counted_up_to_one_more_than_allowed(one: str, other: str, count: int) -> None:
    assert slips(one, other, 2) == slips(other, one, 2) == count


def test_a_short_word_may_have_fewer_slips() -> None:
    assert [slips_allowed(word) for word in ("ab", "abc", "abcd", "abcde")] == [0, 1, 1, 2]
