"""Coordinators and admins reorganise the administration; what moves people is shown first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models.department import Department, Site
from people.models.pilot import Pilot
from people.models.role_grant import Role
from tests.factories import TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
DOORS = ("department_edit", "department_head", "department_rename", "department_close")


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(make_user(role=Role.COORDINATOR))
    return client


def post(client: Client, door: str, *args: int, **told: Any) -> str:
    return client.post(reverse(f"people:{door}", args=args), told).content.decode()


def test_a_department_is_added_below_another_one(coordinator: Client) -> None:
    parent, site = make_department(), Site.objects.create(name="Rathaus", street="Platz 1", postcode="1", city="Gießen")
    told = {"name": "Jugendamt", "number": "51", "kind": "amt", "valid_from": "2026-03-02"}

    post(coordinator, "department_create", **told, parent=parent.pk, sites=[site.pk])

    department = Department.objects.get(name="Jugendamt")
    assert (department.number, department.parent, list(department.sites.all())) == ("51", parent, [site])


def test_a_circle_is_refused_at_its_field(coordinator: Client) -> None:
    department = make_department()
    below = make_department(parent=department)

    page = post(coordinator, "department_edit", department.pk, number="", kind="amt", parent=below.pk)

    assert "A department cannot belong to itself or to a department below it." in page
    department.refresh_from_db()
    assert department.parent is None


def test_head_and_deputy_are_named_by_their_addresses(coordinator: Client) -> None:
    department, head = make_department(), make_user("chefin@giessen.example")

    post(coordinator, "department_head", department.pk, head="Chefin@giessen.example", deputy="")

    department.refresh_from_db()
    assert (department.head, department.deputy) == (head, None)


@pytest.mark.parametrize("facts", [None, {"is_active": False}, {"is_external": True}])
def test_whoever_has_no_account_of_the_administration_leads_nothing(
    coordinator: Client, facts: dict[str, bool] | None
) -> None:
    department = make_department()
    if facts is not None:
        make_user("chefin@giessen.example", **facts)

    page = post(coordinator, "department_head", department.pk, head="chefin@giessen.example")

    assert "There is no account with this e-mail address." in page


def test_a_renaming_is_shown_first_and_done_when_confirmed(coordinator: Client) -> None:
    department = make_department("EDV")
    make_pilot(department=department)
    told = {"name": "Amt für Digitales", "number": "16", "on": "2026-03-02"}

    preview = post(coordinator, "department_rename", department.pk, **told)

    assert "1 person of the programme" in preview
    assert Department.objects.count() == 1

    post(coordinator, "department_rename", department.pk, **told, confirm="1")

    new = Department.objects.open().get()
    assert (new.name, new.valid_from) == ("Amt für Digitales", TODAY)
    assert Pilot.objects.in_department(new, TODAY).count() == 1


def test_the_way_back_from_the_preview_keeps_what_was_typed(coordinator: Client) -> None:
    department = make_department("EDV")

    page = post(coordinator, "department_rename", department.pk, name="Neu", number="", on="2026-03-02", back="1")

    assert 'value="Neu"' in page
    assert "confirm" not in page


def test_what_would_be_refused_is_refused_before_the_preview(coordinator: Client) -> None:
    department = make_department()
    make_user(department=department)

    page = post(coordinator, "department_close", department.pk, last_day="2026-03-01", successor="")

    assert "People still work here" in page
    assert "confirm" not in page


def test_a_department_is_closed_when_confirmed(coordinator: Client) -> None:
    department, successor = make_department("EDV"), make_department()
    told = {"last_day": "2026-03-01", "successor": successor.pk}

    preview = post(coordinator, "department_close", department.pk, **told)
    post(coordinator, "department_close", department.pk, **told, confirm="1")

    department.refresh_from_db()
    assert "“EDV” is closed" in preview
    assert (department.valid_until, department.successor) == (YESTERDAY, successor)


def test_departments_are_merged_into_one_of_them_or_a_new_one(coordinator: Client) -> None:
    one, two, three = make_department(), make_department(), make_department()

    post(
        coordinator,
        "departments_merge",
        departments=[one.pk, two.pk],
        into=two.pk,
        on="2026-03-02",
        kind="amt",
        confirm="1",
    )
    told = {"departments": [two.pk, three.pk], "name": "Alle", "kind": "amt", "on": "2026-03-02", "confirm": "1"}
    two.valid_from = YESTERDAY
    post(coordinator, "departments_merge", **told)

    assert [unit.name for unit in Department.objects.open()] == ["Alle"]


def test_a_merger_into_a_new_department_needs_its_name(coordinator: Client) -> None:
    one, two = make_department(), make_department()

    page = post(coordinator, "departments_merge", departments=[one.pk, two.pk], kind="amt", on="2026-03-02")

    assert "Please enter the name of the new department." in page


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_department_has_no_such_page(coordinator: Client, door: str) -> None:
    closed = make_department(valid_until=YESTERDAY)

    assert coordinator.get(reverse(f"people:{door}", args=[closed.pk])).status_code == 404


@pytest.mark.parametrize("door", [*DOORS, "department_create", "departments_merge"])
def test_staff_change_nothing(client: Client, door: str) -> None:
    client.force_login(make_user())
    args = [make_department().pk] if door in DOORS else []

    assert client.get(reverse(f"people:{door}", args=args)).status_code == 403


@pytest.mark.parametrize("door", [*DOORS, "department_create", "departments_merge"])
def test_every_form_opens(coordinator: Client, door: str) -> None:
    args = [make_department().pk] if door in DOORS else []

    assert coordinator.get(reverse(f"people:{door}", args=args)).status_code == 200
