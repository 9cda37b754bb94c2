"""Two people hold the list in their hands at the same time: each letter is handed over once and stands on one list."""

from __future__ import annotations

import pytest

from programmes.actions.ceremonies import put_on_list
from programmes.models.ceremony import Ceremony, CeremonyEntry, CeremonyFact, Step
from programmes.models.letter import AppointmentLetter
from tests.programmes.ceremonies import issue, make_ceremony, note
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)


def two_note_all_printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ceremony = make_ceremony("Adler", "Baum")
    # Both wait for each other right before they write, unless one was held back.
    manager = type(CeremonyFact.objects)
    monkeypatch.setattr(manager, "bulk_create", meeting_point(manager.bulk_create))
    return at_once(*[lambda: note(ceremony, Step.PRINTED)] * 2)


def test_of_two_who_note_the_same_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_note_all_printed(monkeypatch) == ["Refused", "done"]
    assert CeremonyFact.objects.count() == 2


def test_without_the_lock_a_step_would_be_noted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)

    assert two_note_all_printed(monkeypatch) != ["Refused", "done"]


def two_put_on_their_list(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    letters = issue("Adler")
    here, there = make_ceremony(), make_ceremony(place="Büro")
    manager = type(CeremonyEntry.objects)
    monkeypatch.setattr(manager, "bulk_create", meeting_point(manager.bulk_create))
    return at_once(*[lambda ceremony=ceremony: put_on_list(ceremony, letters, by=None) for ceremony in (here, there)])


def test_a_letter_put_on_two_lists_at_once_stands_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_put_on_their_list(monkeypatch) == ["Refused", "done"]


def test_without_the_lock_the_database_has_to_say_no(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)

    assert two_put_on_their_list(monkeypatch) != ["Refused", "done"]


def test_a_step_at_the_list_and_a_letter_replaced_do_not_wait_in_a_circle() -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    letters = list(AppointmentLetter.objects.all())
    later = make_ceremony(place="Büro")

    outcomes = at_once(lambda: note(ceremony, Step.HANDED_OVER), lambda: put_on_list(later, letters, by=None))

    assert outcomes == ["Refused", "done"]
    assert Ceremony.objects.get(pk=ceremony.pk).handovers.count() == 2
