"""Letterhead, crest, numbers and signatories in the browser."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models.pilot import FormOfAddress
from people.models.role_grant import Role
from programmes.models.letter_settings import LetterSettings
from programmes.models.letter_text import Signatory
from tests.factories import (
    TODAY,
    make_issuing_cohort,
    make_pilot,
    make_programme,
    make_ready,
    make_signatory,
    make_user,
)
from tests.programmes.actions.issuing import issue

pytestmark = pytest.mark.django_db
PATH = "/letters/settings/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#c00"/></svg>'


@pytest.fixture
def admin(client: Client) -> Client:
    make_programme()
    client.force_login(make_user(role=Role.ADMIN))
    return client


def typed(**changed: object) -> dict[str, object]:
    return {
        "city": "Stadt Musterhausen",
        "street": "Am Markt 1",
        "town": "35390 Musterhausen",
        "phone": "0641 1",
        "mail": "a@giessen.example",
        "footer_note": "www.giessen.example\r\nMontag bis Freitag",
        "form": "A",
        "number_format": "M-{year}-{number:03}",
        "crest_text": "",
        "based_on": "0",
        **changed,
    }


def crest(data: bytes = SVG) -> SimpleUploadedFile:
    return SimpleUploadedFile("crest.svg", data)


def test_what_holds_stands_in_the_form_with_a_letter_beside_it(admin: Client) -> None:
    page = admin.get(PATH)

    assert page.context["form"]["number_format"].value() == "DL-{year}-{number:04}"
    assert 'src="data:image/png;base64,' in page.content.decode()


def test_settings_are_saved_and_the_crest_stays_until_it_is_taken_out(admin: Client) -> None:
    admin.post(PATH, typed(crest=crest(), crest_text="Ein rotes Dreieck"))
    first = LetterSettings.objects.get()
    admin.post(PATH, typed(phone="0641 2", crest_text="Ein rotes Dreieck", based_on=str(first.pk)))
    second = LetterSettings.objects.first()
    assert second
    shown = admin.get(PATH).content.decode()
    admin.post(PATH, typed(without_crest="on", crest_text="Ein rotes Dreieck", based_on=str(second.pk)))
    third = LetterSettings.objects.first()
    assert third

    assert first.footer_note == "www.giessen.example\nMontag bis Freitag"
    assert "<path" in first.crest
    assert (second.crest, second.phone) == (first.crest, "0641 2")
    assert 'alt="Ein rotes Dreieck"' in shown
    assert (third.crest, third.crest_text, LetterSettings.objects.count()) == ("", "", 3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number_format": "M-{number}"}, "Year and number must both stand in it"),
        ({"crest": crest(b"<html>")}, "neither an SVG nor a PNG"),
        ({"crest": crest(SVG.replace(b"<path", b"<script/><path"))}, "The SVG holds &lt;script&gt;"),
        ({"crest": crest()}, "Please say what the crest shows."),
        ({"footer_note": "1\r\n2\r\n3\r\n4"}, "three columns of three lines"),
        ({"based_on": "7"}, "Somebody else has changed these settings meanwhile"),
        ({"form": "C"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    admin: Client, change: dict[str, object], words: str
) -> None:
    response = admin.post(PATH, typed(**change))

    assert words in response.content.decode()
    assert response.context["form"]["city"].value() == "Stadt Musterhausen"
    assert not LetterSettings.objects.exists()


def test_looking_first_saves_nothing(admin: Client) -> None:
    before = admin.get(PATH).context["pages"]

    looked = admin.post(PATH, typed(preview="1"))

    assert looked.context["pages"] != before
    assert not LetterSettings.objects.exists()


def test_signatories_are_named_and_ended(admin: Client) -> None:
    make_signatory("Anna Alt")

    admin.post(
        "/letters/signatories/new/",
        {"name": "Dora Drüben", "office": "in Vertretung", "valid_from": str(TODAY), "is_deputy": "on"},
    )
    deputy = Signatory.objects.get(name="Dora Drüben")
    shown = admin.get("/letters/signatories/").content.decode()
    admin.post(f"/letters/signatories/{deputy.pk}/end/", {"last_day": str(TODAY)})
    twice = admin.post(f"/letters/signatories/{deputy.pk}/end/", {"last_day": str(TODAY)}).content.decode()

    deputy.refresh_from_db()
    assert "may sign as a deputy" in shown
    assert deputy.valid_until == TODAY
    assert "laid down already" in twice


def test_a_second_usual_signatory_on_the_same_day_is_refused(admin: Client) -> None:
    make_signatory("Anna Alt", valid_from=TODAY)

    form = {"name": "Nora Neu", "office": "Amt", "valid_from": str(TODAY)}
    page = admin.post("/letters/signatories/new/", form).content.decode()

    assert "Somebody else signs from this day on already." in page
    assert Signatory.objects.count() == 1


def test_professors_are_addressed_without_their_name_where_the_office_lays_it_down(admin: Client) -> None:
    admin.post(PATH, typed(professor_without_name="on"))
    probe = make_pilot("Probe", academic_title="Prof. Dr.", form_of_address=FormOfAddress.MS)

    letter = issue(make_ready(make_issuing_cohort(), pilot=probe))[0]

    assert letter.content["salutation"] == "Sehr geehrte Frau Professor,"
    assert admin.get(PATH).context["form"]["professor_without_name"].value() is True
