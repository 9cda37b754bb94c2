"""Consent, agreement and offered places: asked by mail, answered over a signed link or on one's own pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.rules.answers import DAYS_OF_A_LINK, Question, heads_of, link_to_answer
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
    make_user,
)
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db
S = EnrolmentState
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def kim() -> User:
    return make_user(role=Role.COORDINATOR)


@pytest.fixture
def head() -> User:
    return make_user(given_names="Renate", family_name="Exempel")


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(), state=CohortState.ENROLLING, seats=3)


@pytest.fixture
def person(head: User) -> Pilot:
    above = make_department("Dezernat", head=head)
    return make_pilot("Muster", department=make_department("Kita-Verwaltung", parent=above), user=make_user())


def path_of(question: Question, enrolment: Enrolment, user: User | None = None) -> str:
    return link_to_answer(question, enrolment, user).removeprefix(settings.PUBLIC_URL)


def fresh(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("cohort").get(pk=enrolment.pk)


def test_the_person_consents_over_the_link_without_signing_in(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)

    client.post(path_of(Question.CONSENT, enrolment, person.user), {"answer": "yes"})

    assert (fresh(enrolment).state, fresh(enrolment).consented_on) == (S.CONSENTED, TODAY)
    assert AuditEvent.objects.get(verb="enrolment consented").actor == person.user


def test_the_head_agrees_and_what_was_agreed_is_kept_with_the_name(
    client: Client, cohort: Cohort, person: Pilot, head: User
) -> None:
    enrolment = make_enrolment(cohort, person, state=S.CONSENTED, consented_on=TODAY)

    client.post(path_of(Question.AGREEMENT, enrolment, head), {"answer": "yes", "time_share": "ein halber Tag"})

    agreed = fresh(enrolment)
    assert (agreed.state, agreed.agreed_by, agreed.time_share) == (S.AGREED, "Renate Exempel", "ein halber Tag")


def test_a_head_whose_name_nobody_knows_agrees_under_the_address(client: Client, cohort: Cohort, person: Pilot) -> None:
    head = make_user("amtsleitung@giessen.example")
    enrolment = make_enrolment(cohort, person, state=S.CONSENTED, consented_on=TODAY)

    client.post(path_of(Question.AGREEMENT, enrolment, head), {"answer": "yes"})

    assert (fresh(enrolment).state, fresh(enrolment).agreed_by) == (S.AGREED, "amtsleitung@giessen.example")


@pytest.mark.parametrize(
    ("question", "state", "facts"),
    [
        (Question.CONSENT, S.PROPOSED, {}),
        (Question.AGREEMENT, S.CONSENTED, {"consented_on": TODAY}),
        (Question.OFFER, S.OFFERED, {}),
    ],
)
def test_a_no_frees_the_seat_and_keeps_no_reason(
    client: Client, cohort: Cohort, person: Pilot, question: Question, state: EnrolmentState, facts: dict[str, Any]
) -> None:
    enrolment = make_enrolment(cohort, person, state=state, **facts)

    client.post(path_of(question, enrolment), {"answer": "no", "time_share": "weil ich nicht will"})

    declined = fresh(enrolment)
    assert (declined.state, declined.cohort.seats_taken, declined.time_share) == (S.DECLINED, 0, "")
    assert "will" not in str(list(AuditEvent.objects.values_list("changes", "reason")))


def test_looking_at_the_question_answers_nothing(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)
    address = path_of(Question.CONSENT, enrolment, person.user)

    shown = client.get(address)
    client.head(address)

    assert "I want to take part" in shown.content.decode()
    assert shown.headers["Referrer-Policy"] == "strict-origin"
    assert fresh(enrolment).state == S.PROPOSED


def test_a_question_is_answered_once(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)
    address = path_of(Question.CONSENT, enrolment, person.user)
    client.post(address, {"answer": "yes"})

    shown = client.post(address, {"answer": "no"}).content.decode()

    assert "settled already" in shown
    assert fresh(enrolment).state == S.CONSENTED


def test_neither_yes_nor_no_is_no_answer(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)

    shown = client.post(path_of(Question.CONSENT, enrolment, None), {"answer": "perhaps"}).content.decode()

    assert "Please answer yes or no." in shown
    assert fresh(enrolment).state == S.PROPOSED


def test_a_forged_or_old_link_opens_nothing(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)
    address = path_of(Question.CONSENT, enrolment, None)
    foreign = signing.dumps(["consent", enrolment.pk, None], salt="another")

    assert client.post(f"/answers/{foreign}/", {"answer": "yes"}).status_code == 404
    assert client.post(address[:-3] + "xx/", {"answer": "yes"}).status_code == 404
    with time_machine.travel(NOW + timedelta(days=DAYS_OF_A_LINK + 1)):
        assert client.post(address, {"answer": "yes"}).status_code == 404
    assert fresh(enrolment).state == S.PROPOSED


def test_a_link_for_one_question_answers_no_other(client: Client, cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person, state=S.CONSENTED, consented_on=TODAY)

    client.post(path_of(Question.CONSENT, enrolment, person.user), {"answer": "no"})

    assert fresh(enrolment).state == S.CONSENTED


def test_the_head_of_a_department_above_is_asked_where_nobody_leads_it(person: Pilot, head: User) -> None:
    department = person.assignments.get().department

    assert heads_of([department], TODAY) == {department.pk: head}


def test_asking_posts_one_mail_to_each_head_with_a_link_that_works(
    client: Client, kim: User, cohort: Cohort, person: Pilot, head: User
) -> None:
    enrolment = make_enrolment(cohort, person, state=S.CONSENTED, consented_on=TODAY)
    make_enrolment(cohort, state=S.CONSENTED, consented_on=TODAY)  # of a department that nobody leads
    ask = reverse("programmes:cohort_ask", args=[cohort.pk])

    shown = signed_in(kim).get(f"{ask}?question=agreement").content.decode()
    signed_in(kim).post(ask, {"question": "agreement"})

    message = MailMessage.objects.select_related("email", "batch").get()
    assert "Send to 1 person?" in shown
    assert (message.batch.kind, message.email.to) == (MailKind.AGREEMENT, [head.email])
    link = next(word for word in message.email.message.split() if "/answers/" in word)
    client.post(link.removeprefix(settings.PUBLIC_URL), {"answer": "yes"})
    assert fresh(enrolment).agreed_by == "Renate Exempel"


def test_where_nobody_can_be_asked_nothing_is_sent(kim: User, cohort: Cohort) -> None:
    ask = reverse("programmes:cohort_ask", args=[cohort.pk])

    signed_in(kim).post(ask, {"question": "consent"})
    signed_in(kim).post(ask, {"question": "nonsense"})

    assert not MailBatch.objects.exists()


def test_the_head_answers_on_the_own_page_for_the_departments_below_too(
    cohort: Cohort, person: Pilot, head: User
) -> None:
    enrolment = make_enrolment(cohort, person, state=S.CONSENTED, consented_on=TODAY)
    client = signed_in(head)

    before = client.get("/agreements/").content.decode()
    client.post("/agreements/", {"enrolment": enrolment.pk, "answer": "yes", "time_share": "12 Tage"})

    assert "Muster" in before
    assert (fresh(enrolment).state, fresh(enrolment).time_share) == (S.AGREED, "12 Tage")


def test_another_departments_people_are_not_found(cohort: Cohort, head: User, person: Pilot) -> None:
    foreign = make_enrolment(cohort, state=S.CONSENTED, consented_on=TODAY)
    client = signed_in(head)

    assert client.post("/agreements/", {"enrolment": foreign.pk, "answer": "yes"}).status_code == 404
    assert fresh(foreign).state == S.CONSENTED


def test_somebody_does_not_agree_to_the_own_place(cohort: Cohort, person: Pilot) -> None:
    Pilot.objects.filter(pk=person.pk).update(user=None)
    head = make_user()
    make_department("Amt", head=head)
    own = make_pilot(user=head, department=make_department("Amt 2", head=head))
    enrolment = make_enrolment(cohort, own, state=S.CONSENTED, consented_on=TODAY)

    assert signed_in(head).post("/agreements/", {"enrolment": enrolment.pk, "answer": "yes"}).status_code == 404


@pytest.mark.parametrize(
    ("state", "told", "after"),
    [
        (S.PROPOSED, "yes", S.CONSENTED),
        (S.PROPOSED, "no", S.DECLINED),
        (S.OFFERED, "yes", S.CONSENTED),
        (S.CONSENTED, "yes", S.CONSENTED),
    ],
)
def test_the_person_answers_on_the_own_page(
    cohort: Cohort, person: Pilot, state: EnrolmentState, told: str, after: EnrolmentState
) -> None:
    facts = {"consented_on": TODAY} if state == S.CONSENTED else {}
    enrolment = make_enrolment(cohort, person, state=state, **facts)
    assert person.user is not None

    signed_in(person.user).post(f"/my/answers/{enrolment.pk}/", {"answer": told})

    assert fresh(enrolment).state == after


def test_nobody_answers_for_somebody_else(cohort: Cohort, person: Pilot) -> None:
    enrolment = make_enrolment(cohort, person)
    other = make_user()
    make_enrolment(cohort, make_pilot(user=other))

    assert signed_in(other).post(f"/my/answers/{enrolment.pk}/", {"answer": "yes"}).status_code == 404


def test_taking_the_place_is_the_consent_and_both_steps_are_in_the_record(
    client: Client, cohort: Cohort, person: Pilot
) -> None:
    enrolment = make_enrolment(cohort, person, state=S.OFFERED)

    client.post(path_of(Question.OFFER, enrolment, person.user), {"answer": "yes"})

    assert (fresh(enrolment).state, fresh(enrolment).consented_on) == (S.CONSENTED, TODAY)
    verbs = AuditEvent.objects.filter(verb__startswith="enrolment").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["enrolment proposed", "enrolment consented"]
