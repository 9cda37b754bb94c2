"""Two knocks at once count as two: the race is made, and the twin without a lock loses a knock."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import RequestFactory

from digilotsen import ratelimit
from digilotsen.ratelimit import knocks_too_often
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_knocked() -> None:
    cache.clear()


def knock() -> bool:
    return knocks_too_often(RequestFactory().get("/"), "door", limit=2, seconds=3600)


def two_more_at_once(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What the second and the third knock hear: both have read the counter before either writes it, if they can."""
    knock()
    heard: list[bool] = []
    monkeypatch.setattr(DatabaseCache, "set", meeting_point(DatabaseCache.set))
    at_once(*[lambda: heard.append(knock())] * 2)
    return sorted(heard)


def test_the_third_knock_is_too_many() -> None:
    assert [knock() for _ in range(3)] == [False, False, True]


def test_two_knocks_at_once_count_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_more_at_once(monkeypatch) == [False, True]


def test_without_the_lock_one_of_them_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)
    monkeypatch.setattr(ratelimit, "_lock", lambda key: None)

    assert two_more_at_once(monkeypatch) == [False, False]


def test_two_first_knocks_at_once_count_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseCache, "add", meeting_point(DatabaseCache.add))

    at_once(knock, knock)

    assert knock()
