"""The buildings, the departments in them, and their addresses put right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.department import Site
from people.models.role_grant import Role
from tests.factories import TODAY, make_department, make_user

pytestmark = pytest.mark.django_db
ADDRESS = {"street": "Berliner Platz 1", "postcode": "35390", "city": "Gießen"}


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(make_user(role=Role.COORDINATOR))
    return client


def test_a_building_names_the_departments_of_today(coordinator: Client) -> None:
    site = Site.objects.create(name="Rathaus", **ADDRESS)
    make_department("Jugendamt").sites.add(site)
    make_department("EDV", valid_until=TODAY - timedelta(days=1)).sites.add(site)

    page = coordinator.get(reverse("people:site_list")).content.decode()

    assert "Jugendamt" in page
    assert "EDV" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    coordinator: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_department().sites.add(Site.objects.create(name=f"Haus {number}", **ADDRESS))

    with django_assert_num_queries(5):  # session, account, roles; sites, their departments
        coordinator.get(reverse("people:site_list"))


def test_a_building_is_added_and_put_right(coordinator: Client) -> None:
    coordinator.post(reverse("people:site_create"), {"name": "Rathaus", **ADDRESS})
    site = Site.objects.get()
    coordinator.post(reverse("people:site_edit", args=[site.pk]), {"name": "Neues Rathaus", **ADDRESS})

    site.refresh_from_db()
    assert site.name == "Neues Rathaus"
    assert AuditEvent.objects.get(verb="site corrected").changes == {"fields": ["name"]}


@pytest.mark.parametrize("door", ["site_create", "site_edit"])
def test_two_buildings_have_two_names(coordinator: Client, door: str) -> None:
    Site.objects.create(name="Rathaus", **ADDRESS)
    other = Site.objects.create(name="Ostanlage", **ADDRESS)
    address = reverse(f"people:{door}", args=[other.pk] if door == "site_edit" else [])

    page = coordinator.post(address, {"name": "Rathaus", **ADDRESS}).content.decode()

    assert "There is a building with this name already." in page
    assert Site.objects.filter(name="Rathaus").count() == 1


def test_staff_see_the_buildings_and_change_none(client: Client) -> None:
    site = Site.objects.create(name="Rathaus", **ADDRESS)
    client.force_login(make_user())

    assert client.get(reverse("people:site_list")).status_code == 200
    assert client.get(reverse("people:site_edit", args=[site.pk])).status_code == 403
    assert client.get(reverse("people:site_create")).status_code == 403
