"""A pilot for the address book: the released and nothing else, of nobody who is not appointed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.consent import Consent, VoluntaryField
from people.models.department import Site
from people.models.photo import Photo
from people.models.pilot import Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def card_of(client: Client, pilot: Pilot, version: str = "") -> vobject.base.Component:
    door = reverse("people:pilot_card", args=[pilot.pk])
    answer = client.get(door, {"version": version} if version else {})
    return vobject.readOne(answer.content.decode())


def test_the_file_has_its_kind_and_a_harmless_name(staff: Client) -> None:
    pilot = make_pilot('Ö/z"türk', given_names="../Ayşe", appointed_from=LONG_AGO)

    answer = staff.get(reverse("people:pilot_card", args=[pilot.pk]))

    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="oeztuerk-ayse.vcf"'


def test_both_versions_are_served_and_no_other(staff: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    versions = [card_of(staff, pilot, asked).version.value for asked in ("", "4", "3")]
    odd = staff.get(reverse("people:pilot_card", args=[pilot.pk]), {"version": "2"})

    assert versions == ["4.0", "4.0", "3.0"]
    assert odd.status_code == 404


@pytest.mark.parametrize("houses", [0, 1, 2])
def test_the_address_is_that_of_the_only_building(staff: Client, houses: int) -> None:
    department = make_department()
    for number in range(houses):
        site = Site.objects.create(name=f"Haus {number}", street=f"Platz {number}", postcode="35390", city="Gießen")
        department.sites.add(site)

    card = card_of(staff, make_pilot(department=department, appointed_from=LONG_AGO))

    assert ("adr" in card.contents) is (houses == 1)


@pytest.mark.parametrize("version", ["3", "4"])
def test_the_photo_is_in_the_file_only_while_released(staff: Client, version: str) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    Photo.objects.create(pilot=pilot, jpeg=b"\xff\xd8\xff", sha256="ab" * 32)
    consent = Consent.objects.create(
        pilot=pilot, field=VoluntaryField.PHOTO, text_version="2026-1", given_at=timezone.now()
    )
    released = "photo" in card_of(staff, pilot, version).contents

    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())

    assert (released, "photo" in card_of(staff, pilot, version).contents) == (True, False)


def test_no_voluntary_word_is_in_the_file(staff: Client) -> None:
    told = ("bio", "office_hours", "contact_me_for", "other_languages")
    pilot = make_pilot(appointed_from=LONG_AGO, **dict.fromkeys(told, "Geheimes"))

    answer = staff.get(reverse("people:pilot_card", args=[pilot.pk])).content.decode()

    assert "Geheimes" not in answer


@pytest.mark.parametrize(
    "facts",
    [{}, {"appointed_from": TODAY + timedelta(days=1)}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}],
    ids=["in training", "appointed tomorrow", "ended today"],
)
def test_nobody_else_has_a_card(staff: Client, facts: dict[str, object]) -> None:
    pilot = make_pilot(**facts)

    assert staff.get(reverse("people:pilot_card", args=[pilot.pk])).status_code == 404


def test_a_card_takes_few_queries(staff: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    # session, account, standing; pilot, card, buildings, photo
    with django_assert_num_queries(7):
        staff.get(reverse("people:pilot_card", args=[pilot.pk]))
