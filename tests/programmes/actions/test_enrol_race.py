"""One last seat and two coordinators: the race is made, and the twin that looks before it writes loses it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from people.actions.pilots import PersonName
from people.models.pilot import Pilot
from programmes.actions.enrol import enrol, enrol_person
from programmes.actions.enrolment_steps import offer_seat, withdraw
from programmes.models.cohort import Cohort, CohortQuerySet
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)


def enrol_two_at_once(cohort: Cohort) -> list[str]:
    kim, alex = make_user(), make_user()
    aylin, bernd = make_pilot(), make_pilot()
    return at_once(
        lambda: enrol(aylin, cohort, by=kim, today=TODAY),
        lambda: enrol(bernd, cohort, by=alex, today=TODAY),
    )


def seats_and_people(cohort: Cohort) -> tuple[int, int]:
    return Cohort.objects.get(pk=cohort.pk).seats_taken, Enrolment.objects.filter(cohort=cohort).with_seat().count()


def test_two_coordinators_cannot_both_take_the_last_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = make_cohort(seats=1)
    # Both wait for each other right before saving, unless the seat was refused to one of them.
    monkeypatch.setattr(Enrolment, "save", meeting_point(Enrolment.save))

    outcomes = enrol_two_at_once(cohort)

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (1, 1))


def test_whoever_looks_before_taking_the_seat_meets_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = make_cohort(seats=1)
    write = meeting_point(QuerySet.update)

    def look_then_write(self: CohortQuerySet, **values: object) -> int:
        found = list(self.values_list("pk", flat=True))
        return write(Cohort.objects.filter(pk__in=found), **values) if found else 0

    monkeypatch.setattr(CohortQuerySet, "update", look_then_write, raising=False)
    unlocked(monkeypatch)

    outcomes = enrol_two_at_once(cohort)

    assert outcomes == ["IntegrityError", "done"]


def test_two_seats_are_enough_for_two(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = make_cohort(seats=2)
    monkeypatch.setattr(Enrolment, "save", meeting_point(Enrolment.save))

    outcomes = enrol_two_at_once(cohort)

    assert (outcomes, seats_and_people(cohort)) == (["done", "done"], (2, 2))


def test_the_same_person_enrolled_twice_at_once_takes_one_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, aylin, kim = make_cohort(), make_pilot(), make_user()
    monkeypatch.setattr(Enrolment, "save", meeting_point(Enrolment.save))

    outcomes = at_once(*[lambda: enrol(aylin, cohort, by=kim, today=TODAY)] * 2)

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (1, 1))


def test_enrolling_and_withdrawing_the_same_person_do_not_wait_in_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, aylin, kim = make_cohort(), make_pilot(), make_user()
    before = make_enrolment(cohort, aylin)
    write, meet = Enrolment.save, meeting_point(lambda: None)

    def write_and_meet(self: Enrolment, **options: Any) -> None:
        """A withdrawal is written before the two meet, a new enrolment after: it waits for what becomes of the old."""
        if self.pk is None:
            meet()
            write(self, **options)
        else:
            write(self, **options)
            meet()

    monkeypatch.setattr(Enrolment, "save", write_and_meet)

    outcomes = at_once(lambda: enrol(aylin, cohort, by=kim, today=TODAY), lambda: withdraw(before, by=kim, today=TODAY))

    seats, people = seats_and_people(cohort)
    # On SQLite whoever comes second waits: the new enrolment may be the first, and is refused.
    assert outcomes in (["done", "done"], ["Refused", "done"])
    assert seats == people == outcomes.count("done") - 1


def test_the_last_seat_is_offered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = make_cohort(seats=1)
    first, second = (make_enrolment(cohort, make_pilot(), state=EnrolmentState.WAITLISTED) for _ in range(2))
    monkeypatch.setattr(Enrolment, "save", meeting_point(Enrolment.save))

    outcomes = at_once(
        lambda: offer_seat(first, by=None, today=TODAY), lambda: offer_seat(second, by=None, today=TODAY)
    )

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (1, 1))


def test_the_same_new_person_entered_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, department, kim = make_cohort(), make_department(), make_user()
    monkeypatch.setattr(Pilot, "save", meeting_point(Pilot.save))

    outcomes = at_once(
        *[lambda: enrol_person(PersonName("Neu"), "neu@giessen.example", department, cohort, by=kim, today=TODAY)] * 2
    )

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (1, 1))
