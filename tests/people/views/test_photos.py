"""A photo is seen while its person is appointed and has released it, and is fetched once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models.consent import Consent, VoluntaryField
from people.models.photo import Photo
from people.models.pilot import Pilot
from people.models.role_grant import Role
from tests.factories import LONG_AGO, TODAY, make_pilot, make_user

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0 a picture"
SHA = "0123456789abcdef" * 4


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def make_photo(**facts: object) -> Pilot:
    """A pilot with a released photo."""
    pilot = make_pilot(**{"appointed_from": LONG_AGO, **facts})
    Photo.objects.create(pilot=pilot, jpeg=JPEG, sha256=SHA)
    Consent.objects.create(pilot=pilot, field=VoluntaryField.PHOTO, text_version="2026-1", given_at=timezone.now())
    return pilot


def door(pilot: Pilot) -> str:
    return reverse("people:pilot_photo", args=[pilot.pk])


def test_a_released_photo_is_a_private_picture_and_nothing_else(staff: Client) -> None:
    answer = staff.get(door(make_photo()), {"v": SHA[:12]})

    assert answer.content == JPEG
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"private", "max-age=3600"}


def test_only_the_address_of_just_this_picture_is_kept(staff: Client) -> None:
    pilot = make_photo()

    kept = [staff.get(door(pilot), asked).headers["Cache-Control"] for asked in ({}, {"v": "of the one before"})]

    assert [set(words.split(", ")) for words in kept] == [{"private", "no-cache"}] * 2


def test_a_browser_that_has_the_picture_gets_a_short_answer(staff: Client) -> None:
    pilot = make_photo()
    etag = staff.get(door(pilot)).headers["ETag"]

    same = staff.get(door(pilot), headers={"If-None-Match": etag})
    other = staff.get(door(pilot), headers={"If-None-Match": '"another"'})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert (other.status_code, other.content) == (200, JPEG)


def test_a_withdrawn_consent_hides_it_at_once_even_from_who_has_it(staff: Client) -> None:
    pilot = make_photo()
    etag = staff.get(door(pilot)).headers["ETag"]

    Consent.objects.update(withdrawn_at=timezone.now())

    assert staff.get(door(pilot)).status_code == 404
    assert staff.get(door(pilot), headers={"If-None-Match": etag}).status_code == 404


def test_a_consent_to_another_field_is_no_consent(staff: Client) -> None:
    pilot = make_photo()

    Consent.objects.update(field=VoluntaryField.BIO)

    assert staff.get(door(pilot)).status_code == 404


@pytest.mark.parametrize(
    "facts", [{"appointed_from": None}, {"appointed_until": TODAY}], ids=["in training", "ended today"]
)
def test_whoever_is_not_appointed_has_no_photo(staff: Client, facts: dict[str, object]) -> None:
    assert staff.get(door(make_photo(**facts))).status_code == 404


def test_whoever_is_no_staff_sees_none(client: Client) -> None:
    pilot = make_photo()
    client.force_login(make_user(role=Role.DPO))

    assert client.get(door(pilot)).status_code == 403
