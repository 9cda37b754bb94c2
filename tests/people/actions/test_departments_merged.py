"""Departments are renamed and merged; what they have and who works there goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.actions.departments import (
    merge_departments,
    merge_into_new,
    rename_department,
)
from people.errors import Refused
from people.models.department import Department, DepartmentKind, Site
from people.models.pilot import DepartmentAssignment, Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
NEXT_MONTH = TODAY + timedelta(days=30)


def assignments(pilot: Pilot) -> list[tuple[Department, date, date | None]]:
    rows = pilot.assignments.select_related("department").order_by("valid_from", "pk")
    return [(row.department, row.valid_from, row.valid_until) for row in rows]


def test_a_renamed_department_goes_on_with_all_it_has() -> None:
    head, account = make_user(), make_user()
    site = Site.objects.create(name="Rathaus", street="Platz 1", postcode="35390", city="Gießen")
    parent = make_department()
    old = make_department("Datenverarbeitung", number="16", parent=parent, head=head, kind=DepartmentKind.ABTEILUNG)
    old.sites.add(site)
    account.department = old
    account.save()
    pilot = make_pilot(department=old)

    new = rename_department(old, name="Amt für Digitales", number="16", by=None, on=TODAY, today=TODAY)

    old.refresh_from_db()
    account.refresh_from_db()
    assert (old.valid_until, old.successor) == (YESTERDAY, new)
    assert (new.valid_from, new.parent, new.head, new.kind) == (TODAY, parent, head, DepartmentKind.ABTEILUNG)
    assert list(new.sites.all()) == [site]
    assert account.department == new
    assert assignments(pilot) == [(old, LONG_AGO, YESTERDAY), (new, TODAY, None)]


def test_a_renaming_changes_something() -> None:
    department = make_department("Jugendamt", number="51")

    with pytest.raises(Refused) as refusal:
        rename_department(department, name="Jugendamt", number="51", by=None, on=TODAY, today=TODAY)

    assert refusal.value.field == "name"


def test_a_renaming_holds_from_today_at_the_latest_and_blames_its_own_field() -> None:
    department = make_department()

    with pytest.raises(Refused) as refusal:
        rename_department(department, name="Neu", number="", by=None, on=TODAY + timedelta(days=1), today=TODAY)

    assert refusal.value.field == "on"
    assert Department.objects.count() == 1


def test_merged_departments_go_on_as_one_of_them() -> None:
    sport, culture = make_department("Sportamt"), make_department("Kulturamt")
    pilot = make_pilot(department=sport)

    merged = merge_departments([sport, culture], into=culture, by=None, on=TODAY, today=TODAY)

    sport.refresh_from_db()
    assert (merged, sport.successor) == (culture, culture)
    assert assignments(pilot) == [(sport, LONG_AGO, YESTERDAY), (culture, TODAY, None)]


def test_merged_departments_go_on_as_a_new_one_where_the_first_stood() -> None:
    top = make_department("Dezernat")
    upper = make_department("Kulturamt", parent=top)
    lower = make_department("Museum", parent=upper)
    make_pilot(department=upper)
    make_pilot(department=lower)

    merged = merge_into_new(
        [lower, upper], name="Kultur", number="41", kind=DepartmentKind.AMT, by=None, on=TODAY, today=TODAY
    )

    assert merged.parent == top
    assert Pilot.objects.in_department(merged, TODAY).count() == 2
    assert set(Department.objects.open()) == {top, merged}


def test_somebody_who_worked_in_both_of_two_merged_departments_works_in_the_new_one_once() -> None:
    main, other = make_department(), make_department()
    pilot = make_pilot(department=other)
    pilot.assignments.update(is_primary=False)
    DepartmentAssignment.objects.create(pilot=pilot, department=main, valid_from=LONG_AGO)

    merge_into_new([other, main], name="Neu", number="", kind=DepartmentKind.AMT, by=None, on=TODAY, today=TODAY)

    (present,) = pilot.assignments.filter(valid_until=None)
    assert present.is_primary


def test_one_department_alone_is_not_merged() -> None:
    department = make_department()

    for chosen in ([], [department]):
        with pytest.raises(Refused) as refusal:
            merge_into_new(chosen, name="Neu", number="", kind=DepartmentKind.AMT, by=None, on=TODAY, today=TODAY)
        assert refusal.value.field == "departments"

    assert Department.objects.count() == 1
