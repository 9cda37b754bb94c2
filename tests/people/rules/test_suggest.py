"""Who found nobody is offered near words, never one that only somebody hidden bears."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.consent import Consent, VoluntaryField
from people.models.topic import Topic
from people.rules.suggest import did_you_mean
from people.rules.vocabulary import known_on
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot

pytestmark = pytest.mark.django_db


def meant(words: str) -> list[str]:
    return did_you_mean(words, known_on(TODAY), TODAY)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Mülelr", ["Müller"]),
        ("muler", ["Müller"]),
        ("Ümller", ["Müller"]),
        ("xmüller", ["Müller"]),
        ("jugndamt", ["Jugendamt"]),
        ("Sam Mülelr", ["Sam Müller"]),
        ("sma mülelr", ["Sam Müller"]),
        ("Mülelr Jugendamt", ["Müller Jugendamt"]),
        ("mülelr@giessen.example", []),
        ("Mülelr xyzxyz", []),
        ("ml", []),
    ],
)
def test_near_words_are_offered_as_their_owners_write_them(typed: str, offered: list[str]) -> None:
    make_pilot("Müller", appointed_from=LONG_AGO, department=make_department("Jugendamt", number="51"))

    assert meant(typed) == offered


def test_the_nearest_comes_first_and_no_more_than_three() -> None:
    for name in ("Meister", "Meiser", "Meisner", "Meixner", "Meier"):
        make_pilot(name, given_names="", appointed_from=LONG_AGO)

    assert meant("Meisser") == ["Meiser", "Meisner", "Meister"]


@pytest.mark.parametrize("facts", [{}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}])
@pytest.mark.parametrize("typed", ["Listlso", "jugndamt", "videokonferens", "listl Mülelr"])
def test_a_word_of_somebody_hidden_is_not_offered(typed: str, facts: dict[str, Any]) -> None:
    topic = Topic.objects.create(name="Videokonferenz", sort_key="videokonferenz")
    make_pilot("Müller", given_names="", appointed_from=LONG_AGO).topics.add(topic)
    hidden = make_pilot("Listlos", department=make_department("Jugendamt"), **facts)
    hidden.topics.add(topic)
    Consent.objects.create(pilot=hidden, field=VoluntaryField.TOPICS, text_version="1", given_at=timezone.now())
    assert meant(typed) == []

    type(hidden).objects.filter(pk=hidden.pk).update(appointed_from=LONG_AGO, appointed_until=None)

    assert len(meant(typed)) == 1


def test_it_takes_two_queries_however_many_words(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_pilot("Müller", appointed_from=LONG_AGO)
    known = known_on(TODAY)

    with django_assert_num_queries(2):  # names with these letters, those of them that somebody appointed bears
        did_you_mean("Mülelr Sma", known, TODAY)
