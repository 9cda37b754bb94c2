"""The own days away on the screen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.absence import Absence
from people.models.pilot import DepartmentAssignment, Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
PAGE = "/my/absences/"
DAY = timedelta(days=1)


@pytest.fixture
def me(client: Client) -> Pilot:
    pilot = make_pilot("Adler", user=make_user(), appointed_from=LONG_AGO)
    client.force_login(pilot.user)
    return pilot


def make_colleague(name: str = "Öztürk", **fields: object) -> Pilot:
    return make_pilot(name, **{"appointed_from": LONG_AGO, **fields})


@pytest.mark.parametrize("typed", ["oz@giessen.example", "OZ@giessen.example", "Öztürk", "ozturk, Ayse", "Ayşe Öztürk"])
def test_a_stand_in_is_named_by_address_or_name(client: Client, me: Pilot, typed: str) -> None:
    colleague = make_colleague(given_names="Ayşe", mail="oz@giessen.example")

    client.post(PAGE, {"first_day": "2026-03-05", "last_day": "2026-03-08", "stand_in": typed})

    assert Absence.objects.get().stand_in == colleague
    assert "colleagues are sent to Ayşe Öztürk" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("first_day", "", "Please enter the day."),
        ("first_day", "gestern", "Please enter the day as a date."),
        ("first_day", "2026-03-01", "This day has passed."),
        ("first_day", "2026-03-21", "You are away then already"),
        ("last_day", "2026-03-04", "The last day is before the first one."),
        ("stand_in", "Niemand", "We find nobody appointed by this name."),
        ("stand_in", "Celik", "We find nobody appointed by this name."),
        ("stand_in", "Sam", "Several people have this name."),
        ("stand_in", "Adler", "Nobody stands in for themselves."),
    ],
)
def test_what_is_refused_stands_beside_its_field_with_everything_typed(
    client: Client, me: Pilot, field: str, value: str, error: str
) -> None:
    make_pilot("Celik")
    make_colleague("Beispiel")
    Absence.objects.create(pilot=me, first_day=date(2026, 3, 20), last_day=date(2026, 3, 25))
    data = {"first_day": "2026-03-05", "last_day": "", "stand_in": "Beispiel"}
    data = data | ({"last_day": "2026-03-08"} if field != "last_day" else {}) | {field: value}
    if value == "2026-03-21":
        data["last_day"] = ""

    response = client.post(PAGE, data)

    page = response.content.decode()
    assert (response.status_code, Absence.objects.count()) == (200, 1)
    assert f'href="#id_{field}"' in page
    assert error in page
    assert f'value="{data["stand_in"]}"' in page


def test_the_page_says_on_which_days_colleagues_are_sent_to_whom(client: Client, me: Pilot) -> None:
    colleague = make_colleague()
    Absence.objects.create(pilot=me, first_day=date(2026, 3, 10), last_day=date(2026, 3, 20), stand_in=colleague)
    Absence.objects.create(pilot=colleague, first_day=date(2026, 3, 18))

    page = " ".join(client.get(PAGE).content.decode().split())

    assert "10 Mar 2026 to 17 Mar 2026 –</span> colleagues are sent to Sam Öztürk" in page
    assert "18 Mar 2026 to 20 Mar 2026 –</span> Sam Öztürk is not there either" in page


def test_what_is_over_is_not_listed(client: Client, me: Pilot) -> None:
    Absence.objects.create(pilot=me, first_day=LONG_AGO, last_day=TODAY - DAY)

    assert client.get(PAGE).context["rows"] == []


def test_an_absence_is_changed_and_ended(client: Client, me: Pilot) -> None:
    absence = Absence.objects.create(pilot=me, first_day=TODAY - DAY, stand_in=make_colleague())

    form = client.get(f"{PAGE}{absence.pk}/").context["form"]
    client.post(f"{PAGE}{absence.pk}/", {"last_day": "2026-03-08", "stand_in": ""})

    absence.refresh_from_db()
    assert form.initial["stand_in"] == Pilot.objects.get(family_name="Öztürk").mail
    assert (absence.last_day, absence.stand_in) == (date(2026, 3, 8), None)

    client.post(f"{PAGE}{absence.pk}/end/")

    absence.refresh_from_db()
    assert absence.last_day == TODAY - DAY


def test_an_absence_is_listed_until_its_last_day_is_over(client: Client, me: Pilot) -> None:
    Absence.objects.create(pilot=me, first_day=TODAY - 5 * DAY, last_day=TODAY - DAY)
    last_day_today = Absence.objects.create(pilot=me, first_day=TODAY, last_day=TODAY)

    assert [row["absence"] for row in client.get(PAGE).context["rows"]] == [last_day_today]


def test_nobody_changes_the_days_of_somebody_else(client: Client, me: Pilot) -> None:
    other = Absence.objects.create(pilot=make_colleague(), first_day=TODAY)

    statuses = [
        client.get(f"{PAGE}{other.pk}/").status_code,
        client.post(f"{PAGE}{other.pk}/", {"last_day": "2026-03-08"}).status_code,
        client.post(f"{PAGE}{other.pk}/end/").status_code,
    ]

    other.refresh_from_db()
    assert (statuses, other.last_day) == ([404, 404, 404], None)


def test_trainees_are_in_no_list_and_have_no_days_away(client: Client) -> None:
    client.force_login(make_pilot("Celik", user=make_user()).user)

    assert client.get(PAGE).status_code == 403


def test_only_appointed_colleagues_are_suggested(client: Client, me: Pilot) -> None:
    near = make_pilot("Zander", department=me.assignments.get().department, appointed_from=LONG_AGO)
    far = make_colleague("Beispiel")
    make_pilot("Celik")
    make_colleague("Dorn", appointed_until=TODAY)

    assert client.get(PAGE).context["colleagues"] == [near, far]


def test_colleagues_of_a_former_department_are_suggested_behind_those_of_today(client: Client, me: Pilot) -> None:
    mine, former = me.assignments.get().department, make_department()
    DepartmentAssignment.objects.create(
        pilot=me, department=former, valid_from=LONG_AGO, valid_until=TODAY - DAY, is_primary=False
    )
    near = make_pilot("Zander", department=mine, appointed_from=LONG_AGO)
    there = make_pilot("Adler", department=former, appointed_from=LONG_AGO)
    moved_away = make_pilot("Beispiel", department=mine, appointed_from=LONG_AGO)
    moved_away.assignments.update(valid_until=TODAY - DAY)

    assert client.get(PAGE).context["colleagues"] == [near, there, moved_away]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_days_there_are(
    client: Client, me: Pilot, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        first = TODAY + 10 * number * DAY
        stand_in = make_colleague(f"Beispiel {number}")
        Absence.objects.create(pilot=me, first_day=first, last_day=first + DAY, stand_in=stand_in)

    # session, account, roles, the own row, the days, when stand-ins are away, colleagues of the own department, others
    with django_assert_num_queries(8):
        client.get(PAGE)
