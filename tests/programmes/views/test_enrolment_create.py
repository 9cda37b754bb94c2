from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.views.conftest import GROUND, errors

S = EnrolmentState


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], seats=3)


def new(cohort: Cohort) -> str:
    return reverse("programmes:enrolment_create", args=[cohort.pk])


def test_somebody_known_is_enrolled_by_address_alone(page: Client, cohort: Cohort) -> None:
    pilot = make_pilot("Bekannt")

    response = page.post(new(cohort), {"mail": pilot.mail, "path": "head"}, follow=True)

    enrolment = cohort.enrolments.get()
    assert (enrolment.pilot, enrolment.nomination_path) == (pilot, "head")
    assert "Seat taken for Sam Bekannt. 2 of 3 seats left." in response.text


def test_somebody_new_is_enrolled_with_name_and_department(page: Client, cohort: Cohort) -> None:
    department = make_department()
    typed = {"given_names": "Nele", "family_name": "Neu", "academic_title": "Dr.", "department": department.pk}

    page.post(new(cohort), {"mail": "nele@giessen.example", "path": "self", **typed})

    assert str(cohort.enrolments.get().pilot) == "Dr. Nele Neu"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"mail": ""}, "mail", "Please enter the e-mail address."),
        ({"mail": "nele"}, "mail", "Please enter a full e-mail address, such as name@giessen.example."),
        ({"mail": "a" * 250 + "@x.de"}, "mail", "Ensure this value has at most 254 characters (it has 255)."),
        ({"family_name": ""}, "family_name", "Nobody with this address is known yet: please enter the name."),
        ({"department": ""}, "department", "Nobody with this address is known yet: please choose the department."),
        ({"family_name": "x" * 101}, "family_name", "Ensure this value has at most 100 characters (it has 101)."),
        (
            {"family_name": "王"},
            "family_name",
            "The letters’ font has no character “王” (U+738B), so this name could not be printed.",
        ),
        ({"path": "lottery"}, "path", "Select a valid choice. lottery is not one of the available choices."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_everything_typed_is_kept(
    page: Client, cohort: Cohort, typed: dict[str, str], field: str, sentence: str
) -> None:
    department = make_department()
    fine = {"mail": "nele@giessen.example", "path": "asked", "given_names": "Ne le", "family_name": "Neu"}

    response = page.post(new(cohort), {**fine, "department": department.pk, **typed})

    assert sentence in errors(response)[field]
    assert 'value="Ne le"' in response.text
    assert f'id="id_{field}_error"' in response.text
    assert (Cohort.objects.get(pk=cohort.pk).seats_taken, Enrolment.objects.count()) == (0, 0)


def test_name_and_department_of_somebody_new_are_asked_for_together(page: Client, cohort: Cohort) -> None:
    refused = errors(page.post(new(cohort), {"mail": "nele@giessen.example", "path": "asked"}))

    assert list(refused) == ["family_name", "department"]


def test_a_name_too_wide_for_the_address_field_is_refused_beside_its_field(page: Client, cohort: Cohort) -> None:
    typed = {"mail": "w@giessen.example", "path": "asked", "family_name": "W" * 60, "department": make_department().pk}

    assert "has no room for this name" in errors(page.post(new(cohort), typed))["family_name"][0]


def test_the_same_person_twice_is_refused_beside_the_address(page: Client, cohort: Cohort) -> None:
    pilot = make_enrolment(cohort).pilot

    response = page.post(new(cohort), {"mail": pilot.mail, "path": "asked"})

    assert errors(response) == {"mail": ["Sam Muster is in this round already."]}


def test_a_full_round_offers_the_waiting_list(page: Client, kim: User) -> None:
    full, pilot = make_cohort(coordinators=[kim], seats=1, taken=1), make_pilot()

    assert page.get(new(full)).context["form"]["waitlist"].value() is True
    refused = page.post(new(full), {"mail": pilot.mail, "path": "asked"})
    assert "The waiting list is open." in errors(refused)["waitlist"][0]
    taken = page.post(new(full), {"mail": pilot.mail, "path": "asked", "waitlist": "on"}, follow=True)

    assert "Sam Muster is on the waiting list." in taken.text
    assert full.enrolments.get().state == S.WAITLISTED


def test_a_round_with_room_does_not_ask_about_the_waiting_list(page: Client, cohort: Cohort) -> None:
    assert "waiting list" not in page.get(new(cohort)).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opens_on": TODAY + timedelta(days=1)}, "Enrolment opens on 3 March 2026."),
        ({"closes_on": TODAY - timedelta(days=1)}, "Enrolment closed on 1 March 2026."),
        ({"state": CohortState.RUNNING}, "This round does not take people now: it is running."),
    ],
)
def test_a_closed_round_shows_why_and_enrols_nobody(
    page: Client, kim: User, fields: dict[str, object], sentence: str
) -> None:
    closed = make_cohort(coordinators=[kim], **fields)

    shown = page.get(new(closed))
    posted = page.post(new(closed), {"mail": make_pilot().mail, "path": "asked"})

    assert (sentence in shown.text, "<button" in shown.text.split("<main")[1]) == (True, False)
    assert errors(posted)["__all__"] == [sentence]


def test_the_list_of_suggestions_has_known_people_who_are_not_in_the_round(page: Client, cohort: Cohort) -> None:
    make_pilot("Frei", mail="frei@giessen.example", department=make_department("Jugendamt"))
    make_user("konto@giessen.example", given_names="Kai", family_name="Konto", department=make_department("Bauamt"))
    make_enrolment(cohort, make_pilot(mail="drin@giessen.example"))
    make_enrolment(cohort, make_pilot(mail="zurueck@giessen.example"), state=S.WITHDRAWN)
    make_pilot(mail="ernannt@giessen.example", appointed_from=TODAY)
    make_user("fort@giessen.example", is_active=False)
    make_user("extern@giessen.example", is_external=True)

    candidates = {candidate.mail: candidate for candidate in page.get(new(cohort)).context["candidates"]}

    assert candidates.keys() >= {"frei@giessen.example", "konto@giessen.example", "zurueck@giessen.example"}
    hidden = {"drin@giessen.example", "ernannt@giessen.example", "fort@giessen.example", "extern@giessen.example"}
    assert candidates.keys().isdisjoint(hidden)
    assert (candidates["frei@giessen.example"].department, candidates["konto@giessen.example"].name) == (
        "Jugendamt",
        "Kai Konto",
    )


@pytest.mark.parametrize("people", [1, 3])
def test_the_form_asks_the_same_number_of_questions(
    page: Client, cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for _person in range(people):
        make_pilot()
        make_user(department=make_department())

    # 1 the round, 2 known people, 3 their departments, 4 known accounts, 5 the departments to choose from
    with django_assert_num_queries(GROUND + 5):
        page.get(new(cohort))
