"""Departments are founded and closed; nobody is left without one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.actions.departments import appoint_head, close_department, found_department
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def test_a_department_sorts_as_words_do() -> None:
    department = found_department("Ämter-Service", by=None, valid_from=LONG_AGO, number="10")

    assert department.sort_key == "amter service"
    assert AuditEvent.objects.filter(verb="department founded").count() == 1


def test_the_people_of_a_closed_department_go_on_in_its_successor() -> None:
    old, new = make_department(), make_department()
    pilot = make_pilot(department=old)
    below = make_department(parent=old)

    close_department(old, successor=new, by=None, last_day=TODAY)

    below.refresh_from_db()
    assert list(Pilot.objects.in_department(old, TODAY)) == [pilot]
    assert list(Pilot.objects.in_department(new, TOMORROW)) == [pilot]
    assert below.parent == new
    assert old not in Department.objects.valid_on(TOMORROW)


def test_a_department_with_people_needs_a_successor() -> None:
    department = make_department()
    make_pilot(department=department)

    with pytest.raises(Refused) as refusal:
        close_department(department, successor=None, by=None, last_day=TODAY)

    assert refusal.value.field == "successor"
    assert department in Department.objects.valid_on(TOMORROW)


def test_head_and_deputy_lead_a_department() -> None:
    department, head, deputy = make_department(), make_user(), make_user()

    appoint_head(department, head=head, deputy=deputy, by=None)

    assert [list(Department.objects.headed_by(user)) for user in (head, deputy, make_user())] == [
        [department],
        [department],
        [],
    ]


def test_a_department_that_takes_over_the_one_above_it_moves_up() -> None:
    top = make_department()
    closing = make_department(parent=top)
    heir, sister = make_department(parent=closing), make_department(parent=closing)

    close_department(closing, successor=heir, by=None, last_day=TODAY)

    heir.refresh_from_db()
    sister.refresh_from_db()
    assert (heir.parent, sister.parent) == (top, heir)


def test_naming_a_head_leaves_what_changed_meanwhile() -> None:
    department = make_department()
    Department.objects.update(number="51")

    appoint_head(department, head=make_user(), deputy=None, by=None)

    assert Department.objects.get().number == "51"
