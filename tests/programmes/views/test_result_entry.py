"""Results entered in the cells of the matrix, and taken back with one click."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.module_session import ModuleSession
from programmes.models.result_batch import ResultBatch
from tests.factories import (
    make_cohort,
    make_curriculum,
    make_user,
)
from tests.programmes.views.conftest import signed_in
from tests.programmes.views.matrices import mark, matrix, module, trainee

BERLIN = ZoneInfo("Europe/Berlin")
HELD = datetime(2026, 2, 20, 9, 0, tzinfo=BERLIN)


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(["D1", "K1"], ["D5"], electives_needed=1))


def undo(cohort: Cohort, batch: int | None) -> str:
    return reverse("programmes:results_undo", args=[cohort.pk, batch])


def note(session: ModuleSession, enrolment: Enrolment, *, present: bool) -> None:
    Attendance.objects.create(
        session=session, enrolment=enrolment, was_present=present, noted_by=make_user(), noted_at=HELD
    )


# --- recorded in cells -----------------------------------------------------------------------------------------------


def test_one_result_is_recorded_in_all_cells_marked(page: Client, cohort: Cohort) -> None:
    first, second, third = trainee(cohort), trainee(cohort), trainee(cohort)
    marks = [mark(first, "K1"), mark(first, "D5"), mark(second, "K1")]

    response = page.post(matrix(cohort), {"kind": "passed", "achieved_on": "2026-02-20", "marks": marks}, follow=True)

    assert "3 results recorded as “passed” for 2 people." in response.text
    assert (first.results.count(), second.results.count(), third.results.count()) == (2, 1, 0)
    assert {str(result.achieved_on) for result in ModuleResult.objects.all()} == {"2026-02-20"}


def test_after_saving_the_same_people_are_shown(page: Client, cohort: Cohort) -> None:
    person = trainee(cohort)
    typed = {"kind": "passed", "achieved_on": "2026-02-20", "marks": [mark(person, "D1")]}

    response = page.post(f"{matrix(cohort)}?show={module(cohort, 'K1').pk}", typed)

    batch = person.results.get().batch_id
    assert response["Location"] == f"{matrix(cohort)}?show={module(cohort, 'K1').pk}&recorded={batch}"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"kind": ""}, "kind", "Please choose the result."),
        ({"kind": "open"}, "kind", "Please choose the result."),
        ({"achieved_on": ""}, "achieved_on", "Please enter the day."),
        ({"achieved_on": "31.02.2026"}, "achieved_on", "Please enter the day as a date."),
        ({"achieved_on": "2026-03-03"}, "achieved_on", "This day is in the future."),
        ({"achieved_on": "2026-02-01"}, "achieved_on", "This day is before the round began."),
        ({"kind": "exempted"}, "reason", "An exemption needs its reason."),
        ({"kind": "exempted", "reason": "kann es"}, "decided_by", "Please enter who decided on the exemption."),
        ({"reason": "x" * 301}, "reason", "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_marks_stay(
    page: Client, cohort: Cohort, typed: dict[str, str], field: str, sentence: str
) -> None:
    marked, other = trainee(cohort), trainee(cohort)
    fine = {"kind": "passed", "achieved_on": "2026-02-20", "marks": [mark(marked, "K1")]}

    response = page.post(matrix(cohort), {**fine, **typed})

    assert (response.status_code, response.context["form"].errors[field]) == (200, [sentence])
    assert f'id="id_{field}_error"' in response.text
    labels = "m{1} p{0}".format(*mark(marked, "K1").split("-"))
    assert f'value="{mark(marked, "K1")}" aria-labelledby="{labels}" checked' in response.text
    assert response.text.count(" checked>") == 1
    assert f'value="{mark(other, "K1")}"' in response.text
    assert ModuleResult.objects.count() == 0


@pytest.mark.parametrize(
    "marks", [[], ["7"], ["x-y"], ["1-999999"], ["999999-1"], ["٣-٣"], ["1-1-1"], ["9" * 5000 + "-1"]]
)
def test_no_cell_of_this_matrix_is_said_at_the_table(page: Client, cohort: Cohort, marks: list[str]) -> None:
    trainee(cohort)

    response = page.post(matrix(cohort), {"kind": "passed", "achieved_on": "2026-02-20", "marks": marks})

    assert list(response.context["form"].errors) == ["marks"]
    assert 'id="id_marks_error"' in response.text


def test_somebody_who_has_it_already_is_named(page: Client, cohort: Cohort) -> None:
    has_it, other = trainee(cohort, "Schon", "K1"), trainee(cohort)
    marks = [mark(has_it, "K1"), mark(other, "D1"), mark(other, "K1")]

    response = page.post(matrix(cohort), {"kind": "passed", "achieved_on": "2026-02-20", "marks": marks})

    assert "Sam Schon has an entry for this module already." in response.text
    assert ModuleResult.objects.count() == 1


def test_people_of_another_round_cannot_be_marked(page: Client, cohort: Cohort, kim: User) -> None:
    foreign = trainee(make_cohort(coordinators=[kim], curriculum=cohort.curriculum))
    trainee(cohort)

    response = page.post(
        matrix(cohort), {"kind": "passed", "achieved_on": "2026-02-20", "marks": [mark(foreign, "K1")]}
    )

    assert "marks" in response.context["form"].errors
    assert ModuleResult.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x", "999999", "99999999999999999999", "٣"])
def test_an_address_that_tells_of_nothing_recorded_tells_nothing(page: Client, cohort: Cohort, key: str) -> None:
    trainee(cohort)

    response = page.get(matrix(cohort), {"recorded": key})

    assert (response.status_code, response.context["recorded"]) == (200, None)


# --- taken back ------------------------------------------------------------------------------------------------------


def recorded(page: Client, cohort: Cohort, *people: Enrolment) -> int:
    """Record K1 for these people; the key of what was recorded together."""
    typed = {"kind": "passed", "achieved_on": "2026-02-20", "marks": [mark(one, "K1") for one in people]}
    page.post(matrix(cohort), typed)
    return ResultBatch.objects.latest("pk").pk


def test_one_click_takes_back_what_was_just_recorded(page: Client, cohort: Cohort) -> None:
    first, second = trainee(cohort, "A", "D1"), trainee(cohort, "B")
    batch = recorded(page, cohort, first, second)

    shown = page.get(matrix(cohort), {"recorded": batch}).text
    assert "csrfmiddlewaretoken" in shown.partition(undo(cohort, batch))[2].partition("</form>")[0]
    done = page.post(undo(cohort, batch), follow=True)

    assert "2 entries are taken back." in done.text
    told = [(one.module.code, one.kind) for one in ModuleResult.objects.in_force().order_by("module__code", "pk")]
    assert told == [("D1", ResultKind.PASSED), ("K1", ResultKind.OPEN), ("K1", ResultKind.OPEN)]
    again = page.get(matrix(cohort), {"recorded": batch})
    assert "What was recorded here was taken back on" in again.text
    assert undo(cohort, batch) not in again.text


def test_what_was_corrected_since_is_named_and_nothing_is_taken_back(page: Client, cohort: Cohort) -> None:
    first, second = trainee(cohort, "A"), trainee(cohort, "B")
    batch = recorded(page, cohort, first, second)
    correction = reverse("programmes:result_correct", args=[cohort.pk, second.results.get().pk])
    page.post(correction, {"kind": "recognised", "achieved_on": "2026-02-20"})

    response = page.post(undo(cohort, batch), follow=True)

    assert "Nothing is taken back, because an entry was corrected since: Sam B (K1)." in response.text
    assert first.results.get().kind == ResultKind.PASSED


def test_undo_is_closed_to_others_and_does_not_exist_in_another_round(page: Client, cohort: Cohort, kim: User) -> None:
    batch = recorded(page, cohort, trainee(cohort))
    elsewhere = make_cohort(coordinators=[kim], curriculum=cohort.curriculum)

    assert signed_in(make_user(role=Role.TRAINER)).post(undo(cohort, batch)).status_code == 403
    assert signed_in(make_user(role=Role.COORDINATOR)).post(undo(cohort, batch)).status_code == 404
    assert page.post(undo(elsewhere, batch)).status_code == 404
    assert page.get(undo(cohort, batch))["Location"] == matrix(cohort)
    assert ModuleResult.objects.count() == 1
