from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.results import Outcome, correct_result
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ResultKind
from tests.factories import (
    TODAY,
    make_cohort,
    make_enrolment,
    make_pilot,
    make_result,
    make_user,
    modules_of,
)
from tests.programmes.views.conftest import errors, signed_in

S = EnrolmentState


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], seats=3)


def at(name: str, enrolment: Enrolment) -> str:
    return reverse(f"programmes:{name}", args=[enrolment.cohort_id, enrolment.pk])


# --- one enrolment ---------------------------------------------------------------------------------------------------


def test_an_enrolment_says_what_is_missing_and_what_comes_next(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)

    text = page.get(at("enrolment_detail", enrolment)).text

    assert "this is still missing: the person’s consent, the head’s agreement, the admission." in text
    assert "Next step: Record consent" in text


def test_an_enrolment_shows_results_with_those_they_replaced(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, state=S.IN_TRAINING)
    old = make_result(enrolment, modules_of(cohort.curriculum)[0])
    new_entry = correct_result(old, Outcome(ResultKind.RECOGNISED, TODAY, "Grundkurs"), by=None, today=TODAY)

    response = page.get(at("enrolment_detail", enrolment))

    history = response.context["histories"][0]
    assert (history.in_force, history.before) == (new_entry, (old,))
    assert "Still lacks 1 required module (K1)." in response.text


def test_a_coordinator_leads_somebody_from_step_to_step(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)
    Cohort.objects.update(state=CohortState.RUNNING)
    steps: list[dict[str, str]] = [
        {"step": "consent", "on": "2026-03-01"},
        {"step": "agreement", "on": "2026-03-02", "agreed_by": "Frau Amtsleitung"},
        {"step": "admit"},
        {"step": "start"},
    ]

    for typed in steps:
        assert page.post(at("enrolment_step", enrolment), typed).url == at("enrolment_detail", enrolment)

    enrolment.refresh_from_db()
    assert (enrolment.state, str(enrolment.consented_on)) == (S.IN_TRAINING, "2026-03-01")


@pytest.mark.parametrize(
    ("state", "typed", "field", "sentence"),
    [
        (S.PROPOSED, {"step": "consent", "on": ""}, "on", "Please enter the day."),
        (S.PROPOSED, {"step": "consent", "on": "31.02.2026"}, "on", "Please enter the day as a date."),
        (S.PROPOSED, {"step": "consent", "on": "2026-03-03"}, "on", "This day is in the future."),
        (S.PROPOSED, {"step": "consent", "on": "1926-03-01"}, "on", "This day is more than a year before"),
        (S.ADMITTED, {"step": "start"}, "__all__", "The round has not begun."),
        (S.CONSENTED, {"step": "agreement", "on": "2026-03-02"}, "agreed_by", "Please enter who agreed."),
        (S.PROPOSED, {"step": "start"}, "__all__", "Sam Muster is “proposed”; this step is not possible now."),
        (S.CONSENTED, {"step": "consent", "on": "2026-03-02"}, "__all__", "Sam Muster is “consented”; this step"),
    ],
)
def test_a_step_that_cannot_be_is_refused_beside_its_field(
    page: Client, cohort: Cohort, state: EnrolmentState, typed: dict[str, str], field: str, sentence: str
) -> None:
    enrolment = make_enrolment(cohort, state=state)

    response = page.post(at("enrolment_step", enrolment), typed)

    assert errors(response)[field][0].startswith(sentence)
    assert Enrolment.objects.get(pk=enrolment.pk).state == state


def test_whoever_is_admitted_waits_for_the_round_and_is_offered_no_start(page: Client, cohort: Cohort) -> None:
    text = page.get(at("enrolment_detail", make_enrolment(cohort, state=S.ADMITTED))).text

    assert ("The training starts with the round." in text, "Start training" in text) == (True, False)


def test_a_step_that_does_not_exist_changes_nothing(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)

    assert page.post(at("enrolment_step", enrolment), {"step": "fly"}).url == at("enrolment_detail", enrolment)
    assert Enrolment.objects.get().state == S.PROPOSED


def test_a_seat_is_offered_to_whoever_waits(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, state=S.WAITLISTED)

    page.post(at("enrolment_step", enrolment), {"step": "offer"})

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.cohort.seats_taken) == (S.OFFERED, 1)


def test_whoever_waits_for_a_place_has_a_number(page: Client, cohort: Cohort) -> None:
    for number in (1, 2):
        enrolment = make_enrolment(cohort, state=S.WAITLISTED)
        assert f"number {number} of those who wait for a place" in page.get(at("enrolment_detail", enrolment)).text


# --- out again -------------------------------------------------------------------------------------------------------


def test_somebody_is_taken_out_after_a_look_and_the_seat_is_free(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, make_pilot("Weg"))

    asked = page.get(at("enrolment_withdraw", enrolment))
    assert ("Take Sam Weg out of the round?" in asked.text, Enrolment.objects.get().state) == (True, S.PROPOSED)
    page.post(at("enrolment_withdraw", enrolment))

    enrolment.refresh_from_db()
    assert (enrolment.state, Cohort.objects.get(pk=cohort.pk).seats_taken) == (S.WITHDRAWN, 0)


def test_whoever_has_finished_is_not_taken_out(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, state=S.FINISHED)

    assert "This is not possible now" in page.get(at("enrolment_withdraw", enrolment)).text
    assert "Sam Muster is “finished”" in page.post(at("enrolment_withdraw", enrolment)).text
    assert Enrolment.objects.get().state == S.FINISHED


# --- doors -----------------------------------------------------------------------------------------------------------

DOORS = ["enrolment_detail", "enrolment_withdraw", "name_correct"]


@pytest.mark.parametrize("name", DOORS)
def test_an_enrolment_is_closed_to_other_roles(cohort: Cohort, name: str) -> None:
    enrolment = make_enrolment(cohort)

    for role in (Role.ADMIN, Role.TRAINER, Role.MAYORS_OFFICE, Role.DPO, None):
        assert signed_in(make_user(role=role)).get(at(name, enrolment)).status_code == 403


@pytest.mark.parametrize("name", DOORS)
def test_an_enrolment_of_another_round_does_not_exist(page: Client, kim: User, cohort: Cohort, name: str) -> None:
    foreign = make_enrolment(make_cohort(coordinators=[make_user()]))
    own_elsewhere = make_enrolment(make_cohort(coordinators=[kim]), make_pilot())

    assert page.get(at(name, foreign)).status_code == 404
    assert page.get(reverse(f"programmes:{name}", args=[cohort.pk, own_elsewhere.pk])).status_code == 404
    assert page.get(reverse(f"programmes:{name}", args=[cohort.pk, 99_999])).status_code == 404


@pytest.mark.parametrize("name", ["enrolment_step", "enrolment_withdraw"])
def test_nobody_is_moved_in_the_round_of_another_coordinator(page: Client, name: str) -> None:
    foreign = make_enrolment(make_cohort(coordinators=[make_user()]))

    assert page.post(at(name, foreign), {"step": "consent", "on": "2026-03-01"}).status_code == 404
    assert Enrolment.objects.get().state == S.PROPOSED


@pytest.mark.parametrize("name", ["enrolment_detail", "enrolment_withdraw", "name_correct"])
def test_a_round_whose_key_no_database_can_hold_is_not_there(page: Client, cohort: Cohort, name: str) -> None:
    address = reverse(f"programmes:{name}", args=[2**63, make_enrolment(cohort).pk])

    assert page.get(address).status_code == 404


def test_whoever_signs_in_again_finds_the_page_of_the_step(page: Client, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)

    assert page.get(at("enrolment_step", enrolment)).headers["Location"] == at("enrolment_detail", enrolment)
