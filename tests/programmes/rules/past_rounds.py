"""Rounds of past years and those who finished them, for the reports of these years."""

from __future__ import annotations

from datetime import date

from people.models.department import Department
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import make_cohort, make_enrolment, make_pilot


def held(year: int = 2025, **fields: object) -> Cohort:
    """A round from spring to autumn of `year`."""
    dates = {"starts_on": date(year, 3, 1), "ends_on": date(year, 9, 30)}
    return make_cohort(**{"state": CohortState.COMPLETED, "seats": 100, **dates, **fields})


def finish(cohort: Cohort, people: int, department: Department, on: date | None = None) -> list[Enrolment]:
    """So many people of `department` finish, by default when the round ends."""
    return [
        make_enrolment(
            cohort,
            make_pilot(department=department),
            state=EnrolmentState.FINISHED,
            finished_on=on or cohort.ends_on,
        )
        for _person in range(people)
    ]
