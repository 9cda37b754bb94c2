"""The departments as a tree, and who helps in each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.department import Department
from people.models.pilot import DepartmentAssignment
from people.models.role_grant import Role
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def detail(client: Client, department: Department) -> str:
    return client.get(reverse("people:department_detail", args=[department.pk])).content.decode()


def test_a_department_stands_below_the_one_it_belongs_to(staff: Client) -> None:
    top = make_department("Dezernat II")
    make_department("Jugendamt", parent=top)

    (branch,) = staff.get(reverse("people:departments")).context["tree"]

    assert branch.department == top
    assert [child.department.name for child in branch.children] == ["Jugendamt"]


def test_only_appointed_pilots_are_counted_each_once(staff: Client) -> None:
    top = make_department("Dezernat")
    department = make_department(parent=top)
    pilot = make_pilot(department=department, appointed_from=LONG_AGO)
    DepartmentAssignment.objects.create(pilot=pilot, department=top, valid_from=LONG_AGO, is_primary=False)
    make_pilot(department=department)
    make_pilot(department=department, appointed_from=LONG_AGO, appointed_until=TODAY)

    (branch,) = staff.get(reverse("people:departments")).context["tree"]

    assert (branch.here, len(branch.people), branch.children[0].here) == (1, 1, 1)


def test_a_closed_department_is_not_in_the_tree_and_names_its_successor(staff: Client) -> None:
    now = make_department("Amt für Digitales")
    successor = make_department("IT-Amt", valid_until=date(2026, 1, 31), successor=now)
    closed = make_department("EDV-Abteilung", valid_until=date(2025, 12, 31), successor=successor)

    tree = staff.get(reverse("people:departments")).context["tree"]
    page = detail(staff, closed)

    assert [branch.department for branch in tree] == [now]
    assert "This department was closed on 31 December 2025." in page
    assert f'It goes on as <a href="{reverse("people:department_detail", args=[successor.pk])}">IT-Amt</a>' in page
    assert f'Today that is <a href="{reverse("people:department_detail", args=[now.pk])}">Amt für Digitales</a>' in page


def test_the_tree_of_a_day_in_the_past_has_the_departments_of_that_day(staff: Client) -> None:
    top = make_department("Dezernat neu", valid_from=date(2025, 1, 1))
    make_department("Dezernat alt", valid_until=date(2024, 12, 31), successor=top)
    make_department("Jugendamt", parent=top)

    (branch,) = staff.get(reverse("people:departments"), {"on": "2024-06-01"}).context["tree"]

    assert branch.department.name == "Dezernat alt"
    assert [child.department.name for child in branch.children] == ["Jugendamt"]


@pytest.mark.parametrize(
    ("on", "people"), [("2026-03-01", 1), ("2026-03-02", 1), ("2026-03-03", 0)], ids=["before", "today", "to come"]
)
def test_nobody_is_counted_on_a_day_to_come_lest_it_tells_who_begins_or_ends(
    staff: Client, on: str, people: int
) -> None:
    make_pilot(appointed_from=LONG_AGO)

    answer = staff.get(reverse("people:departments"), {"on": on})

    assert [branch.here for branch in answer.context["tree"]] == [people]
    assert ("1 pilot" in answer.content.decode()) is bool(people)


@pytest.mark.parametrize("on", ["gestern", "2026-13-01"])
def test_a_day_that_is_none_shows_today_and_says_so(staff: Client, on: str) -> None:
    make_department("Jugendamt")

    answer = staff.get(reverse("people:departments"), {"on": on})

    assert len(answer.context["tree"]) == 1
    assert "Please enter the day as a date." in answer.content.decode()


@pytest.mark.parametrize("words", ["51", "Amt 51", "jugend", "JUGENDAMT"])
def test_the_filter_leaves_what_matches_with_the_way_to_it_and_all_below(staff: Client, words: str) -> None:
    top = make_department("Dezernat II")
    department = make_department("Jugendamt", number="51", parent=top)
    make_department("Kita-Verwaltung", parent=department)
    make_department("Sportstätten", number="52", parent=top)

    (branch,) = staff.get(reverse("people:departments"), {"q": words}).context["tree"]

    (found,) = branch.children
    assert (branch.department, found.department) == (top, department)
    assert [child.department.name for child in found.children] == ["Kita-Verwaltung"]


def test_no_match_says_what_to_try(staff: Client) -> None:
    make_department("Jugendamt")

    assert "No department matches" in staff.get(reverse("people:departments"), {"q": "xyz"}).content.decode()


def test_a_department_shows_its_pilots_and_no_trainee(staff: Client) -> None:
    department = make_department()
    make_pilot("Ernannt", department=department, appointed_from=LONG_AGO)
    make_pilot("Lernend", department=department)
    make_pilot("Ehemalig", department=department, appointed_from=LONG_AGO, appointed_until=TODAY)
    moved = make_pilot("Umgezogen", department=department, appointed_from=LONG_AGO)
    moved.assignments.update(valid_until=TODAY - timedelta(days=1))

    page = detail(staff, department)

    assert "Sam Ernannt" in page
    assert "Lernend" not in page
    assert "Ehemalig" not in page
    assert "Umgezogen" not in page


def test_those_of_the_departments_below_stand_apart_behind_the_own_ones(staff: Client) -> None:
    department = make_department("Jugendamt")
    lowest = make_department("Kita 1", parent=make_department("Kitas", parent=department))
    below = make_pilot("Alpha", department=lowest, appointed_from=LONG_AGO)
    own = make_pilot("Zeta", department=department, appointed_from=LONG_AGO)
    make_pilot("Lernend", department=lowest)

    context = staff.get(reverse("people:department_detail", args=[department.pk])).context

    assert [card.pilot for card in context["cards"]] == [own]
    assert [card.pilot for card in context["cards_below"]] == [below]


def test_head_deputy_and_what_was_before_are_named(staff: Client) -> None:
    head, deputy = make_user(family_name="Chefin"), make_user(family_name="Stellvertreter")
    department = make_department("Digitales", head=head, deputy=deputy, valid_from=date(2025, 1, 1))
    before = make_department("EDV", valid_until=date(2024, 12, 31), successor=department)

    page = detail(staff, department)

    assert "Chefin" in page
    assert "Stellvertreter" in page
    assert (
        f'until 31 December 2024</time><div><a href="{reverse("people:department_detail", args=[before.pk])}">EDV'
        in page
    )


def test_a_department_without_a_pilot_says_who_helps_instead(staff: Client) -> None:
    above = make_department("Dezernat II")
    make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    department = make_department(parent=above)

    page = detail(staff, department)

    assert "These colleagues of Dezernat II help" in page
    assert "Sam Oben" in page


def test_a_department_to_come_says_from_when(staff: Client) -> None:
    department = make_department(valid_from=TODAY + timedelta(days=1))

    assert "exists from 3 March 2026 on" in detail(staff, department)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_the_same_queries_however_large(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_pilot(department=make_department(parent=make_department()), appointed_from=LONG_AGO)

    with django_assert_num_queries(7):  # session, account, roles; departments, successors, pilots in them, former ones
        staff.get(reverse("people:departments"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_department_takes_the_same_queries_however_large(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    department = make_department()
    for _number in range(count):
        make_pilot(department=make_department(parent=department), appointed_from=LONG_AGO)
        make_pilot(department=department, appointed_from=LONG_AGO)
    # session, account, roles; department, way up, those below it; number of pilots, pilots, who works here, their
    # cards; pilots by department, units, predecessors, sites
    with django_assert_num_queries(14):
        detail(staff, department)


def test_only_those_who_may_are_offered_the_changes(client: Client) -> None:
    department = make_department()
    change = reverse("people:department_rename", args=[department.pk])

    client.force_login(make_user())
    assert change not in detail(client, department)
    client.force_login(make_user(role=Role.COORDINATOR))
    assert change in detail(client, department)


def test_whoever_is_no_staff_is_refused(client: Client) -> None:
    client.force_login(make_user(role=Role.DPO))

    assert client.get(reverse("people:departments")).status_code == 403
    assert client.get(reverse("people:department_detail", args=[make_department().pk])).status_code == 403
