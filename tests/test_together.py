"""The race helpers: a lock is kept with them and missed without it, on both databases."""

from __future__ import annotations

import pytest
from django.db import transaction

from people.models.topic import Topic
from tests.together import at_once, meeting_point, unlocked


def lengthen(topic: Topic) -> None:
    """Look, then write: safe only under the lock."""
    with transaction.atomic():
        locked = Topic.objects.select_for_update().get(pk=topic.pk)
        locked.name += "!"
        locked.save()


@pytest.mark.django_db(transaction=True)
def test_two_callers_at_once_both_count_under_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    topic = Topic.objects.create(name="Excel", sort_key="excel")
    monkeypatch.setattr(Topic, "save", meeting_point(Topic.save))

    outcomes = at_once(lambda: lengthen(topic), lambda: lengthen(topic))

    topic.refresh_from_db()
    assert (outcomes, topic.name) == (["done", "done"], "Excel!!")


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_two_callers_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    topic = Topic.objects.create(name="Excel", sort_key="excel")
    monkeypatch.setattr(Topic, "save", meeting_point(Topic.save))
    unlocked(monkeypatch)

    outcomes = at_once(lambda: lengthen(topic), lambda: lengthen(topic))

    topic.refresh_from_db()
    assert (outcomes, topic.name) == (["done", "done"], "Excel!")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_an_outcome() -> None:
    def refuse() -> None:
        raise ValueError

    assert at_once(refuse, lambda: None) == ["ValueError", "done"]
