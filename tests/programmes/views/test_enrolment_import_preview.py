"""The preview of a list: corrected in place, and enrolled as it was shown."""

from __future__ import annotations

import resource
from time import process_time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.department import Department
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from tests.factories import make_cohort, make_department, make_enrolment, make_pilot
from tests.programmes.views.conftest import GROUND, errors
from tests.programmes.views.imports import door, enrol, fields_of, paste, verdicts


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], seats=12)


@pytest.fixture
def jugendamt() -> Department:
    return make_department("Jugendamt", number="51")


def test_what_is_missing_is_filled_in_on_the_preview(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    preview = paste(page, cohort, "Nele Neu")
    assert verdicts(preview) == ["unknown"]
    assert "Nobody of this name is known here: please enter the official address." in preview.text

    typed = {"line-1-mail": "Nele@giessen.example", "line-1-department": "Amt 51"}
    again = page.post(preview.request["PATH_INFO"], {**fields_of(preview), **typed, "check": "1"}, follow=True)
    enrol(page, again)

    assert verdicts(again) == ["free"]
    assert [(str(one.pilot), one.department) for one in cohort.enrolments.all()] == [("Nele Neu", jugendamt)]


def test_a_line_whose_department_alone_is_unknown_says_so(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    preview = paste(page, cohort, "Nele Neu, Mondamt, nele@giessen.example")

    assert "department not found" in preview.text
    assert "The register knows no single department of this name." in preview.text


def test_one_of_several_is_chosen(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    _one, other = make_pilot("Muster", department=jugendamt), make_pilot("Muster", department=jugendamt)
    preview = paste(page, cohort, "Sam Muster, Jugendamt")
    assert verdicts(preview) == ["several"]

    chosen = {**fields_of(preview), "line-1-choice": f"pilot-{other.pk}", "check": "1"}
    again = page.post(preview.request["PATH_INFO"], chosen, follow=True)
    enrol(page, again)

    assert [one.pilot for one in cohort.enrolments.all()] == [other]


def test_a_correction_is_shown_before_anybody_is_enrolled(page: Client, cohort: Cohort) -> None:
    known = make_pilot()
    preview = paste(page, cohort, known.mail, make_pilot().mail)

    response = enrol(page, preview, **{"line-2-left_out": "on"})

    assert "Your corrections are saved. Please look once more, then enrol." in response.text
    assert verdicts(response) == ["free", "out"]
    assert not cohort.enrolments.exists()


def test_lines_that_need_a_decision_are_enrolled_around_only_if_told(page: Client, cohort: Cohort) -> None:
    preview = paste(page, cohort, make_pilot().mail, "Niemand Hier")

    refused = enrol(page, preview)
    done = enrol(page, preview, leave_open="on")

    assert errors(refused) == {"leave_open": ["1 line needs a decision. Please settle it or leave it out."]}
    assert "1 person is enrolled" in done.text
    assert "1 line was not enrolled" in done.text
    assert "Niemand Hier" in done.text


def test_whoever_gets_no_seat_waits_only_if_told(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], seats=1)
    first, second = make_pilot(), make_pilot()
    preview = paste(page, cohort, first.mail, second.mail)
    assert verdicts(preview) == ["free", "full"]

    refused = enrol(page, preview)
    enrol(page, preview, waitlist="on")

    assert errors(refused) == {
        "waitlist": ["1 person gets no seat. Shall they wait for one, or be left out?"],
    }
    states = {one.pilot: one.state for one in cohort.enrolments.all()}
    assert states == {first: EnrolmentState.PROPOSED, second: EnrolmentState.WAITLISTED}


def test_a_preview_that_is_out_of_date_enrols_nobody(page: Client, cohort: Cohort) -> None:
    person, other = make_pilot(), make_pilot()
    preview = paste(page, cohort, person.mail, other.mail)
    make_enrolment(cohort, other)

    response = enrol(page, preview)

    assert "Something has changed meanwhile. Nobody was enrolled" in response.text
    assert verdicts(response) == ["free", "inside"]
    assert cohort.enrolments.count() == 1


@pytest.mark.parametrize("said", ["\0", "x" * 5000, "\u202e", "<script>", "王"])
def test_whatever_comes_in_a_field_of_a_line_is_kept_or_cut(page: Client, cohort: Cohort, said: str) -> None:
    preview = paste(page, cohort, "Nele Neu")
    typed = {f"line-1-{name}": said for name in ("choice", "mail", "department", "given_names", "family_name")}

    response = page.post(preview.request["PATH_INFO"], {**typed, "page": said, "check": "1"}, follow=True)

    assert response.status_code == 200
    assert "<script>" not in response.text


def test_a_list_of_a_hundred_is_shown_in_parts(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], seats=200)
    people = [make_pilot().mail for _number in range(60)]

    preview = paste(page, cohort, *people, "Ganz Unbekannt")
    second = page.post(preview.request["PATH_INFO"], {**fields_of(preview), "page": "2"}, follow=True)

    assert [found.line.number for found, _form in preview.context["open_rows"]] == [61]
    assert "51 to 61 of 61 lines" in second.text


@pytest.mark.parametrize("count", [1, 30, 300])
def test_the_preview_takes_the_same_queries_for_one_person_and_for_hundreds(
    page: Client, cohort: Cohort, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pilots = [make_pilot(f"Person{number}") for number in range(count)]
    names, mails = [f"Sam {pilot.family_name}" for pilot in pilots], [pilot.mail for pilot in pilots]
    preview = paste(page, cohort, *names, *mails, "nele@giessen.example")

    # 1 list with its round, 2 round anew, 3 departments, 4 pilots by address, 5 by sign-in address, 6 accounts by
    # address, 7 pilots by name, 8 accounts by name, 9 assignments, 10 enrolments, 11 dates of the round, 12 departments
    # to choose from
    with django_assert_num_queries(GROUND + 12):
        page.get(preview.request["PATH_INFO"])


@pytest.mark.parametrize("count", [1, 30, 300])
def test_reading_a_list_takes_the_same_queries_for_one_person_and_for_hundreds(
    page: Client, cohort: Cohort, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = "\n".join(f"Nele Neu{number}; 51; neu{number}@giessen.example" for number in range(count))

    # 1 round, 2 departments; then in one transaction (begin, end): 3 older lists, 4 what those said, 5 the list itself,
    # 6 roles of whom the event names, 7 head of the trail, 8 the event, 9 the head moves on
    with django_assert_num_queries(GROUND + 11):
        page.post(door("create", cohort), {"text": text})


def test_ten_thousand_lines_are_shown_in_seconds(page: Client, kim: User, jugendamt: Department) -> None:
    cohort = make_cohort(coordinators=[kim], seats=9_000)
    known = [make_pilot(f"Person{number}", department=jugendamt).mail for number in range(100)]
    new = [f"Nele Neu{number}; 51; neu{number}@giessen.example" for number in range(9_900)]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()

    preview = paste(page, cohort, *known, *new)

    # Twenty seconds would still be called seconds by nobody; a quiet machine takes four.
    assert process_time() - start < 12
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # kilobytes
    assert len(preview.content) < 200_000
    assert dict(preview.context["preview"].tallies) == {"free": 9_000, "full": 1_000}
