"""One module entered for many people: for those present at a session, for everybody in a column."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.models.module_session import ModuleSession
from tests.factories import (
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_result,
    make_session,
    make_user,
)
from tests.programmes.views.conftest import GROUND, signed_in
from tests.programmes.views.matrices import module, trainee

BERLIN = ZoneInfo("Europe/Berlin")
HELD = datetime(2026, 2, 20, 9, 0, tzinfo=BERLIN)


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(["D1", "K1"], ["D5"], electives_needed=1))


def column(cohort: Cohort, code: str) -> str:
    return f"{reverse('programmes:result_create', args=[cohort.pk])}?module={module(cohort, code).pk}"


def at_session(session: ModuleSession) -> str:
    return f"{reverse('programmes:result_create', args=[session.cohort_id])}?session={session.pk}"


def note(session: ModuleSession, enrolment: Enrolment, *, present: bool) -> None:
    Attendance.objects.create(
        session=session, enrolment=enrolment, was_present=present, noted_by=make_user(), noted_at=HELD
    )


def test_who_was_present_is_ticked_and_recorded_for_the_day_of_the_session(page: Client, cohort: Cohort) -> None:
    here, away, unknown, has_it = (trainee(cohort, name) for name in ("Da", "Weg", "Offen", "Schon"))
    make_result(has_it, module(cohort, "D1"))
    session = make_session(cohort, starts_at=HELD)
    for person, present in ((here, True), (away, False), (has_it, True)):
        note(session, person, present=present)

    shown = page.get(at_session(session))
    form = shown.context["form"]
    typed = {name: form[name].value() for name in ("achieved_on", "enrolments")}
    response = page.post(at_session(session), {**typed, "kind": "passed"}, follow=True)

    assert (form.ticked(), str(typed["achieved_on"])) == ({str(here.pk)}, "2026-02-20")
    assert "1 person has an entry already" in shown.text
    assert "Module D1 recorded as “passed” for 1 person." in response.text
    assert {one.pk: one.results.count() for one in (here, away, unknown)} == {here.pk: 1, away.pk: 0, unknown.pk: 0}


def test_everybody_who_lacks_the_module_of_a_column_is_ticked(page: Client, cohort: Cohort) -> None:
    lacking = [trainee(cohort), trainee(cohort)]
    trainee(cohort, "Schon", "K1")
    make_enrolment(cohort, state=EnrolmentState.PAUSED)

    form = page.get(column(cohort, "K1")).context["form"]

    assert form.ticked() == {str(one.pk) for one in lacking}
    assert str(form["achieved_on"].value()) == "2026-03-02"


def test_a_column_leads_to_the_sessions_held_and_to_no_other(page: Client, cohort: Cohort) -> None:
    trainee(cohort)
    held = make_session(cohort, starts_at=HELD)
    for other in (make_session(cohort), make_session(cohort, starts_at=HELD, cancelled_at=HELD)):
        assert page.get(at_session(other)).status_code == 404
    make_session(cohort, starts_at=HELD, module=module(cohort, "K1"))

    assert page.get(column(cohort, "D1")).context["sessions"] == [held]


def test_nobody_noted_as_present_is_told_with_the_way_to_note_it(page: Client, cohort: Cohort) -> None:
    trainee(cohort)
    session = make_session(cohort, starts_at=HELD)

    response = page.get(at_session(session))

    assert response.context["form"].ticked() == set()
    assert reverse("programmes:attendance", args=[cohort.pk, session.pk]) in response.text


def test_what_is_wrong_is_said_and_the_ticks_stay(page: Client, cohort: Cohort) -> None:
    first, _second = trainee(cohort), trainee(cohort)

    response = page.post(
        column(cohort, "K1"), {"kind": "passed", "achieved_on": "2026-03-03", "enrolments": [first.pk]}
    )

    assert response.context["form"].errors == {"achieved_on": ["This day is in the future."]}
    assert response.context["form"].ticked() == {str(first.pk)}


def test_nobody_ticked_and_somebody_foreign_are_refused(page: Client, cohort: Cohort, kim: User) -> None:
    trainee(cohort)
    foreign = trainee(make_cohort(coordinators=[kim], curriculum=cohort.curriculum))
    typed = {"kind": "passed", "achieved_on": "2026-02-20"}

    nobody = page.post(column(cohort, "K1"), typed)
    astray = page.post(column(cohort, "K1"), {**typed, "enrolments": [foreign.pk]})

    assert nobody.context["form"].errors == {"enrolments": ["Please tick at least one person."]}
    assert astray.context["form"].errors == {"enrolments": ["Somebody ticked is not in training in this round."]}
    assert ModuleResult.objects.count() == 0


def test_somebody_who_got_it_in_the_meantime_is_named_beside_the_list(page: Client, cohort: Cohort) -> None:
    has_it = trainee(cohort, "Schon", "K1")

    response = page.post(
        column(cohort, "K1"), {"kind": "passed", "achieved_on": "2026-02-20", "enrolments": [has_it.pk]}
    )

    assert response.context["form"].errors == {"enrolments": ["Sam Schon has an entry for this module already."]}


@pytest.mark.parametrize(
    "asked", ["?module=999999", "?module=x", "?session=999999", "?session=x", "?session=1&module=1"]
)
def test_an_address_that_leads_to_no_module_is_not_found(page: Client, cohort: Cohort, asked: str) -> None:
    assert page.get(reverse("programmes:result_create", args=[cohort.pk]) + asked).status_code == 404


def test_a_module_that_nobody_lacks_says_so(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Muster", "K1")

    assert "Nobody lacks this module" in page.get(column(cohort, "K1")).text


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_a_session_asks_the_same_number_of_questions(
    page: Client, cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    session = make_session(cohort, starts_at=HELD)
    for _person in range(people):
        note(session, trainee(cohort), present=True)

    # 1 the round, 2 its sessions held, 3 the curriculum, 4 its people, 5 who was present, 6 their results,
    # 7 who was there at all
    with django_assert_num_queries(GROUND + 7):
        page.get(at_session(session))


def test_the_pages_of_a_session_lead_its_coordinator_to_the_results(page: Client, cohort: Cohort) -> None:
    trainer = make_user(role=Role.TRAINER)
    held, to_come = make_session(cohort, starts_at=HELD, trainer=trainer), make_session(cohort, trainer=trainer)
    trainee(cohort)

    def links(client: Client, session: ModuleSession) -> list[bool]:
        pages = (
            reverse(f"programmes:{name}", args=[cohort.pk, session.pk]) for name in ("session_detail", "attendance")
        )
        return [at_session(session) in client.get(address).text for address in pages]

    assert links(page, held) == [True, True]
    assert links(page, to_come) == [False, False]
    assert links(signed_in(trainer), held) == [False, False]
