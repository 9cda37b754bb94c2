"""The departments as a tree, and who helps in each."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from tests.factories import LONG_AGO, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def test_a_department_stands_below_the_one_it_belongs_to(staff: Client) -> None:
    top = make_department("Dezernat II")
    make_department("Jugendamt", parent=top)

    (branch,) = staff.get(reverse("people:departments")).context["tree"]

    assert branch.department == top
    assert [child.department.name for child in branch.children] == ["Jugendamt"]


def test_only_appointed_pilots_are_counted(staff: Client) -> None:
    department = make_department()
    make_pilot(department=department, appointed_from=LONG_AGO)
    make_pilot(department=department)

    page = staff.get(reverse("people:departments")).content.decode()

    assert "1 pilot<" in page


def test_a_closed_department_is_not_in_the_tree_and_names_its_successor(staff: Client) -> None:
    successor = make_department("Amt für Digitales")
    closed = make_department("EDV-Abteilung", valid_until=date(2025, 12, 31), successor=successor)

    tree = staff.get(reverse("people:departments")).content.decode()
    page = staff.get(reverse("people:department_detail", args=[closed.pk])).content.decode()

    assert "EDV-Abteilung" not in tree
    assert f'<a href="{reverse("people:department_detail", args=[successor.pk])}">Amt für Digitales</a>' in page


def test_a_department_shows_its_pilots_and_no_trainee(staff: Client) -> None:
    department = make_department()
    make_pilot("Ernannt", department=department, appointed_from=LONG_AGO)
    make_pilot("Lernend", department=department)

    page = staff.get(reverse("people:department_detail", args=[department.pk])).content.decode()

    assert "Sam Ernannt" in page
    assert "Lernend" not in page


def test_a_department_without_a_pilot_says_who_helps_instead(staff: Client) -> None:
    above = make_department("Dezernat II")
    make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    department = make_department(parent=above)

    page = staff.get(reverse("people:department_detail", args=[department.pk])).content.decode()

    assert "These colleagues of Dezernat II help" in page
    assert "Sam Oben" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_the_same_queries_however_large(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_pilot(department=make_department(parent=make_department()), appointed_from=LONG_AGO)

    with django_assert_num_queries(5):  # session, account, granted, derived roles; departments
        staff.get(reverse("people:departments"))


def test_whoever_is_no_staff_is_refused(client: Client) -> None:
    client.force_login(make_user(role=Role.DPO))

    assert client.get(reverse("people:departments")).status_code == 403
    assert client.get(reverse("people:department_detail", args=[make_department().pk])).status_code == 403
