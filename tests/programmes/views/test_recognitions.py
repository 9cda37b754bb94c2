"""Coordinators decide on what people of their own rounds ask to have recognised; nobody else sees any of it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role, RoleGrant
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.models.recognition_request import EvidenceKind, RecognitionState
from tests.factories import (
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
    make_session,
    make_user,
    modules_of,
)
from tests.programmes.recognitions import REASON, WORDS, make_evidence, make_request
from tests.programmes.views.conftest import GROUND, errors, signed_in

pytestmark = pytest.mark.django_db
LIST = "/recognitions/"
S = RecognitionState


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(("C1", "D1")), state=CohortState.RUNNING)


@pytest.fixture
def trainee(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, make_pilot("Lernend", user=make_user()), state=EnrolmentState.IN_TRAINING)


# --- what is to be done ----------------------------------------------------------------------------------------------


def test_open_requests_are_a_to_do(page: Client, cohort: Cohort, trainee: Enrolment) -> None:
    first, second = modules_of(cohort.curriculum)
    make_request(trainee, first)
    make_request(trainee, second)
    make_request(trainee, state=S.REFUSED)
    make_request(make_enrolment(state=EnrolmentState.IN_TRAINING))

    for address in ("/", f"/cohorts/{cohort.pk}/"):
        assert "2 requests for recognition" in page.get(address).text
        assert f'href="{LIST}"' in page.get(address).text
    assert "2 requests wait for your decision" in page.get(LIST).text


@pytest.mark.parametrize("state", [EnrolmentState.WITHDRAWN, EnrolmentState.FINISHED, EnrolmentState.DEFERRED])
def test_nobody_waits_once_somebody_has_left(page: Client, cohort: Cohort, state: EnrolmentState) -> None:
    make_request(make_enrolment(cohort, state=state))

    assert "No request is open" in page.get(LIST).text
    assert "request for recognition" not in page.get("/").text


def test_the_list_shows_own_rounds_alone(page: Client, trainee: Enrolment) -> None:
    make_request(trainee)
    make_request(make_enrolment(pilot=make_pilot("Fremd"), state=EnrolmentState.IN_TRAINING))

    text = page.get(LIST).text

    assert "Sam Lernend: C1, D1" in text
    assert "Fremd" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    page: Client, cohort: Cohort, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        person = make_enrolment(cohort, make_pilot(), state=EnrolmentState.IN_TRAINING)
        make_request(person)
        make_request(person, state=S.REFUSED)

    # 1 how many are open, 2-3 those with their modules, 4-5 those decided with theirs
    with django_assert_num_queries(GROUND + 5):
        page.get(LIST)


# --- one of them -----------------------------------------------------------------------------------------------------


def test_a_request_shows_words_files_and_modules(page: Client, trainee: Enrolment) -> None:
    request = make_request(trainee)
    evidence = make_evidence(request)

    text = page.get(f"{LIST}{request.pk}/").text

    assert all(part in text for part in (WORDS, "Zeugnis.pdf", "C1 Modul C1", "D1 Modul D1"))
    assert f'href="/recognitions/{request.pk}/evidence/{evidence.pk}/"' in text
    assert text.count("kern-btn--primary") == 1


def test_a_request_is_granted(page: Client, trainee: Enrolment) -> None:
    request = make_request(trainee)

    response = page.post(f"{LIST}{request.pk}/", {"reason": REASON, "decision": "grant"}, follow=True)

    request.refresh_from_db()
    assert (request.state, ModuleResult.objects.count()) == (S.GRANTED, 2)
    assert "Recognised. Sam Lernend is told by mail." in response.text
    assert REASON in page.get(f"{LIST}{request.pk}/").text


def test_a_request_is_refused(page: Client, trainee: Enrolment) -> None:
    request = make_request(trainee)

    page.post(f"{LIST}{request.pk}/", {"reason": "Es fehlt D1.", "decision": "refuse"})

    request.refresh_from_db()
    assert (request.state, request.reason, ModuleResult.objects.count()) == (S.REFUSED, "Es fehlt D1.", 0)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": "grant"}, "reason"),
        ({"decision": "refuse", "reason": "   "}, "reason"),
        ({"reason": REASON}, "decision"),
        ({"reason": REASON, "decision": "withdraw"}, "decision"),
        ({"reason": "x" * 301, "decision": "grant"}, "reason"),
    ],
)
def test_a_decision_without_its_parts_is_refused_beside_its_field(
    page: Client, trainee: Enrolment, typed: dict[str, str], field: str
) -> None:
    request = make_request(trainee)

    response = page.post(f"{LIST}{request.pk}/", typed)

    assert list(errors(response)) == [field]
    assert typed.get("reason", "").strip()[:50] in response.text
    request.refresh_from_db()
    assert request.is_open


def test_the_second_who_decides_gets_a_sentence(page: Client, trainee: Enrolment) -> None:
    request = make_request(trainee, state=S.REFUSED)

    response = page.post(f"{LIST}{request.pk}/", {"reason": REASON, "decision": "grant"})

    assert errors(response) == {"__all__": ["This request is settled already: “not recognised”."]}


def test_who_is_paused_can_only_be_refused(page: Client, cohort: Cohort) -> None:
    request = make_request(make_enrolment(cohort, state=EnrolmentState.PAUSED))

    text = page.get(f"{LIST}{request.pk}/").text

    assert ('value="grant"' in text, 'value="refuse"' in text) == (False, True)
    refused = errors(page.post(f"{LIST}{request.pk}/", {"reason": REASON, "decision": "grant"}))
    assert "is not in training in this round" in refused["__all__"][0]


def test_a_coordinator_in_training_does_not_decide_on_the_own_request(page: Client, kim: User, cohort: Cohort) -> None:
    request = make_request(make_enrolment(cohort, make_pilot(user=kim), state=EnrolmentState.IN_TRAINING))

    assert "Somebody else has to decide" in page.get(f"{LIST}{request.pk}/").text
    page.post(f"{LIST}{request.pk}/", {"reason": REASON, "decision": "grant"})
    assert not ModuleResult.objects.exists()


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_saved_and_never_shown(page: Client, trainee: Enrolment) -> None:
    evidence = make_evidence(make_request(trainee), name="Zeugnis Ö.png", kind=EvidenceKind.PNG, content=b"bytes")

    response = page.get(f"{LIST}{evidence.request_id}/evidence/{evidence.pk}/")

    assert response.content == b"bytes"
    headers = response.headers
    assert headers["Content-Type"] == "image/png"
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"
    assert AuditEvent.objects.get(verb="evidence read").object_id == str(evidence.pk)


def test_the_person_reads_the_own_file(trainee: Enrolment) -> None:
    evidence = make_evidence(make_request(trainee))
    assert trainee.pilot.user is not None

    response = signed_in(trainee.pilot.user).get(f"{LIST}{evidence.request_id}/evidence/{evidence.pk}/")

    assert response.content == b"%PDF-1.7"


def test_a_file_is_not_found_under_another_request_or_once_it_is_removed(page: Client, trainee: Enrolment) -> None:
    request, other = make_request(trainee), make_request(trainee)
    evidence = make_evidence(request)

    assert page.get(f"{LIST}{other.pk}/evidence/{evidence.pk}/").status_code == 404
    type(evidence).objects.update(content=None, name="", removed_on="2026-03-02")
    assert page.get(f"{LIST}{request.pk}/evidence/{evidence.pk}/").status_code == 404


# --- who sees what (domain.md 2.11): one line per reader -------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "status"),
    [
        ("staff", 403),
        ("trainer of the round", 403),
        ("head of the person", 403),
        ("admin", 403),
        ("mayor's office", 403),
        ("data protection", 403),
        ("colleague in the round", 404),
        ("coordinator of another round", 404),
        ("coordinator no longer", 403),
    ],
)
def test_nobody_else_gets_at_words_or_files(cohort: Cohort, trainee: Enrolment, reader: str, status: int) -> None:
    request = make_request(trainee)
    evidence = make_evidence(request)
    browser = signed_in(READERS[reader](cohort, trainee))

    assert browser.get(f"{LIST}{request.pk}/evidence/{evidence.pk}/").status_code == status
    assert browser.get(f"{LIST}{request.pk}/").status_code in (403, 404)
    assert browser.post(f"{LIST}{request.pk}/", {"reason": REASON, "decision": "grant"}).status_code in (403, 404)
    request.refresh_from_db()
    assert request.is_open
    assert not AuditEvent.objects.exists()


def _trainer(cohort: Cohort, _trainee: Enrolment) -> User:
    trainer = make_user(role=Role.TRAINER)
    make_session(cohort, trainer=trainer)
    return trainer


def _head(_cohort: Cohort, trainee: Enrolment) -> User:
    head = make_user(department=make_department())
    trainee.department.head = head
    trainee.department.save()
    return head


def _colleague(cohort: Cohort, _trainee: Enrolment) -> User:
    colleague = make_user()
    make_enrolment(cohort, make_pilot("Kollegin", user=colleague), state=EnrolmentState.IN_TRAINING)
    return colleague


def _no_longer(cohort: Cohort, _trainee: Enrolment) -> User:
    former = make_user(role=Role.COORDINATOR)
    cohort.coordinators.add(former)
    RoleGrant.objects.filter(user=former).update(until="2026-02-01")
    return former


READERS = {
    "staff": lambda *_world: make_user(),
    "trainer of the round": _trainer,
    "head of the person": _head,
    "admin": lambda *_world: make_user(role=Role.ADMIN),
    "mayor's office": lambda *_world: make_user(role=Role.MAYORS_OFFICE),
    "data protection": lambda *_world: make_user(role=Role.DPO),
    "colleague in the round": _colleague,
    "coordinator of another round": lambda *_world: make_user(role=Role.COORDINATOR),
    "coordinator no longer": _no_longer,
}


def test_a_former_coordinator_who_is_a_trainee_sees_no_file_of_others(cohort: Cohort, trainee: Enrolment) -> None:
    former = _no_longer(cohort, trainee)
    make_enrolment(cohort, make_pilot("Früher", user=former), state=EnrolmentState.IN_TRAINING)
    evidence = make_evidence(make_request(trainee))

    assert signed_in(former).get(f"{LIST}{evidence.request_id}/evidence/{evidence.pk}/").status_code == 404
