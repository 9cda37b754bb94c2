"""The own picture: shown only with its release, deleted when removed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from people.models.audit_event import AuditEvent
from people.models.consent import Consent
from people.models.photo import Photo
from people.models.pilot import Pilot
from people.rules.profile import visible_cards
from tests.factories import LONG_AGO, TODAY, make_pilot, make_user

pytestmark = pytest.mark.django_db
PAGE = "/my/profile/photo/"


def upload(colour: str = "teal") -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (400, 300), colour).save(buffer, "PNG")
    return SimpleUploadedFile("ich.png", buffer.getvalue(), "image/png")


@pytest.fixture
def me(client: Client) -> Pilot:
    pilot = make_pilot("Adler", user=make_user(), appointed_from=LONG_AGO)
    client.force_login(pilot.user)
    return pilot


def shown(pilot: Pilot) -> str:
    return visible_cards([pilot], TODAY)[0].photo


def test_a_picture_is_kept_for_oneself_until_it_is_released(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload()})
    photo = Photo.objects.get()

    assert shown(me) == ""
    assert client.get("/my/profile/photo.jpg").content == bytes(photo.jpeg)

    client.post(PAGE, {"shown": "on"})

    assert shown(me) == photo.sha256


def test_the_card_shows_the_picture_once_it_is_released(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload(), "shown": "on"})

    address = f"/pilots/{me.pk}/photo.jpg?v={Photo.objects.get().sha256[:12]}"
    assert f'<img class="avatar" src="{address}" alt="">' in client.get("/pilots/").content.decode()


def test_another_picture_takes_the_place_and_the_address_of_the_first(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload("teal"), "shown": "on"})
    before = shown(me)

    client.post(PAGE, {"photo": upload("maroon"), "shown": "on"})

    assert Photo.objects.count() == Consent.objects.count() == 1
    assert shown(me) not in ("", before)


def test_an_unticked_picture_hides_and_stays_ones_own(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload(), "shown": "on"})

    client.post(PAGE, {})

    assert (shown(me), Photo.objects.count()) == ("", 1)
    assert "Only you see this picture." in client.get(PAGE).content.decode()


def test_a_removed_picture_is_gone_and_its_release_withdrawn(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload(), "shown": "on"})

    client.post("/my/profile/photo/remove/")

    assert (Photo.objects.count(), Consent.objects.in_force().count()) == (0, 0)
    assert client.get("/my/profile/photo.jpg").status_code == 404
    assert AuditEvent.objects.filter(verb="photo removed").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("ich.png", b"not a picture", "This file is no picture we can read."),
        ("ich.png", b"", "This file is empty."),
        (None, b"", "Please choose a picture."),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(
    client: Client, me: Pilot, name: str | None, content: bytes, error: str
) -> None:
    files = {"photo": SimpleUploadedFile(name, content, "image/png")} if name else {}

    response = client.post(PAGE, {"shown": "on", **files})

    page = response.content.decode()
    assert (response.status_code, Photo.objects.count(), Consent.objects.count()) == (200, 0, 0)
    assert 'href="#id_photo"' in page
    assert error in page


def test_nobody_sees_the_picture_of_somebody_else_here(client: Client, me: Pilot) -> None:
    client.post(PAGE, {"photo": upload(), "shown": "on"})
    other = make_pilot("Beispiel", user=make_user(), appointed_from=LONG_AGO)

    client.force_login(other.user)

    assert client.get("/my/profile/photo.jpg").status_code == 404
    assert "There is no picture of you" in client.get(PAGE).content.decode()


def test_who_is_not_in_the_programme_has_no_picture(client: Client) -> None:
    client.force_login(make_user())

    statuses = [client.get(PAGE).status_code, client.get("/my/profile/photo.jpg").status_code]
    assert [*statuses, client.post("/my/profile/photo/remove/").status_code] == [403, 403, 403]
