"""The words of the box: read once a minute, never older than what the reader has written."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.signpost import Signpost
from people.rules import signpost as rule
from people.rules.signpost import KEPT_FOR, signpost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_read_yet(signpost_read_already: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "KEPT", rule.Kept())


def say(words: str) -> Signpost:
    return Signpost.objects.create(pilots_help=words, service_helps="bei Störungen", written_at=timezone.now())


def test_until_somebody_writes_the_box_has_words_of_its_own() -> None:
    assert signpost(moment=1.0).service_helps == "with faults, accounts and hardware"


def test_the_newest_words_hold() -> None:
    say("früher")
    say("heute")

    assert signpost(moment=1.0).pilots_help == "heute"


@pytest.mark.parametrize("written", [0, 1])
def test_a_process_asks_once_a_minute(written: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(written):
        say("heute")

    with django_assert_num_queries(1):  # the newest words, or none
        for moment in (1.0, 2.0, KEPT_FOR):
            signpost(moment=moment)


def test_a_change_reaches_everybody_within_a_minute() -> None:
    say("früher")
    signpost(moment=1.0)

    say("heute")

    assert signpost(moment=KEPT_FOR).pilots_help == "früher"
    assert signpost(moment=1.0 + KEPT_FOR).pilots_help == "heute"


@pytest.mark.parametrize("before", [[], ["früher"]], ids=["the first words", "other words"])
def test_and_the_writer_at_once(before: list[str]) -> None:
    for words in before:
        say(words)
    signpost(moment=1.0)

    written = say("heute")

    assert signpost(at_least=written.pk, moment=2.0) == written
