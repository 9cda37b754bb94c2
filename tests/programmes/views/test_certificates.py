"""The certificate of participation: one's own, and the round's for who runs it; only for what somebody took part in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.letter_text import TextKind
from programmes.models.module_result import ModuleResult, ResultKind
from tests.factories import (
    make_cohort,
    make_enrolment,
    make_letter_text,
    make_pilot,
    make_result,
    make_user,
    modules_of,
)
from tests.programmes.letters.read_aloud import plain_text

pytestmark = pytest.mark.django_db


def passed(*, user=None, words: bool = True, kind: ResultKind = ResultKind.PASSED, **fields) -> ModuleResult:
    """A module of a running round with one person in it, passed on 23 February."""
    cohort = make_cohort(state=CohortState.RUNNING, **fields)
    if words:
        text = "{name}: {module_code} {module}, {teaching_units}, {subject_area}, {day}, {round}, {city}"
        make_letter_text(
            cohort.programme, kind=TextKind.CERTIFICATE, subject="Bescheinigung", body=text, layout="bescheinigung-v1"
        )
    pilot = make_pilot("Testau", user=user, academic_title="Dr.", name_particle="von der")
    enrolment = make_enrolment(cohort, pilot, state=EnrolmentState.IN_TRAINING)
    extra = {"reason": "war da", "decided_by": "Carla"} if kind == ResultKind.EXEMPTED else {}
    return make_result(enrolment, modules_of(cohort.curriculum)[0], kind=kind, **extra)


def door(result: ModuleResult) -> str:
    return reverse("programmes:certificate", args=[result.pk])


def test_a_trainee_takes_the_own_certificate_and_it_is_an_event(client: Client) -> None:
    user = make_user("kim@giessen.example")
    result = passed(user=user)
    client.force_login(user)

    response = client.get(door(result))

    text = plain_text(response.content).replace("\u00a0", " ")
    assert response["Content-Type"] == "application/pdf"
    number = result.enrolment.cohort.number
    assert "Dr. Sam von der Testau: D1 Modul D1, 4 Unterrichtseinheiten, Digitales, 23. Februar 2026" in text
    assert f"{number}. Ausbildungsrunde, Universitätsstadt Gießen" in text
    assert "Universitätsstadt Gießen, 2. März 2026" in text
    event = AuditEvent.objects.get(verb="certificate printed")
    assert (event.actor, event.object_id, event.changes) == (user, str(result.pk), {"version": 1})


def test_the_list_of_modules_leads_there(client: Client) -> None:
    user = make_user("kim@giessen.example")
    result = passed(user=user)
    client.force_login(user)

    assert door(result) in client.get(reverse("programmes:my_qualification")).content.decode()


def test_nobody_takes_somebody_elses(client: Client) -> None:
    result, user = passed(user=make_user("kim@giessen.example")), make_user("sam@giessen.example")
    make_pilot("Fremd", user=user)
    client.force_login(user)

    assert client.get(door(result)).status_code == 404


@pytest.mark.parametrize("kind", [ResultKind.RECOGNISED, ResultKind.EXEMPTED])
def test_who_did_not_take_part_gets_none(client: Client, kind: ResultKind) -> None:
    user = make_user("kim@giessen.example")
    result = passed(user=user, kind=kind)
    client.force_login(user)

    assert client.get(door(result)).status_code == 404
    assert door(result) not in client.get(reverse("programmes:my_qualification")).content.decode()


def test_an_entry_that_was_corrected_certifies_nothing(client: Client) -> None:
    user = make_user("kim@giessen.example")
    result = passed(user=user)
    make_result(result.enrolment, result.module, kind=ResultKind.OPEN, corrects=result)
    client.force_login(user)

    assert client.get(door(result)).status_code == 404


def test_the_coordinator_of_the_round_takes_it_too(client: Client) -> None:
    carla = make_user("carla@giessen.example", role=Role.COORDINATOR)
    result = passed(coordinators=[carla])
    client.force_login(carla)
    address = reverse("programmes:cohort_certificate", args=[result.enrolment.cohort_id, result.pk])
    page = reverse("programmes:result_correct", args=[result.enrolment.cohort_id, result.pk])

    assert client.get(address)["Content-Type"] == "application/pdf"
    assert address in client.get(page).content.decode()
    client.force_login(make_user("cem@giessen.example", role=Role.COORDINATOR))
    assert client.get(address).status_code == 404


def test_without_words_of_the_office_it_says_so_and_leaves_no_trace(client: Client) -> None:
    user = make_user("kim@giessen.example")
    result = passed(user=user, words=False)
    client.force_login(user)

    page = client.get(door(result), follow=True)

    assert "The certificate cannot be printed: The office has released no text" in page.content.decode()
    assert not AuditEvent.objects.filter(verb="certificate printed").exists()
