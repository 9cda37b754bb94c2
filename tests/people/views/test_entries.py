"""The pages on which the office corrects an entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.actions.entry_reports import report_entry
from people.models.entry_report import ReportKind
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import Role
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(make_user(role=Role.COORDINATOR))
    return client


def door(name: str, *args: object) -> str:
    return reverse(f"people:{name}", args=args)


def typed(pilot: Pilot, **changed: str) -> dict[str, str]:
    entry = {"family_name": pilot.family_name, "given_names": pilot.given_names, "mail": pilot.mail}
    return entry | {"phone": pilot.phone, "room": pilot.room} | changed


def test_the_entry_is_saved_and_the_page_says_that_the_person_is_told(coordinator: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    answer = coordinator.post(door("entry_edit", pilot.pk), typed(pilot, room="B 14"), follow=True)

    assert "The person is told by e-mail." in answer.content.decode()
    assert Pilot.objects.get().room == "B 14"


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(coordinator: Client) -> None:
    make_pilot(mail="ao@giessen.example")
    pilot = make_pilot(appointed_from=LONG_AGO)

    answer = coordinator.post(door("entry_edit", pilot.pk), typed(pilot, mail="ao@giessen.example", room="B 14"))

    page = answer.content.decode()
    assert "Another person of the register has this e-mail address." in answer.context["form"].errors["mail"]
    assert 'value="B 14"' in page
    assert "Error: " in page


@pytest.mark.parametrize("mail", ["", "no address", f"{'x' * 250}@a.example"])
def test_an_entry_needs_an_address(coordinator: Client, mail: str) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO, mail="sam@giessen.example")

    answer = coordinator.post(door("entry_edit", pilot.pk), typed(pilot, mail=mail))

    assert "mail" in answer.context["form"].errors
    assert Pilot.objects.get().mail == "sam@giessen.example"


def test_a_phone_number_that_the_own_profile_would_refuse_is_refused_here_too(coordinator: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    answer = coordinator.post(door("entry_edit", pilot.pk), typed(pilot, phone="0641 306-11 (Pforte)"))

    assert "Please enter the number with digits" in answer.context["form"].errors["phone"][0]
    assert Pilot.objects.get().phone == pilot.phone


def test_what_is_reported_stands_beside_the_entry(coordinator: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    report_entry(pilot, ReportKind.ROOM, by=make_user(), note="jetzt B 14")
    report_entry(make_pilot(appointed_from=LONG_AGO), ReportKind.ROOM, by=make_user(), note="eines anderen")

    page = coordinator.get(door("entry_edit", pilot.pk)).content.decode()

    assert "jetzt B 14" in page
    assert "eines anderen" not in page


def test_an_admin_reads_what_is_reported_but_does_not_settle_it(client: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    report = report_entry(pilot, ReportKind.ROOM, by=make_user(), note="jetzt B 14")
    client.force_login(make_user(role=Role.ADMIN))

    page = client.get(door("entry_edit", pilot.pk)).content.decode()

    assert "jetzt B 14" in page
    assert door("entry_report_settle", report.pk) not in page


def test_a_person_is_moved_from_a_day_on(coordinator: Client) -> None:
    pilot, there = make_pilot(appointed_from=LONG_AGO), make_department("Kämmerei")

    answer = coordinator.post(door("entry_move", pilot.pk), {"department": there.pk, "on": "2026-04-01"}, follow=True)

    page = " ".join(answer.content.decode().split())
    assert "<dt>Later</dt><dd>Kämmerei" in page
    assert "from 1 Apr 2026" in page


def test_a_move_that_makes_no_sense_says_so_at_its_field(coordinator: Client) -> None:
    here = make_department()
    pilot = make_pilot(department=here, appointed_from=LONG_AGO)

    answer = coordinator.post(door("entry_move", pilot.pk), {"department": here.pk, "on": "2026-04-01"})

    assert "department" in answer.context["form"].errors


def test_a_further_department_is_added_and_ended(coordinator: Client) -> None:
    pilot, archive = make_pilot(appointed_from=LONG_AGO), make_department("Stadtarchiv")

    coordinator.post(door("assignment_create", pilot.pk), {"department": archive.pk, "valid_from": "2026-03-01"})
    further = pilot.assignments.get(department=archive)
    listed = coordinator.get(door("entry_edit", pilot.pk)).content.decode()
    coordinator.post(door("assignment_end", pilot.pk, further.pk), {"last_day": "2026-03-02"})

    assert door("assignment_end", pilot.pk, further.pk) in listed
    assert pilot.assignments.get(department=archive).valid_until == TODAY


@pytest.mark.parametrize("whose", ["the main one", "somebody else's"])
def test_only_a_further_assignment_of_the_person_has_an_end(coordinator: Client, whose: str) -> None:
    pilot, other = make_pilot(appointed_from=LONG_AGO), make_pilot(appointed_from=LONG_AGO)
    of_other = DepartmentAssignment.objects.create(
        pilot=other, department=make_department(), valid_from=LONG_AGO, is_primary=False
    )
    assignment = pilot.assignments.get() if whose == "the main one" else of_other

    answer = coordinator.post(door("assignment_end", pilot.pk, assignment.pk), {"last_day": "2026-03-02"})

    assert answer.status_code == 404
    assert DepartmentAssignment.objects.filter(valid_until=None).count() == 3


def doors_of(pilot: Pilot) -> list[str]:
    further = DepartmentAssignment.objects.create(
        pilot=pilot, department=make_department(), valid_from=LONG_AGO, is_primary=False
    )
    names = ("entry_edit", "entry_move", "assignment_create")
    return [*(door(name, pilot.pk) for name in names), door("assignment_end", pilot.pk, further.pk)]


@pytest.mark.parametrize(
    "facts",
    [{}, {"appointed_from": TODAY + timedelta(days=1)}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}],
    ids=["in training", "appointed tomorrow", "ended today"],
)
def test_whoever_is_not_in_the_directory_has_no_entry(coordinator: Client, facts: dict[str, Any]) -> None:
    statuses = [coordinator.get(path).status_code for path in doors_of(make_pilot(**facts))]

    assert statuses == [404] * 4


@pytest.mark.parametrize(
    ("role", "status"), [(None, 403), (Role.TRAINER, 403), (Role.DPO, 403), (Role.COORDINATOR, 200), (Role.ADMIN, 200)]
)
def test_the_office_alone_corrects(client: Client, role: Role | None, status: int) -> None:
    paths = doors_of(make_pilot(appointed_from=LONG_AGO))
    client.force_login(make_user(role=role))

    assert [client.get(path).status_code for path in paths] == [status] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_it_shows(
    coordinator: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    for _number in range(count):
        report_entry(pilot, ReportKind.ROOM, by=make_user())
        doors_of(pilot)

    # session, account, standing; pilot, assignments with departments, reports
    with django_assert_num_queries(6):
        coordinator.get(door("entry_edit", pilot.pk))
