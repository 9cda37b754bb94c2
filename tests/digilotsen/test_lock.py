"""The lock that the database keeps: one at a time, and free again whatever became of the holder."""

from __future__ import annotations

import pytest

from digilotsen.lock import only_one
from tests.together import at_once


def held_elsewhere(name: str) -> bool:
    """Whether somebody with a connection of their own is refused the lock."""
    found: list[bool] = []

    def look() -> None:
        with only_one(name) as alone:
            found.append(not alone)

    assert at_once(look) == ["done"]
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_one_holds_it_and_others_are_told_at_once() -> None:
    with only_one("sender") as alone:
        assert alone
        assert held_elsewhere("sender")
        assert not held_elsewhere("another thing")

    assert not held_elsewhere("sender")


@pytest.mark.django_db(transaction=True)
def test_an_error_sets_it_free() -> None:
    with pytest.raises(ValueError, match="broken"), only_one("sender"):
        raise ValueError("broken")

    assert not held_elsewhere("sender")


@pytest.mark.django_db(transaction=True)
def test_who_was_refused_takes_nothing_away() -> None:
    with only_one("sender"):
        assert held_elsewhere("sender")
        assert held_elsewhere("sender")
