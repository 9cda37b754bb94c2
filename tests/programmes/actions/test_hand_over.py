"""Letters reach their owners' hands: all of a list or none, never before they were issued."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from programmes.models.ceremony import Ceremony, Handover
from programmes.models.letter import AppointmentLetter
from tests.factories import TODAY, WITHDRAWN, make_issuing_cohort, make_ready


@pytest.fixture
def letters(db: None) -> list[AppointmentLetter]:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, "Adler"), make_ready(cohort, "Zander")]
    return issue_letters(people, effective_from=TODAY, by=None, at=datetime(2026, 2, 20, 11, 0, tzinfo=UTC))


def give(
    *letters: AppointmentLetter, held_on: date = TODAY, host: str = "OB", place: str = "Rathaus"
) -> list[Handover]:
    return hand_over(letters, held_on=held_on, place=place, host=host, by=None, today=TODAY)


def test_hand_over_notes_day_place_and_host_for_every_letter(letters: list[AppointmentLetter]) -> None:
    give(*letters)

    ceremony = Ceremony.objects.get()
    assert (ceremony.held_on, ceremony.place, ceremony.host) == (TODAY, "Rathaus", "OB")
    assert set(ceremony.handovers.values_list("letter", flat=True)) == {letter.pk for letter in letters}
    assert AuditEvent.objects.filter(verb="letter handed over").count() == 2


def test_two_lists_of_one_occasion_share_it(letters: list[AppointmentLetter]) -> None:
    give(letters[0])
    give(letters[1])

    assert Ceremony.objects.get().handovers.count() == 2


def test_one_letter_handed_over_before_stops_the_whole_list(letters: list[AppointmentLetter]) -> None:
    give(letters[0], place="Büro")

    with pytest.raises(Refused, match="Letter DL-2026-0001 was handed over already"):
        give(*letters)

    assert Handover.objects.count() == Ceremony.objects.count() == 1


def test_a_letter_no_longer_in_force_is_not_handed_over(letters: list[AppointmentLetter]) -> None:
    AppointmentLetter.objects.filter(pk=letters[1].pk).update(**WITHDRAWN)

    with pytest.raises(Refused, match="DL-2026-0002 is not in force"):
        give(*letters)

    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 2, 19), "issued after this day"), (date(2026, 3, 3), "in the future")],
)
def test_the_day_lies_between_issue_and_today(letters: list[AppointmentLetter], day: date, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refusal:
        give(*letters, held_on=day)

    assert refusal.value.field == "held_on"
    assert not Ceremony.objects.exists()


def test_another_host_on_the_same_occasion_is_not_lost_silently(letters: list[AppointmentLetter]) -> None:
    give(letters[0], host="OB")

    with pytest.raises(Refused, match="OB handed over letters at this place") as refusal:
        give(letters[1], host="Dezernentin")

    assert refusal.value.field == "host"
    assert Handover.objects.count() == 1


def test_nobody_chosen_is_refused(db: None) -> None:
    with pytest.raises(Refused, match="at least one letter"):
        give()
