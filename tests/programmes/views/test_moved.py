"""Somebody in training works in another department now: the coordinator sees it and records the new agreement."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.actions.pilots import move_pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.views.conftest import signed_in


@pytest.fixture
def moved(kim: User) -> Enrolment:
    pilot = make_pilot("Muster", department=make_department("Amt Alt"))
    enrolment = make_enrolment(make_cohort(coordinators=[kim]), pilot, state=EnrolmentState.IN_TRAINING)
    move_pilot(pilot, make_department("Amt Neu"), by=kim, on=TODAY)
    return enrolment


def at(name: str, enrolment: Enrolment) -> str:
    return reverse(f"programmes:{name}", args=[enrolment.cohort_id, enrolment.pk])


def test_the_round_and_the_persons_page_say_so(page: Client, moved: Enrolment) -> None:
    cohort = page.get(reverse("programmes:cohort_detail", args=[moved.cohort_id])).text
    person = page.get(at("enrolment_detail", moved)).text

    assert "Sam Muster works in Amt Neu now" in cohort
    assert "Sam Muster works in Amt Neu now" in person


def test_the_new_agreement_is_recorded_and_the_old_one_stays_to_be_seen(page: Client, moved: Enrolment) -> None:
    told = {"on": TODAY.isoformat(), "agreed_by": "Herr Neu"}

    person = page.post(at("enrolment_agree", moved), told, follow=True).text

    assert "Saved: Amt Neu has agreed." in person
    assert "works in Amt Neu now" not in person
    assert "Earlier agreement" in person
    assert "Frau Amtsleitung, Amt Alt" in person


def test_what_is_missing_is_said_beside_its_field_and_keeps_the_rest(page: Client, moved: Enrolment) -> None:
    response = page.post(at("enrolment_agree", moved), {"on": "2026-03-01", "agreed_by": ""})

    assert response.context["moved"].errors == {"agreed_by": ["Please enter who agreed."]}
    assert 'value="2026-03-01"' in response.text


def test_a_second_click_is_told_that_it_is_settled(page: Client, moved: Enrolment) -> None:
    told = {"on": TODAY.isoformat(), "agreed_by": "Herr Neu"}
    page.post(at("enrolment_agree", moved), told)

    again = page.post(at("enrolment_agree", moved), told)

    assert "has agreed already" in again.text
    assert page.get(at("enrolment_agree", moved)).url == at("enrolment_detail", moved)


def test_it_is_closed_to_other_coordinators(moved: Enrolment) -> None:
    other = signed_in(make_user(role=Role.COORDINATOR))

    assert other.post(at("enrolment_agree", moved), {}).status_code == 404


def test_a_coordinator_enters_the_move_and_the_page_asks_for_the_new_agreement(page: Client, kim: User) -> None:
    pilot = make_pilot("Muster", department=make_department("Amt Alt"))
    enrolment = make_enrolment(make_cohort(coordinators=[kim]), pilot, state=EnrolmentState.IN_TRAINING)
    new = make_department("Amt Neu")

    text = page.post(at("enrolment_move", enrolment), {"department": new.pk, "on": "2026-03-02"}, follow=True).text

    assert "Sam Muster works in Amt Neu from 2 March 2026 on." in text
    assert "Sam Muster works in Amt Neu now" in text


def test_the_same_department_is_refused_beside_its_field_and_the_day_stays(page: Client, moved: Enrolment) -> None:
    same = moved.pilot.assignments.get(valid_until__isnull=True).department_id

    response = page.post(at("enrolment_move", moved), {"department": same, "on": "2026-03-09"})

    assert response.context["form"].errors == {"department": ["The person works in this department already."]}
    assert 'value="2026-03-09"' in response.text


def test_nobody_moves_people_of_rounds_they_do_not_run(moved: Enrolment) -> None:
    other = signed_in(make_user(role=Role.COORDINATOR))

    assert other.get(at("enrolment_move", moved)).status_code == 404
