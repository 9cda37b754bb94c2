"""The rounds after the first, around the day of seeding: ready for letters, just begun, enrolling, planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from people.actions.pilots import move_pilot
from people.models.user import User
from programmes.actions.answers import ask
from programmes.actions.attendance import note_attendance
from programmes.actions.cohorts import CohortPlan, change_seats, move_cohort, plan_cohort
from programmes.actions.curriculum import describe_programme
from programmes.actions.defer import defer
from programmes.actions.enrolment_steps import withdraw
from programmes.actions.guest_places import take_guest_place
from programmes.actions.mails import stop
from programmes.actions.results import Outcome, record_results
from programmes.management.demo.accounts import COORDINATOR, FIRST_COORDINATOR, TRAINER
from programmes.management.demo.calendar import workday
from programmes.management.demo.curriculum import ELECTIVES, EXPECTED_EFFORT, PURPOSE, TASKS, TIMETABLE
from programmes.management.demo.people import Person
from programmes.management.demo.recognitions import ask_for_more, ask_for_recognition
from programmes.management.demo.rounds import (
    Register,
    enrol_upto,
    open_round,
    pass_modules,
    plan_sessions,
    recognise,
    take_in,
)
from programmes.management.demo.trainees import (
    EXEMPTED,
    FOURTH_ROUND,
    JO,
    JO_MOVED_TO,
    LACKS_AN_ELECTIVE,
    LACKS_D2,
    LACKS_TWO,
    RECOGNISED_BASICS,
    RECOGNISED_IN_THIRD,
    RECOGNISED_PROCESSES,
    SECOND_ROUND,
    THIRD_ROUND,
    WAITING,
    WENT_TO_D1_ALREADY,
    WITHDRAWS,
)
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.rules.answers import Question

BASICS = "Kommunale Digitallotsen Baden-Württemberg, Basisqualifizierung"
PROCESSES = "eGov-Campus, Prozessmanagement im öffentlichen Sektor"
CALL = (
    "Wir suchen Kolleg*innen aus allen Ämtern, die Freude daran haben, anderen etwas zu zeigen. Vorkenntnisse brauchen "
    "Sie keine. Die Termine liegen dienstags am Vormittag."
)
# The fourth round had a small room first, which filled up; the larger one came when two were waiting.
SMALL_ROOM, LARGE_ROOM = 10, 24


def seed_present_rounds(register: Register, today: date) -> None:
    """Rounds two to five, so that each stands today where its story says."""
    coordinator = register.accounts[COORDINATOR]
    programme = register.curriculum.programme
    describe_programme(programme, purpose=PURPOSE, tasks=TASKS, expected_effort=EXPECTED_EFFORT, by=coordinator)
    jo = _second_round(register, coordinator, today)
    third = _third_round(register, coordinator, today)
    _go_there_as_a_guest(third, coordinator)
    fourth = _fourth_round(register, coordinator, today, jo)
    defer(jo, to=fourth, by=coordinator, today=workday(today, -14))
    _ask_fourth_round(fourth, coordinator, today)
    _fifth_round(register, today)


def _plan(number: int, today: date, *, opens: int, closes: int, starts: int, ends: int, seats: int) -> CohortPlan:
    """A round whose days are counted from today."""
    return CohortPlan(
        number=number,
        title=f"{number}. Ausbildungsrunde",
        opens_on=workday(today, opens),
        closes_on=workday(today, closes),
        starts_on=workday(today, starts),
        ends_on=workday(today, ends),
        seats=seats,
    )


def _second_round(register: Register, coordinator: User, today: date) -> Enrolment:
    """Twelve ready for their letters, three who lack something, and Jo, who changed department; gives Jo's place."""
    plan = _plan(2, today, opens=-270, closes=-230, starts=-185, ends=21, seats=16)
    cohort = open_round(register, plan, [coordinator])
    trained = take_in(register, cohort, SECOND_ROUND, by=coordinator, on=workday(plan.opens_on, 7))
    cohort = move_cohort(cohort, CohortState.RUNNING, by=coordinator)
    plan_sessions(register, cohort, by=coordinator)
    jo = trained[JO]
    move_pilot(jo.pilot, register.departments[JO_MOVED_TO], by=coordinator, on=workday(plan.starts_on, 40))
    recognise(register, trained[RECOGNISED_PROCESSES], ("D3",), PROCESSES, by=coordinator)
    _exempt(register, trained[EXEMPTED], coordinator)
    without = {
        LACKS_D2: ("D2",),
        LACKS_AN_ELECTIVE: ELECTIVES,
        LACKS_TWO: ("W1", "P1"),
        RECOGNISED_BASICS: ("D1", "C1"),
        RECOGNISED_PROCESSES: ("D3",),
        EXEMPTED: ("D4",),
        JO: set(TIMETABLE) - {"G1", "D1", "D4"},
    }
    ask_for_recognition(register, trained, by=coordinator)
    pass_modules(register, cohort, trained, TIMETABLE, by=coordinator, without=without)
    _note_who_was_there(cohort, trained, coordinator)
    ask_for_more(register, trained, by=coordinator, today=today)
    return jo


def _exempt(register: Register, enrolment: Enrolment, coordinator: User) -> None:
    cohort = enrolment.cohort
    day = workday(cohort.starts_on, 3)
    outcome = Outcome(
        ResultKind.EXEMPTED,
        day,
        reason="Leitet selbst die Schulungen der Stadt zu Datenschutz und Informationssicherheit.",
        decided_by=coordinator.name,
    )
    record_results(cohort, register.modules["D4"], [enrolment], outcome, by=coordinator, today=day)


def _note_who_was_there(cohort: Cohort, trained: Mapping[Person, Enrolment], coordinator: User) -> None:
    """At the electronic file everybody was there; one of them has no result yet."""
    session = cohort.sessions.select_related("cohort").get(module__code="D2")
    marks = {enrolment.pk: True for person, enrolment in trained.items() if person is not JO}
    note_attendance(session, marks, by=coordinator, at=session.ends_at)


def _go_there_as_a_guest(third: Cohort, coordinator: User) -> None:
    """Somebody of the second round makes up for a module with the third one."""
    guest = Enrolment.objects.get(cohort__number=2, pilot__mail=LACKS_TWO.mail)
    session = third.sessions.get(module__code="W1")
    take_guest_place(session, guest, by=coordinator, at=timezone.now())


def _third_round(register: Register, coordinator: User, today: date) -> Cohort:
    """Two sessions are over; the trainer has still to say who else was at the second."""
    plan = _plan(3, today, opens=-80, closes=-40, starts=-12, ends=160, seats=16)
    cohort = open_round(register, plan, [coordinator])
    trained = take_in(register, cohort, THIRD_ROUND, by=coordinator, on=workday(plan.opens_on, 7))
    cohort = move_cohort(cohort, CohortState.RUNNING, by=coordinator)
    plan_sessions(register, cohort, by=coordinator, trainers={"D1": register.accounts[TRAINER]})
    recognise(register, trained[RECOGNISED_IN_THIRD], ("C1",), BASICS, by=coordinator)
    pass_modules(register, cohort, trained, ("G1",), by=coordinator)
    at_d1 = dict(list(trained.items())[:WENT_TO_D1_ALREADY])
    pass_modules(register, cohort, at_d1, ("D1",), by=coordinator)
    return cohort


def _fourth_round(register: Register, coordinator: User, today: date, jo: Enrolment) -> Cohort:
    """Enrolling now: the small room filled up, two wait, one withdrew, then a larger room was found."""
    plan = replace(_plan(4, today, opens=-21, closes=28, starts=49, ends=224, seats=SMALL_ROOM), call=CALL)
    cohort = open_round(register, plan, [coordinator])
    first_day = workday(plan.opens_on, 1)
    for person, state in FOURTH_ROUND:
        take_in(register, cohort, [person], by=coordinator, on=first_day, upto=state)
    enrol_upto(jo.pilot, cohort, by=coordinator, on=first_day, upto=EnrolmentState.AGREED)
    leaving = take_in(register, cohort, [WITHDRAWS], by=coordinator, on=first_day, upto=EnrolmentState.PROPOSED)
    take_in(register, cohort, WAITING, by=coordinator, on=workday(first_day, 3), upto=EnrolmentState.WAITLISTED)
    withdraw(leaving[WITHDRAWS], by=coordinator, today=workday(first_day, 9))
    return change_seats(cohort, LARGE_ROOM, by=coordinator)


def _ask_fourth_round(cohort: Cohort, coordinator: User, today: date) -> None:
    """Those who have not said yes are asked by mail, and so are the heads; a second mail was stopped in time."""
    people = list(cohort.enrolments.select_related("pilot__user", "department", "cohort__programme").in_order())
    asked = datetime.combine(workday(today, -1), time(9), tzinfo=timezone.get_current_timezone())
    for question in (Question.CONSENT, Question.AGREEMENT):
        ask(question, people, cohort=cohort, by=coordinator, at=asked)
    twice = ask(Question.CONSENT, people, cohort=cohort, by=coordinator, at=asked + timedelta(minutes=20))
    stop(twice, by=coordinator, at=asked + timedelta(minutes=22))


def _fifth_round(register: Register, today: date) -> None:
    """Planned by both coordinators; enrolment has not opened."""
    plan = _plan(5, today, opens=120, closes=160, starts=240, ends=415, seats=20)
    both = [register.accounts[COORDINATOR], register.accounts[FIRST_COORDINATOR]]
    plan_cohort(register.curriculum, plan, coordinators=both, by=both[0])
