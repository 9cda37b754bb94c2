from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.enrolment import Enrolment
from tests.factories import make_cohort, make_department, make_enrolment, make_pilot

TYPED = {"given_names": "Ina", "family_name": "Testau", "name_particle": "von der", "academic_title": "Dr."}
FORMS = {"form_of_address": "ms", "role_form": "feminine"}


@pytest.fixture
def enrolment(kim: User) -> Enrolment:
    pilot = make_pilot("Alt", department=make_department("Jugendamt"))
    return make_enrolment(make_cohort(coordinators=[kim]), pilot)


def url(enrolment: Enrolment) -> str:
    return reverse("programmes:name_correct", args=[enrolment.cohort_id, enrolment.pk])


def test_the_page_shows_how_a_letter_addresses_the_person_now(page: Client, enrolment: Enrolment) -> None:
    text = page.get(url(enrolment)).text

    assert "Jugendamt<br>Sam Alt<br>Berliner Platz 1<br>35390 Gießen" in text
    assert "Guten Tag Sam Alt," in text


def test_the_preview_shows_the_letter_and_saves_nothing(page: Client, enrolment: Enrolment) -> None:
    text = page.post(url(enrolment), {**TYPED, **FORMS, "preview": "1"}).text

    assert "Frau Dr. Ina von der Testau" in text
    assert "Sehr geehrte Frau Dr. von der Testau," in text
    assert "Digi-Lotsin" in text
    assert Pilot.objects.get().family_name == "Alt"


def test_the_name_is_saved(page: Client, enrolment: Enrolment) -> None:
    response = page.post(url(enrolment), {**TYPED, **FORMS}, follow=True)

    pilot = Pilot.objects.get()
    assert (str(pilot), pilot.form_of_address, pilot.role_form) == ("Dr. Ina von der Testau", "ms", "feminine")
    assert "The name is now “Dr. Ina von der Testau”." in response.text


@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"family_name": ""}, "family_name", "Please enter the family name."),
        ({"family_name": "王"}, "family_name", "The letters’ font has no character “王” (U+738B)"),
        ({"given_names": "W" * 60}, "given_names", "The address field of a letter has no room for this name."),
        ({"display_name_override": "W" * 60}, "display_name_override", "The address field of a letter has no room"),
        ({"academic_title": "x" * 41}, "academic_title", "Ensure this value has at most 40 characters"),
        ({"form_of_address": "sir"}, "form_of_address", "Select a valid choice."),
    ],
)
def test_a_name_a_letter_cannot_print_is_refused_beside_its_field(
    page: Client, enrolment: Enrolment, typed: dict[str, str], field: str, sentence: str, button: dict[str, str]
) -> None:
    response = page.post(url(enrolment), {**TYPED, **FORMS, **typed, **button})

    assert response.context["form"].errors[field][0].startswith(sentence)
    assert response.context["form"]["name_particle"].value() == "von der"
    assert Pilot.objects.get().family_name == "Alt"
