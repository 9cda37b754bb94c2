from __future__ import annotations

import csv
import gzip
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.exports.tables import FORMATS
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
)
from tests.programmes.views.conftest import GROUND, signed_in
from tests.programmes.views.matrices import matrix, module, trainee

LAST_COLUMNS = ["Done", "Still lacks", "Without a date to come", "Ready for the letter"]


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(["D1", "K1"], ["D5"], electives_needed=1))


def correction(cohort: Cohort, result: ModuleResult) -> str:
    return reverse("programmes:result_correct", args=[cohort.pk, result.pk])


def read(content: bytes, extension: str) -> list[list[str]]:
    """The cells of a file as somebody sees them, numbers without a fraction."""
    if extension == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.to_python()]


def names(response: Any) -> list[str]:
    return [row.person.enrolment.pilot.family_name for row in response.context["matrix"].rows]


# --- the matrix ------------------------------------------------------------------------------------------------------


def test_the_matrix_shows_who_has_and_who_lacks_what(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Bald", "D1")
    trainee(cohort, "Fertig", "D1", "K1", "D5")

    response = page.get(matrix(cohort))

    bald, fertig = response.context["matrix"].rows
    assert [(cell.module.code, cell.mark) for cell in bald.cells] == [("D1", "done"), ("K1", "open"), ("D5", "open")]
    assert response.text.count('<span class="vh">D1 passed</span>') == 2
    assert (bald.person.is_ready, fertig.person.is_ready) == (False, True)
    assert "1 required module (K1) and 1 elective module" in response.text
    assert ("1 of 3" in response.text, "3 of 3" in response.text) == (True, True)
    assert [(column.done, column.open) for column in response.context["matrix"].columns] == [(2, 0), (1, 1), (1, 1)]


def test_only_people_whose_progress_is_followed_are_in_the_matrix(page: Client, cohort: Cohort) -> None:
    for state in EnrolmentState:
        make_enrolment(cohort, make_pilot(state.value.capitalize()), state=state)

    response = page.get(matrix(cohort))

    assert names(response) == ["Finished", "In_training", "Paused"]
    rows = response.context["matrix"].rows
    assert [{cell.may_enter for cell in row.cells} for row in rows] == [{False}, {True}, {False}]
    assert response.text.count('name="marks"') == 3


def test_the_matrix_can_show_who_lacks_one_module(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Hat", "K1")
    trainee(cohort, "Fehlt", "D1")

    response = page.get(matrix(cohort), {"show": module(cohort, "K1").pk})

    assert names(response) == ["Fehlt"]


def test_the_matrix_can_show_who_is_ready(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Fertig", "D1", "K1", "D5")
    trainee(cohort, "Fehlt", "D1", "K1")

    assert names(page.get(matrix(cohort), {"show": "ready"})) == ["Fertig"]


def test_whoever_has_the_letter_is_not_ready_for_it_any_more(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Fertig", "D1", "K1", "D5")
    appointed = trainee(cohort, "Ernannt", "D1", "K1", "D5")
    Enrolment.objects.filter(pk=appointed.pk).update(state=EnrolmentState.FINISHED, finished_on=TODAY)

    response = page.get(matrix(cohort))

    assert (response.context["ready"], response.context["people"]) == (1, 1)
    assert names(page.get(matrix(cohort), {"show": "ready"})) == ["Fertig"]
    assert "letter issued" in response.content.decode()


@pytest.mark.parametrize("show", ["", "nonsense", "999999"])
def test_a_question_without_sense_shows_everybody(page: Client, cohort: Cohort, show: str) -> None:
    trainee(cohort)

    assert len(names(page.get(matrix(cohort), {"show": show}))) == 1


def test_an_empty_matrix_says_what_to_do(page: Client, cohort: Cohort) -> None:
    assert "Nobody is in training yet" in page.get(matrix(cohort)).text


@pytest.mark.parametrize("people", [1, 3])
def test_the_matrix_asks_the_same_number_of_questions(
    page: Client, cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for _person in range(people):
        trainee(cohort, "Muster", "D1", "K1")

    # 1 the round, 2 its people, 3 the curriculum, 4 their results, 5 who was there, 6 what is to come of its modules
    with django_assert_num_queries(GROUND + 6):
        page.get(matrix(cohort))
    with django_assert_num_queries(GROUND + 7):  # and 7 what was recorded a moment ago
        page.get(matrix(cohort), {"recorded": 1})


def test_the_matrix_can_show_who_is_at_risk_by_date(page: Client, cohort: Cohort) -> None:
    trainee(cohort, "Wird", "K1", "D5")
    trainee(cohort, "Fehlt", "D1", "D5")
    make_session(cohort, module=module(cohort, "D1"))

    response = page.get(matrix(cohort), {"show": "at-risk"})

    assert names(response) == ["Fehlt"]
    assert response.context["at_risk"] == 1
    assert "no date to come for 1 required module (K1)" in response.text
    assert "Dates alone decide, never how well somebody does." in response.text
    assert [str(column.next_on) for column in response.context["matrix"].columns] == ["2026-03-09", "None", "None"]


def test_a_round_whose_people_all_have_their_letter_still_shows_them(page: Client, cohort: Cohort) -> None:
    make_enrolment(cohort, make_pilot("Ernannt"), state=EnrolmentState.FINISHED)

    assert names(page.get(matrix(cohort))) == ["Ernannt"]


def test_a_large_matrix_is_light_and_whole(page: Client, cohort: Cohort) -> None:
    curriculum = make_curriculum([f"M{number}" for number in range(20)])
    large = make_cohort(coordinators=list(cohort.coordinators.all()), curriculum=curriculum, seats=60)
    for _person in range(60):
        make_enrolment(large, state=EnrolmentState.IN_TRAINING)

    response = page.get(matrix(large))

    assert response.text.count('name="marks"') == 1200
    assert len(gzip.compress(response.content)) < 40_000
    assert len(response.content) < 400_000


# --- as a file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", FORMATS)
def test_the_matrix_leaves_as_a_file_and_that_is_an_event(page: Client, cohort: Cohort, extension: str) -> None:
    trainee(cohort, "Bald", "D1")
    trainee(cohort, "=Fertig", "D1", "K1", "D5")
    make_result(trainee(cohort, "Frei"), module(cohort, "K1"), kind=ResultKind.RECOGNISED)

    response = page.get(reverse("programmes:progress_export", args=[cohort.pk, extension]))

    assert response["Content-Type"] == FORMATS[extension].content_type
    head, *rows = read(response.content, extension)
    assert head[4:] == ["D1 Modul D1", "K1 Modul K1", "D5 Modul D5", *LAST_COLUMNS]
    said = {row[0].lstrip("'"): row[4:] for row in rows}
    lacks = "1 required module (K1) and 1 elective module"
    assert said["Bald"] == ["passed", "open", "open", "1", lacks, lacks, "no"]
    assert said["=Fertig"] == ["passed", "passed", "passed", "3", "", "", "yes"]
    assert said["Frei"][:3] == ["open", "recognised", "open"]
    event = AuditEvent.objects.get(verb="progress exported")
    assert (event.object_id, event.changes) == (str(cohort.pk), {"format": extension, "rows": 3})


def test_there_is_no_other_kind_of_file(page: Client, cohort: Cohort) -> None:
    assert page.get(reverse("programmes:progress_export", args=[cohort.pk, "pdf"])).status_code == 404


# --- corrected -------------------------------------------------------------------------------------------------------


def test_a_correction_keeps_the_old_entry_and_shows_both(page: Client, cohort: Cohort) -> None:
    old = make_result(trainee(cohort), module(cohort, "K1"))
    typed = {"kind": "recognised", "achieved_on": "2025-06-01", "reason": "Grundkurs"}

    done = page.post(correction(cohort, old), typed, follow=True)

    assert "Module K1 of Sam Muster is now “recognised”. The entry before is kept." in done.text
    entries = page.get(correction(cohort, old)).context["entries"]
    assert [entry.kind for entry in entries] == [ResultKind.RECOGNISED, ResultKind.PASSED]


def test_an_entry_corrected_in_the_meantime_is_refused_in_words(page: Client, cohort: Cohort) -> None:
    old = make_result(trainee(cohort), module(cohort, "K1"))
    typed = {"kind": "open", "achieved_on": "2026-03-02"}
    page.post(correction(cohort, old), typed)

    response = page.post(correction(cohort, old), typed)

    assert "This entry was corrected in the meantime." in response.text
    assert ModuleResult.objects.count() == 2


def test_the_entry_of_somebody_who_has_finished_is_shown_and_stays(page: Client, cohort: Cohort) -> None:
    finished = make_enrolment(cohort, state=EnrolmentState.FINISHED)
    result = make_result(finished, module(cohort, "K1"))

    assert "what was entered stays as it is" in page.get(correction(cohort, result)).text
    page.post(correction(cohort, result), {"kind": "open", "achieved_on": "2026-03-02"})
    assert ModuleResult.objects.count() == 1


# --- doors -----------------------------------------------------------------------------------------------------------


def test_results_are_closed_to_other_roles(cohort: Cohort) -> None:
    result = make_result(trainee(cohort), module(cohort, "K1"))

    for role in (Role.ADMIN, Role.TRAINER, Role.MAYORS_OFFICE, Role.DPO, None):
        client = signed_in(make_user(role=role))
        assert client.get(correction(cohort, result)).status_code == 403
        assert client.post(matrix(cohort), {}).status_code == 403


def test_a_result_of_another_round_does_not_exist(page: Client, cohort: Cohort, kim: User) -> None:
    foreign = make_result(
        trainee(make_cohort(coordinators=[make_user()], curriculum=cohort.curriculum)), module(cohort, "K1")
    )
    elsewhere = make_result(
        trainee(make_cohort(coordinators=[kim], curriculum=cohort.curriculum)), module(cohort, "K1")
    )

    assert page.get(correction(foreign.enrolment.cohort, foreign)).status_code == 404
    assert page.get(correction(cohort, foreign)).status_code == 404
    assert page.get(correction(cohort, elsewhere)).status_code == 404
    assert page.post(matrix(foreign.enrolment.cohort), {}).status_code == 404
