"""What a round of the demo is made of: people on their way in, sessions, results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.topic import Topic
from people.models.user import User
from programmes.actions.cohorts import CohortPlan, move_cohort, plan_cohort
from programmes.actions.enrol import enrol
from programmes.actions.enrolment_steps import admit, record_agreement, record_consent
from programmes.actions.results import Outcome, record_results
from programmes.actions.sessions import plan_session
from programmes.management.demo.calendar import hours, workday
from programmes.management.demo.curriculum import ELECTIVES, PLACES, TIMETABLE
from programmes.management.demo.people import Person, Reception
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from programmes.models.module_result import ResultKind
from programmes.models.programme import DeliveryFormat, TrainingModule

# How many days after enrolment the person consents, the head agrees and the round admits.
CONSENT_AFTER, AGREEMENT_AFTER = 2, 6
_S = EnrolmentState
_STEPS = (_S.PROPOSED, _S.CONSENTED, _S.AGREED, _S.ADMITTED)
_PATHS = tuple(NominationPath)


@dataclass(frozen=True)
class Register:
    """What every round needs of the register as it grows."""

    departments: dict[str, Department]
    accounts: dict[str, User]
    topics: dict[str, Topic]
    curriculum: Curriculum
    modules: dict[str, TrainingModule]
    reception: Reception


def open_round(register: Register, plan: CohortPlan, coordinators: Sequence[User]) -> Cohort:
    """Plan a round and open its enrolment."""
    cohort = plan_cohort(register.curriculum, plan, coordinators=coordinators, by=coordinators[0])
    return move_cohort(cohort, CohortState.ENROLLING, by=coordinators[0])


def take_in(
    register: Register,
    cohort: Cohort,
    people: Iterable[Person],
    *,
    by: User,
    on: date,
    upto: EnrolmentState = EnrolmentState.ADMITTED,
) -> dict[Person, Enrolment]:
    """Let new people enter the register and enrol them, each as far as `upto`."""
    return {
        person: enrol_upto(register.reception.enter(person, by=by, on=on), cohort, by=by, on=on, upto=upto)
        for person in people
    }


def enrol_upto(pilot: Pilot, cohort: Cohort, *, by: User, on: date, upto: EnrolmentState) -> Enrolment:
    """Enrol somebody on a day and take the steps after it, each some days later, as far as `upto`."""
    path = _PATHS[pilot.pk % len(_PATHS)]
    enrolment = enrol(pilot, cohort, by=by, today=on, path=path, waitlist=upto == EnrolmentState.WAITLISTED)
    steps = _STEPS[1 : _STEPS.index(upto) + 1] if upto in _STEPS else ()
    if EnrolmentState.CONSENTED in steps:
        day = workday(on, CONSENT_AFTER)
        enrolment = record_consent(enrolment, on=day, by=by, today=day)
    if EnrolmentState.AGREED in steps:
        day = workday(on, AGREEMENT_AFTER)
        enrolment = record_agreement(enrolment, on=day, agreed_by=_head_of(pilot, day), by=by, today=day)
    return admit(enrolment, by=by) if EnrolmentState.ADMITTED in steps else enrolment


def _head_of(pilot: Pilot, day: date) -> str:
    """Whoever leads the pilot's department or the next one above it; else the office that does."""
    assignment = DepartmentAssignment.objects.valid_on(day).select_related("department").get(pilot=pilot)
    unit: Department | None = assignment.department
    while unit is not None:
        if unit.head is not None:
            return unit.head.name
        unit = unit.parent
    return f"Leitung {assignment.department.name}"


def day_of(cohort: Cohort, code: str) -> date:
    """The day on which the round is taught this module."""
    return workday(cohort.starts_on, TIMETABLE[code])


def plan_sessions(register: Register, cohort: Cohort, *, by: User, trainers: Mapping[str, User] | None = None) -> None:
    """Plan the round's sessions by the timetable; `trainers` says who teaches which module."""
    for code in TIMETABLE:
        module = register.modules[code]
        starts_at, ends_at = hours(day_of(cohort, code), module.teaching_units)
        place = PLACES[DeliveryFormat(module.delivery_format)]
        trainer = (trainers or {}).get(code)
        plan_session(cohort, module, starts_at=starts_at, ends_at=ends_at, place=place, trainer=trainer, by=by)


def pass_modules(
    register: Register,
    cohort: Cohort,
    trained: Mapping[Person, Enrolment],
    codes: Iterable[str],
    *,
    by: User,
    without: Mapping[Person, Collection[str]] | None = None,
) -> None:
    """Note who passed the modules `codes`, each on the day it was taught; `without` says who did not pass which.

    Everybody takes one elective, the next one along the list each.
    """
    left_out = without or {}
    for code in codes:
        passed = [
            enrolment
            for place, (person, enrolment) in enumerate(trained.items())
            if code not in left_out.get(person, ())
            and (code not in ELECTIVES or code == ELECTIVES[place % len(ELECTIVES)])
        ]
        day = day_of(cohort, code)
        record_results(cohort, register.modules[code], passed, Outcome(ResultKind.PASSED, day), by=by, today=day)


def recognise(register: Register, enrolment: Enrolment, codes: Iterable[str], course: str, *, by: User) -> None:
    """Recognise modules for a course somebody had finished before the round began; decided in its first week."""
    cohort = enrolment.cohort
    before = workday(cohort.starts_on - timedelta(days=400))
    for code in codes:
        outcome = Outcome(ResultKind.RECOGNISED, before, reason=course, decided_by=by.name)
        record_results(cohort, register.modules[code], [enrolment], outcome, by=by, today=workday(cohort.starts_on, 3))
