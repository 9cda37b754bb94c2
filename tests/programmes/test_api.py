"""The register for other programs: what can be read there, and how it answers."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes import api
from programmes.exports.progress_json import progress_out
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.rules.standing import progress_of
from tests.factories import (
    LONG_AGO,
    TODAY,
    make_absence,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_pilot,
    make_ready,
    make_result,
    make_user,
    modules_of,
)
from tests.programmes.api_calls import get, problem, token_of, told

pytestmark = pytest.mark.django_db
S = EnrolmentState


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(
        coordinators=[kim], state=CohortState.RUNNING, curriculum=make_curriculum(("D1", "K1")), title="Runde Nord"
    )


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_coordinator_reads_the_own_rounds_and_no_others(kim: User, cohort: Cohort) -> None:
    make_cohort(title="Runde Fremd")

    (only,) = told(get("rounds/", token_of(kim)))

    assert (only["id"], only["title"], only["state"], only["seats"]) == (cohort.pk, "Runde Nord", "running", 12)


def test_the_progress_of_a_round_is_that_of_its_matrix(kim: User, cohort: Cohort) -> None:
    one, other = modules_of(cohort.curriculum)
    make_ready(cohort, "Zuletzt")
    person = make_enrolment(cohort, make_pilot("Anfang"), state=S.IN_TRAINING)
    make_result(person, one, kind=ResultKind.RECOGNISED, reason="Zeugnis Geheim")
    make_enrolment(cohort, make_pilot("Vorgeschlagen"))

    response = get(f"rounds/{cohort.pk}/progress/", token_of(kim))
    people = told(response)["people"]

    assert [person["name"] for person in people] == ["Sam Anfang", "Sam Zuletzt"]
    assert [(module["code"], module["state"]) for module in people[0]["modules"]] == [
        (one.code, "recognised"),
        (other.code, "open"),
    ]
    assert (people[0]["missing"], people[0]["is_ready"]) == ("1 required module (K1)", False)
    assert (people[1]["missing"], people[1]["is_ready"]) == ("", True)
    assert "Geheim" not in response.content.decode()


def test_the_answer_is_made_by_the_one_function(kim: User, cohort: Cohort) -> None:
    make_ready(cohort)
    enrolments = list(cohort.enrolments.select_related("pilot", "department"))

    answer = told(get(f"rounds/{cohort.pk}/progress/", token_of(kim)))

    assert len(answer["people"]) == 1
    cohort.refresh_from_db()
    assert answer == progress_out(cohort, progress_of(cohort.curriculum, enrolments)).model_dump(mode="json")


def test_that_a_program_read_the_progress_is_an_event(kim: User, cohort: Cohort) -> None:
    make_ready(cohort)
    token = token_of(kim)

    get(f"rounds/{cohort.pk}/progress/", token)

    event = AuditEvent.objects.get(verb="progress exported")
    assert (event.actor, event.object_id, event.changes) == (kim, str(cohort.pk), {"format": "json", "rows": 1})


def test_the_directory_says_what_staff_see(kim: User) -> None:
    stand_in = make_pilot("Vertretung", appointed_from=LONG_AGO)
    away = make_pilot("Nah", appointed_from=LONG_AGO, bio="Verborgenes", phone="0641 306-1")
    make_absence(away, stand_in=stand_in, last_day=TODAY + timedelta(days=3))
    make_pilot("Lernend")

    response = get("pilots/", token_of(kim))
    answer = told(response)

    assert (answer["hits"], answer["next"]) == (2, None)
    assert [one["name"] for one in answer["pilots"]] == ["Sam Nah", "Sam Vertretung"]
    assert answer["pilots"][0]["away"] == {
        "first_day": "2026-03-01",
        "last_day": "2026-03-05",
        "stand_in": {"id": stand_in.pk, "name": "Sam Vertretung"},
    }
    assert "Verborgenes" not in response.content.decode()


def test_the_directory_is_searched_and_read_page_by_page(kim: User) -> None:
    for number in range(30):
        make_pilot(f"Person{number:02}", appointed_from=LONG_AGO)
    token = token_of(kim)

    first = told(get("pilots/", token))
    second = told(get(first["next"].partition("/api/v1/")[2], token))

    assert (len(first["pilots"]), len(second["pilots"]), second["next"]) == (24, 6, None)
    assert told(get("pilots/?q=person07", token))["hits"] == 1


def test_the_description_is_open_and_knows_all_doors() -> None:
    answer = json.loads(get("openapi.json").content)

    assert set(answer["paths"]) == {"/api/v1/rounds/", "/api/v1/rounds/{pk}/progress/", "/api/v1/pilots/"}
    assert answer["components"]["securitySchemes"]["Token"] == {"type": "http", "scheme": "bearer"}


# --- how it answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head"])
def test_nothing_can_be_written(kim: User, method: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token_of(kim)}"})

    response = getattr(client, method)("/api/v1/rounds/")

    assert response.status_code == 405
    assert response["Allow"] == "GET"
    assert response["Content-Type"] == "application/problem+json"


def test_an_address_that_is_none_says_so_in_the_same_shape(kim: User) -> None:
    token = token_of(kim)

    assert [problem(get(path, token)) for path in ("", "docs", "rounds/x/progress/", "pilots")] == [404] * 4


def test_who_knocks_too_often_waits() -> None:
    cache.clear()
    answers = [get("rounds/") for _number in range(121)]

    assert {answer.status_code for answer in answers[:120]} == {401}
    assert problem(answers[120]) == 429
    assert answers[120]["Retry-After"] == "60"


@pytest.mark.parametrize("people", [1, 3])
def test_progress_costs_the_same_for_many_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
    kim: User,
    cohort: Cohort,
    people: int,
) -> None:
    monkeypatch.setattr(api, "knocks_too_often", lambda *args, **options: False)  # it counts in the cache
    for _number in range(people):
        make_ready(cohort)
    token = token_of(kim)

    # The token, its owner’s roles and second factor, the round, its people, the modules, the results; then the event:
    # a savepoint, the owner’s roles, the head of the chain locked, the event, the new head, the savepoint’s end.
    with django_assert_num_queries(13):
        get(f"rounds/{cohort.pk}/progress/", token)
