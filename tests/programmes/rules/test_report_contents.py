"""What a report says besides of its people: modules, coverage, projects, and the sentences for the press."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from people.models.department import Department, DepartmentKind
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import SubjectArea, TrainingModule
from programmes.models.project import ProjectState
from programmes.rules.report import report_of, years_of
from programmes.rules.report_words import press_lines
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_ready,
    make_result,
    make_session,
    modules_of,
)
from tests.programmes.projects import make_project
from tests.programmes.rules.past_rounds import finish, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def amt() -> Department:
    return make_department(kind=DepartmentKind.AMT)


# --- modules, coverage, projects -------------------------------------------------------------------------------------


def make_entries(cohort: Cohort, people: int, area: SubjectArea, day: date) -> None:
    (module,) = [module for module in modules_of(cohort.curriculum) if module.subject_area == area]
    for _person in range(people):
        make_result(make_enrolment(cohort, state=EnrolmentState.IN_TRAINING), module, achieved_on=day)


@pytest.fixture
def cohort() -> Cohort:
    """A round whose two modules are of two areas."""
    curriculum = make_curriculum(("D1", "K1"))
    module = modules_of(curriculum)[1]
    module.subject_area = SubjectArea.objects.create(programme=curriculum.programme, name="Kommunikation", position=2)
    module.save()
    return held(curriculum=curriculum)


def areas(cohort: Cohort) -> tuple[SubjectArea, SubjectArea]:
    digital, communication = (module.subject_area for module in modules_of(cohort.curriculum))
    return digital, communication


def module_figures() -> tuple[Sequence[str], list[int | None], int | None]:
    table = report_of(2025, TODAY).modules
    return table.names, [line.total for line in table.lines], table.figures.total


def test_modules_are_counted_by_area(cohort: Cohort) -> None:
    digital, communication = areas(cohort)
    make_entries(cohort, 6, digital, date(2025, 4, 1))
    make_entries(cohort, 5, communication, date(2025, 12, 31))
    make_entries(cohort, 5, communication, date(2026, 1, 1))

    assert module_figures() == (("Digitales", "Kommunikation"), [6, 5], 11)


def test_an_area_of_few_entries_takes_another_figure_along(cohort: Cohort) -> None:
    digital, communication = areas(cohort)
    make_entries(cohort, 6, digital, date(2025, 4, 1))
    make_entries(cohort, 2, communication, date(2025, 4, 1))

    _names, lines, total = module_figures()

    assert lines[1] is None
    assert None in (lines[0], total)


def test_two_people_with_many_modules_are_two_people(cohort: Cohort) -> None:
    digital, communication = areas(cohort)
    make_entries(cohort, 6, digital, date(2025, 4, 1))
    more = make_curriculum([f"M{number}" for number in range(5)])
    TrainingModule.objects.filter(pk__in=[module.pk for module in modules_of(more)]).update(subject_area=communication)
    later = held(curriculum=more)
    for person in (make_enrolment(later, state=EnrolmentState.IN_TRAINING) for _number in range(2)):
        for module in modules_of(more):
            make_result(person, module, achieved_on=date(2025, 4, 1))

    assert module_figures() == (("Digitales", "Kommunikation"), [6, None], None)
    assert not any("16" in line for line in press_lines(report_of(2025, TODAY), cohort.programme))


def test_an_area_that_was_taught_in_vain_is_small_and_one_that_was_not_is_no_line(cohort: Cohort) -> None:
    digital, communication = areas(cohort)
    make_entries(cohort, 6, digital, date(2025, 4, 1))
    assert module_figures() == (("Digitales",), [6], 6)

    taught = next(module for module in modules_of(cohort.curriculum) if module.subject_area == communication)
    make_session(cohort, module=taught, starts_at=datetime(2025, 5, 5, 8, tzinfo=UTC))

    assert module_figures()[1][1] is None


def test_an_entry_taken_back_counts_no_more(cohort: Cohort) -> None:
    digital, _communication = areas(cohort)
    make_entries(cohort, 6, digital, date(2025, 4, 1))
    entry = ModuleResult.objects.filter(enrolment__cohort=cohort)[0]
    make_result(entry.enrolment, entry.module, kind=ResultKind.OPEN, corrects=entry, achieved_on=date(2025, 5, 1))

    assert module_figures()[2] == 5


def test_coverage_is_that_of_the_last_day(amt: Department) -> None:
    (enrolment,) = finish(held(), 1, amt)
    Appointment.objects.create(
        pilot=enrolment.pilot,
        enrolment=enrolment,
        effective_from=date(2025, 10, 1),
        ended_on=date(2026, 2, 1),
        end_reason="own_wish",
        evidence={},
    )

    now, then = report_of(2026, TODAY).coverage, report_of(2025, TODAY).coverage

    assert (then.covered, then.covered + then.without) == (1, then.units)
    assert now.covered == 0
    assert report_of(2026, TODAY).last == TODAY
    assert report_of(2025, TODAY).last == date(2025, 12, 31)


def test_projects_under_way_are_told(amt: Department) -> None:
    done = make_project("Fertig", state=ProjectState.DONE, starts_on=date(2024, 5, 1), ends_on=date(2025, 2, 1))
    going = make_project("Läuft", state=ProjectState.RUNNING, starts_on=date(2025, 5, 1), ends_on=None)
    make_project("Geplant", state=ProjectState.PLANNED, starts_on=date(2025, 5, 1), ends_on=None)
    make_project("Vorher", state=ProjectState.DONE, starts_on=date(2023, 5, 1), ends_on=date(2024, 2, 1))
    make_project("Später", state=ProjectState.RUNNING, starts_on=date(2026, 1, 1), ends_on=None)

    found = report_of(2025, TODAY)

    assert found.projects == (going, done)
    assert (found.projects_going, found.projects_done) == (2, 1)


def test_the_years_reach_back_to_the_first_round() -> None:
    assert years_of(TODAY) == [2026]
    held(2023)

    assert years_of(TODAY) == [2026, 2025, 2024, 2023]


# --- sentences -------------------------------------------------------------------------------------------------------


def test_the_press_hears_what_the_report_shows(amt: Department) -> None:
    cohort = held()
    finish(cohort, 7, amt)

    lines = press_lines(report_of(2025, TODAY), cohort.programme)

    assert (
        lines[0]
        == "Universitätsstadt Gießen: In 2025, 7 employees completed the qualification and are now Digi-Lots*innen."
    )
    assert lines[1] == "By 31 December 2025, 7 Digi-Lots*innen had been trained altogether."
    assert "1 round of training was held in 2025." in lines


def test_the_press_hears_nothing_of_a_figure_kept_back(amt: Department) -> None:
    finish(held(2024), 6, amt)
    finish(held(2025), 3, amt)

    lines = press_lines(report_of(2025, TODAY), None)

    assert not {"3", "9"} & {number for line in lines for number in re.findall(r"\d+", line)}
    sentence = "By 31 December 2025, at least 6 Digi-Lots*innen had been trained altogether."
    assert lines[0] == f"Universitätsstadt Gießen: {sentence}"


def test_whatever_the_first_sentence_is_about_it_begins_with_the_town() -> None:
    held()

    lines = press_lines(report_of(2025, TODAY), None)

    assert lines == ["Universitätsstadt Gießen: 1 round of training was held in 2025."]


def test_a_department_with_somebody_below_it_counts_and_the_sentence_says_so(amt: Department) -> None:
    part = make_department(parent=amt)
    make_department()
    (enrolment,) = finish(held(), 1, part)
    Appointment.objects.create(
        pilot=enrolment.pilot, enrolment=enrolment, effective_from=date(2025, 10, 1), evidence={}
    )

    lines = press_lines(report_of(2026, TODAY), None)

    sentence = (
        "On 2 March 2026, 2 of 4 departments had Digi-Lots*innen, in the departments themselves or in a unit below"
    )
    assert [line for line in lines if "departments" in line] == [f"Universitätsstadt Gießen: {sentence} them."]


# --- who waits for an appointment ------------------------------------------------------------------------------------


def wait(people: int, **fields: object) -> Cohort:
    """A round of this year in which so many people have all modules."""
    cohort = make_cohort(state=CohortState.RUNNING, seats=100, starts_on=date(2026, 1, 7), **fields)
    for _person in range(people):
        make_ready(cohort)
    return cohort


def test_who_has_all_modules_and_no_letter_is_told_beside_that_nobody_completed() -> None:
    wait(6)

    report = report_of(2026, TODAY)

    assert (report.completed, report.waiting) == (None, 6)
    sentence = "On 2 March 2026, 6 employees had completed all modules and were waiting to be appointed."
    assert press_lines(report, None)[0] == f"Universitätsstadt Gießen: {sentence}"
    assert report_of(2025, TODAY).waiting is None


@pytest.mark.parametrize("people", [0, 4])
def test_few_who_wait_are_kept_back(people: int) -> None:
    wait(people)

    assert report_of(2026, TODAY).waiting is None


def test_who_waits_is_not_told_beside_a_sum_that_is_kept_back(amt: Department) -> None:
    cohort = wait(6)
    assert report_of(2026, TODAY).waiting == 6

    finish(cohort, 3, amt, on=date(2026, 2, 1))
    assert report_of(2026, TODAY).waiting is None
    finish(cohort, 2, amt, on=date(2026, 2, 1))
    assert report_of(2026, TODAY).waiting == 6


def test_who_waits_is_not_told_beside_an_area_that_is_kept_back(cohort: Cohort) -> None:
    wait(6)
    _digital, communication = areas(cohort)
    make_entries(cohort, 2, communication, date(2026, 2, 1))

    assert report_of(2026, TODAY).waiting is None


@pytest.mark.parametrize("count", [1, 3])
def test_who_waits_takes_the_same_queries_however_many_they_are(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _round in range(count):
        wait(5 * count)
    report_of(2026, TODAY)

    # as below, and 13 people in training, 14 modules of the curricula, 15 their results, 16 who was there
    with django_assert_num_queries(16):
        report_of(2026, TODAY)


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_takes_the_same_queries_however_much_happened(
    amt: Department, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        for year in (2024, 2025):
            cohort = held(year)
            finish(cohort, 5 * count, amt)
            make_session(cohort, starts_at=datetime(year, 5, 5, 8, tzinfo=UTC))
        make_project(f"Projekt {number}")
    report_of(2025, TODAY)

    # 1 rounds, 2 completions, 3 projects counted, 4 areas taught, 5 entries, 6 areas; coverage: 7 departments, 8 head
    # of the audit chain, and as no action has moved it yet 9 to 11 who is where; 12 projects
    with django_assert_num_queries(12):
        report_of(2025, TODAY)
