"""People of the programme: entered once, moved from day to day, named as they want."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.actions.pilots import (
    PersonName,
    correct_name,
    enter_pilot,
    move_pilot,
    note_appointment,
)
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot

pytestmark = pytest.mark.django_db


def test_whoever_is_entered_can_be_sorted_found_and_placed() -> None:
    department = make_department()

    pilot = enter_pilot(PersonName("Öztürk", "Ayşe"), "AO@giessen.example", department, by=None, today=TODAY)

    assert (pilot.mail, pilot.sort_key, pilot.search_text) == ("ao@giessen.example", "oeztuerk ayse", " ayse ozturk")
    assert list(Pilot.objects.in_department(department, TODAY)) == [pilot]


def test_an_address_belongs_to_one_person() -> None:
    make_pilot(mail="ao@giessen.example")

    with pytest.raises(Refused) as refusal:
        enter_pilot(PersonName("Anders"), "AO@giessen.example", make_department(), by=None, today=TODAY)

    assert refusal.value.field == "mail"


def test_a_corrected_name_is_found_and_the_event_holds_no_name() -> None:
    pilot = make_pilot("Muster")

    corrected = correct_name(pilot, PersonName("Öztürk", "Sam"), by=None)

    assert corrected.search_text == " sam ozturk"
    assert AuditEvent.objects.get(verb="name corrected").changes == {"fields": ["family_name"]}


def test_a_name_that_stays_leaves_no_event() -> None:
    correct_name(make_pilot("Muster"), PersonName("Muster", "Sam"), by=None)

    assert AuditEvent.objects.count() == 0


def test_a_move_ends_the_assignment_the_day_before() -> None:
    before, after = make_department(), make_department()
    pilot = make_pilot(department=before)

    move_pilot(pilot, after, by=None, on=TODAY)

    yesterday = TODAY - timedelta(days=1)
    assert list(Pilot.objects.in_department(before, yesterday)) == [pilot]
    assert list(Pilot.objects.in_department(before, TODAY)) == []
    assert list(Pilot.objects.in_department(after, TODAY)) == [pilot]


@pytest.mark.parametrize(("elsewhere", "on"), [(False, TODAY), (True, LONG_AGO)], ids=["same department", "too early"])
def test_a_move_that_makes_no_sense_is_refused(elsewhere: bool, on: object) -> None:
    department = make_department()
    pilot = make_pilot(department=department)

    with pytest.raises(Refused):
        move_pilot(pilot, make_department() if elsewhere else department, by=None, on=on)

    assert pilot.assignments.count() == 1


def test_an_appointment_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    pilot = make_pilot()
    end = TODAY + timedelta(days=1)

    note_appointment({pilot: (TODAY, end, 2)}, by=None)

    days = [TODAY - timedelta(days=1), TODAY, end]
    assert [Pilot.objects.appointed_on(day).exists() for day in days] == [False, True, False]
    assert [Pilot.objects.get().is_appointed_on(day) for day in days] == [False, True, False]
