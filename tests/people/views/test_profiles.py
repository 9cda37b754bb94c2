"""The profile: whom to ask, how to reach them, what they released, and nobody who is not appointed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Site
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import Role
from people.rules import profile_parts
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_programme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def release(pilot: Pilot, *fields: VoluntaryField) -> None:
    for field in fields:
        Consent.objects.create(pilot=pilot, field=field, text_version="2026-1", given_at=timezone.now())


def page_of(client: Client, pilot: Pilot) -> str:
    return client.get(reverse("people:pilot_detail", args=[pilot.pk])).content.decode()


TOLD: dict[VoluntaryField, dict[str, str]] = {
    VoluntaryField.BIO: {"bio": "Seit zwanzig Jahren dabei"},
    VoluntaryField.LANGUAGES: {"other_languages": "Plattdeutsch"},
    VoluntaryField.OFFICE_HOURS: {"office_hours": "dienstags ab zehn"},
    VoluntaryField.CONTACT_ME_FOR: {"contact_me_for": "alles mit Formularen"},
}


@pytest.mark.parametrize("field", TOLD)
def test_each_voluntary_field_shows_with_its_own_consent(staff: Client, field: VoluntaryField) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO, **{key: text for told in TOLD.values() for key, text in told.items()})
    release(pilot, field)

    page = page_of(staff, pilot)

    shown = {other for other, told in TOLD.items() if next(iter(told.values())) in page}
    assert shown == {field}


def test_how_somebody_likes_to_be_asked_shows_once_released(staff: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO, preferred_contact="visit")
    before = page_of(staff, pilot)

    release(pilot, VoluntaryField.PREFERRED_CONTACT)

    assert ("drop in" in before, "drop in" in page_of(staff, pilot)) == (False, True)


def test_departments_are_told_over_time(staff: Client) -> None:
    pilot = make_pilot(department=make_department("Jugendamt", number="51"), appointed_from=LONG_AGO)
    rows = [
        ("Bauamt", date(2018, 1, 1), date(2019, 12, 31), True),
        ("Stadtarchiv", date(2025, 5, 1), None, False),
        ("Kämmerei", date(2026, 5, 1), None, False),
    ]
    for name, first, last, is_primary in rows:
        DepartmentAssignment.objects.create(
            pilot=pilot, department=make_department(name), valid_from=first, valid_until=last, is_primary=is_primary
        )

    page = page_of(staff, pilot)

    facts = " ".join(page[page.index('id="facts"') :].split())
    order = [facts.index(words) for words in ("51 Jugendamt", "Stadtarchiv", "From", "Kämmerei", "Before", "Bauamt")]
    assert order == sorted(order)


def test_somebody_away_names_who_stands_in(staff: Client) -> None:
    pilot, stand_in = make_pilot(appointed_from=LONG_AGO), make_pilot("Ersatz", appointed_from=LONG_AGO)
    Absence.objects.create(pilot=pilot, first_day=TODAY, last_day=TODAY + timedelta(days=4), stand_in=stand_in)

    page = page_of(staff, pilot)

    assert "Away until" in page
    assert "6 March 2026" in page
    assert f'<a href="{reverse("people:pilot_detail", args=[stand_in.pk])}">Sam Ersatz</a>' in page


def test_a_stand_in_who_left_is_not_named(staff: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    stand_in = make_pilot("Ersatz", appointed_from=LONG_AGO, appointed_until=TODAY)
    Absence.objects.create(pilot=pilot, first_day=TODAY, last_day=None, stand_in=stand_in)

    page = page_of(staff, pilot)

    assert "Away until further notice" in page
    assert "Ersatz" not in page


def test_the_building_of_the_department_is_shown(staff: Client) -> None:
    department = make_department()
    department.sites.add(Site.objects.create(name="Rathaus", street="Platz 1", postcode="35390", city="Gießen"))

    page = page_of(staff, make_pilot(department=department, appointed_from=LONG_AGO))

    assert "Platz 1, 35390 Gießen" in page


@pytest.fixture
def shared_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A floor above that adds to every profile but one."""
    monkeypatch.setattr(profile_parts, "_makers", [])

    def say_the_day(pilot: Pilot, today: date) -> profile_parts.ProfilePart | None:
        card = {"pilot": pilot, "role": f"part of {today:%Y-%m-%d}"}
        return None if pilot.family_name == "Ohne" else ("includes/_pilot_card.html", {"card": card})

    profile_parts.add_part(say_the_day)


def test_a_floor_above_adds_its_part(shared_part: None) -> None:
    pilots = [make_pilot("Mit"), make_pilot("Ohne")]

    parts = [profile_parts.parts_of(pilot, TODAY) for pilot in pilots]

    assert [len(found) for found in parts] == [1, 0]
    assert parts[0][0][1]["card"]["role"] == "part of 2026-03-02"


@pytest.mark.parametrize(
    ("account", "offers"),
    [({}, False), ({"role": Role.COORDINATOR}, True), ({"role": Role.ADMIN}, True), ({"role": Role.TRAINER}, False)],
    ids=["staff", "coordinator", "admin", "trainer"],
)
def test_correcting_is_offered_to_whom_the_door_opens(client: Client, account: dict[str, Any], offers: bool) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    client.force_login(make_user(**account))

    door = reverse("people:entry_edit", args=[pilot.pk])

    assert (door in page_of(client, pilot)) is offers
    assert (client.get(door).status_code == 200) is offers


def test_ones_own_profile_leads_to_changing_it(client: Client) -> None:
    user = make_user()
    pilot = make_pilot(appointed_from=LONG_AGO, user=user)
    client.force_login(user)

    page = page_of(client, pilot)

    assert reverse("people:my_profile") in page
    assert reverse("people:entry_report_create", args=[pilot.pk]) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_profile_takes_the_same_queries_however_much_it_shows(
    staff: Client, count: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(profile_parts, "_makers", [])
    make_programme()
    department = make_department()
    pilot = make_pilot(department=department, appointed_from=LONG_AGO)
    for number in range(count):
        site = Site.objects.create(name=f"Haus {number}", street="Platz 1", postcode="35390", city="Gießen")
        department.sites.add(site)
        DepartmentAssignment.objects.create(
            pilot=pilot, department=make_department(), valid_from=LONG_AGO, is_primary=False
        )
    Absence.objects.create(pilot=pilot, first_day=TODAY, stand_in=make_pilot("Ersatz", appointed_from=LONG_AGO))

    # session, account, standing; pilot, card; assignments, buildings
    with django_assert_num_queries(7):
        staff.get(reverse("people:pilot_detail", args=[pilot.pk]))


@pytest.mark.parametrize(
    "facts",
    [{}, {"appointed_from": TODAY + timedelta(days=1)}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}],
    ids=["in training", "appointed tomorrow", "ended today"],
)
def test_whoever_is_not_appointed_today_has_no_profile(staff: Client, facts: dict[str, Any]) -> None:
    pilot = make_pilot(**facts)

    assert staff.get(reverse("people:pilot_detail", args=[pilot.pk])).status_code == 404


@pytest.mark.parametrize("account", [{"role": Role.DPO}, {"is_external": True, "role": Role.TRAINER}])
def test_whoever_is_no_staff_sees_no_profile(client: Client, account: dict[str, Any]) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    client.force_login(make_user(**account))

    doors = [reverse(f"people:{name}", args=[pilot.pk]) for name in ("pilot_detail", "pilot_card")]

    assert [client.get(door).status_code for door in doors] == [403, 403]
