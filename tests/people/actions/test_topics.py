"""A topic has one name and sorts as words do."""

from __future__ import annotations

import pytest

from people.actions.topics import add_topic
from people.errors import Refused
from people.models.topic import Topic

pytestmark = pytest.mark.django_db


def test_topics_sort_by_din_5007_1() -> None:
    for name in ("Videokonferenz", "Öffentliche Daten", "Online-Dienste"):
        add_topic(name, by=None)

    assert [topic.name for topic in Topic.objects.all()] == ["Öffentliche Daten", "Online-Dienste", "Videokonferenz"]


def test_a_topic_stands_once() -> None:
    add_topic("E-Akte", by=None, synonyms=["DMS"])

    with pytest.raises(Refused) as refusal:
        add_topic("E-Akte", by=None)

    assert refusal.value.field == "name"
