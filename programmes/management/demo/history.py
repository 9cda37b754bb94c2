"""The first round: trained, appointed and honoured on 15 August 2023."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from people.actions.profiles import choose_topics, give_consent, write_profile
from people.models.consent import VoluntaryField
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.cohorts import CohortPlan, move_cohort
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from programmes.actions.replace_letter import replace_letter
from programmes.management.demo.accounts import ADMIN, FIRST_COORDINATOR
from programmes.management.demo.ceremonies import HOST, TOWN_HALL, honour
from programmes.management.demo.curriculum import TIMETABLE
from programmes.management.demo.people import Person
from programmes.management.demo.pilots import FIRST_ROUND
from programmes.management.demo.rounds import Register, open_round, pass_modules, plan_sessions, take_in
from programmes.models.cohort import CohortState
from programmes.models.letter import ReplacementReason

CEREMONY = date(2023, 8, 15)
LOST, FOUND_MISSING = "Hackmann", date(2024, 2, 6)
TERM_LEFT = timedelta(days=45)
PLAN = CohortPlan(
    number=1,
    title="1. Ausbildungsrunde",
    opens_on=date(2022, 11, 1),
    closes_on=date(2022, 12, 16),
    starts_on=date(2023, 1, 17),
    ends_on=date(2023, 7, 14),
    seats=15,
)
ENROLLED_ON = date(2022, 11, 8)


def seed_first_round(register: Register, today: date) -> None:
    """Fifteen people from enrolment to the ceremony, and what they tell about themselves since.

    The appointment of the last one by name is for a term that comes to its end soon; one letter is lost since.
    """
    admin, coordinator = register.accounts[ADMIN], register.accounts[FIRST_COORDINATOR]
    cohort = open_round(register, PLAN, [coordinator])
    trained = take_in(register, cohort, FIRST_ROUND, by=coordinator, on=ENROLLED_ON)
    cohort = move_cohort(cohort, CohortState.RUNNING, by=coordinator)
    plan_sessions(register, cohort, by=coordinator)
    pass_modules(register, cohort, trained, TIMETABLE, by=coordinator)
    at = datetime.combine(CEREMONY, time(8, 0), tzinfo=timezone.get_default_timezone())
    by_name = sorted(trained.values(), key=lambda enrolment: enrolment.pilot.sort_key)
    term = today + TERM_LEFT
    letters = issue_letters(by_name[:-1], effective_from=CEREMONY, by=admin, at=at)
    letters += issue_letters(by_name[-1:], effective_from=CEREMONY, effective_until=term, by=admin, at=at)
    honour(register, letters, CEREMONY)
    lost = next(letter for letter in letters if LOST in letter.name_as_printed)
    at = datetime.combine(FOUND_MISSING, time(10, 0), tzinfo=timezone.get_default_timezone())
    new = replace_letter(lost, reason=ReplacementReason.LOST, by=admin, at=at)
    hand_over([new], held_on=FOUND_MISSING, place=TOWN_HALL, host=HOST, by=admin, today=FOUND_MISSING)
    move_cohort(cohort, CohortState.COMPLETED, by=coordinator)
    for person, enrolment in trained.items():
        _introduce(register, person, enrolment.pilot, by=enrolment.pilot.user)


def _introduce(register: Register, person: Person, pilot: Pilot, *, by: User | None) -> None:
    """Let a pilot fill in the own profile and release what is there, unless they would rather not."""
    # The appointment was noted on another copy of this row.
    pilot.refresh_from_db()
    choose_topics(pilot, [register.topics[name] for name in person.topics], by=by)
    give_consent(pilot, VoluntaryField.TOPICS, by=by)
    if person.named_to_the_press:
        give_consent(pilot, VoluntaryField.PRESS, by=by)
    write_profile(pilot, by=by, told=person.told)
    for field, text in asdict(person.told).items():
        if field in VoluntaryField and text and not person.keeps_to_themselves:
            give_consent(pilot, VoluntaryField(field), by=by)
