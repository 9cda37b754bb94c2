"""Everybody agreed is admitted with one click, and told of the place with one mail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.answers import tell_of_places
from programmes.actions.mails import stop
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.rules.answers import untold_of_their_place
from tests.factories import make_cohort, make_enrolment, make_user
from tests.programmes.views.conftest import signed_in

S = EnrolmentState
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim])


def at(name: str, cohort: Cohort) -> str:
    return reverse(f"programmes:{name}", args=[cohort.pk])


def test_everybody_who_has_agreed_is_admitted_with_one_click(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    agreed = [make_enrolment(cohort, state=EnrolmentState.AGREED) for _number in range(2)]
    asked = make_enrolment(cohort)
    assert "Admit 2 people" in page.get(at("cohort_detail", cohort)).text

    response = page.post(at("cohort_admit", cohort), {"people": [one.pk for one in agreed]}, follow=True)

    assert "2 people are admitted." in response.text
    assert "Admit 2 people" not in response.text
    states = {one.pk: one.state for one in cohort.enrolments.all()}
    assert [states[one.pk] for one in (*agreed, asked)] == ["admitted", "admitted", "proposed"]


def test_whoever_agreed_after_the_page_was_shown_is_not_admitted_unseen(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    shown, later = (make_enrolment(cohort, state=EnrolmentState.AGREED) for _number in range(2))

    page.post(at("cohort_admit", cohort), {"people": [shown.pk, "what", "9" * 30]})

    assert [one.state for one in cohort.enrolments.order_by("pk")] == ["admitted", "agreed"]
    assert later.pk > shown.pk


def test_nobody_of_another_round_is_admitted(page: Client, kim: User) -> None:
    own, foreign = make_cohort(coordinators=[kim]), make_cohort()
    stranger = make_enrolment(foreign, state=EnrolmentState.AGREED)

    page.post(at("cohort_admit", own), {"people": [stranger.pk]})

    assert foreign.enrolments.get().state == EnrolmentState.AGREED
    assert page.post(at("cohort_admit", foreign), {"people": [stranger.pk]}).status_code == 404


def test_a_second_click_admits_nobody_again_and_a_reload_leads_back(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    people = {"people": [make_enrolment(cohort, state=EnrolmentState.AGREED).pk]}
    page.post(at("cohort_admit", cohort), people)

    assert "0 people are admitted." in page.post(at("cohort_admit", cohort), people, follow=True).text
    assert page.get(at("cohort_admit", cohort)).url == at("cohort_detail", cohort)


def test_those_admitted_are_told_once_of_their_place(kim: User, cohort: Cohort) -> None:
    admitted = make_enrolment(cohort, state=S.ADMITTED)
    make_enrolment(cohort, state=S.AGREED)
    page, tell = signed_in(kim), reverse("programmes:cohort_tell", args=[cohort.pk])
    assert "Tell 1 person of the place by mail" in page.get(reverse("programmes:cohort_detail", args=[cohort.pk])).text
    assert admitted.pilot.mail in page.get(tell).text

    page.post(tell)

    message = MailMessage.objects.get()
    assert (message.email.to, message.batch.kind) == ([admitted.pilot.mail], MailKind.ADMITTED)
    assert "Sie haben einen Platz" in message.email.message
    assert "Everybody knows of this already." in page.post(tell, follow=True).text
    assert MailMessage.objects.count() == 1
    assert page.get(tell).url == reverse("programmes:cohort_detail", args=[cohort.pk])


def test_a_mail_that_was_stopped_has_told_nobody(kim: User, cohort: Cohort) -> None:
    make_enrolment(cohort, state=S.ADMITTED)
    tell_of_places(cohort, by=kim, at=NOW)
    assert list(untold_of_their_place(cohort)) == []

    stop(MailBatch.objects.get(), by=kim, at=NOW)

    assert len(untold_of_their_place(cohort)) == 1


def test_nobody_of_another_coordinators_round_is_told(cohort: Cohort) -> None:
    make_enrolment(cohort, state=S.ADMITTED)
    other = signed_in(make_user(role=Role.COORDINATOR))

    assert other.post(reverse("programmes:cohort_tell", args=[cohort.pk])).status_code == 404
    assert not MailBatch.objects.exists()
