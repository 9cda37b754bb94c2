"""A register of any size for measurements: the demo's administration and curriculum, and people in bulk.

The same count and seed always give the same people, whatever the day. None of them has an account or a letter; in demo
mode the accounts of the sign-in page are there, and coordinator@ runs every round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings

from people.actions.action import action, record
from people.models.department import Department
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, FormOfAddress, Pilot
from people.models.role_name import RoleForm
from people.models.topic import Topic
from people.models.user import User
from people.rules.keys import name_words, set_keys
from programmes.management.demo.accounts import COORDINATOR, open_demo_accounts
from programmes.management.demo.bulk_profiles import note_profiles, tell_of_themselves
from programmes.management.demo.calendar import workday
from programmes.management.demo.curriculum import ELECTIVES, MODULES, TIMETABLE, found_curriculum
from programmes.management.demo.departments import OFFICE, found_departments, reorganise
from programmes.management.demo.rounds import day_of
from programmes.management.demo.topics import add_topics
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum, ModuleKind
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule

SEATS = 25
FIRST_START, LAST_START = date(2016, 1, 4), date(2025, 5, 5)
# Rounds made in one go: enough for few inserts, little enough for the memory.
AT_ONCE = 40
GIVEN = (
    "Ana",
    "Björn",
    "Çiğdem",
    "Dörte",
    "Émile",
    "Fatma",
    "Gül",
    "Håkon",
    "Inés",
    "Jürgen",
    "Kim",
    "Łukasz",
    "Özlem",
)
FAMILY = (
    "Muster",
    "Beispiel",
    "Probe",
    "Exempel",
    "Test",
    "Vorlage",
    "Halter",
    "Schablone",
    "Prototyp",
    "Modell",
    "Demo",
)
ENDINGS = ("", "er", "mann", "berg", "feld", "hof", "stein", "bach", "holm", "rath", "wald", "tal")
FORMS = (
    (FormOfAddress.MS, RoleForm.FEMININE),
    (FormOfAddress.MR, RoleForm.MASCULINE),
    (FormOfAddress.NEUTRAL, RoleForm.NEUTRAL),
)


@dataclass(frozen=True)
class _Ground:
    """What all people of the large register share."""

    departments: list[Department]
    topics: list[Topic]
    curriculum: Curriculum
    modules: dict[str, TrainingModule]
    coordinator: User | None


@action
def seed_pilots(count: int, seed: int) -> None:
    """Make `count` pilots, appointed out of rounds of 25 whose modules they passed; one event speaks for them all."""
    ground, random = _found_ground(), Random(seed)  # noqa: S311 -- nothing here is a secret
    rounds = _rounds(ground, count)
    for first in range(0, len(rounds), AT_ONCE):
        _fill(ground, rounds[first : first + AT_ONCE], random)
    record(None, "bulk register seeded", ground.curriculum, {"pilots": count, "seed": seed, "rounds": len(rounds)})


def _found_ground() -> _Ground:
    departments = found_departments()
    accounts = open_demo_accounts(departments) if settings.DEMO_MODE else {}
    curriculum, modules = found_curriculum(departments[OFFICE])
    reorganise(departments)
    valid = Department.objects.filter(valid_until__isnull=True).exclude(parent__isnull=True)
    return _Ground(list(valid), list(add_topics().values()), curriculum, modules, accounts.get(COORDINATOR))


def _rounds(ground: _Ground, count: int) -> list[Cohort]:
    """Rounds of 25 seats, evenly between the first start and the last; the last round has what remains."""
    total = -(-count // SEATS)
    span = (LAST_START - FIRST_START).days
    cohorts = []
    for index in range(total):
        starts_on = workday(FIRST_START, span * index // total)
        cohorts.append(
            Cohort(
                programme_id=ground.curriculum.programme_id,
                curriculum=ground.curriculum,
                number=index + 1,
                title=f"{index + 1}. Ausbildungsrunde",
                opens_on=starts_on - timedelta(days=70),
                closes_on=starts_on - timedelta(days=28),
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=180),
                seats=SEATS,
                seats_taken=min(SEATS, count - index * SEATS),
                state=CohortState.COMPLETED,
            )
        )
    made = Cohort.objects.bulk_create(cohorts)
    if ground.coordinator is not None:
        runs = Cohort.coordinators.through
        runs.objects.bulk_create(runs(cohort=cohort, user=ground.coordinator) for cohort in made)
    return made


def _fill(ground: _Ground, cohorts: list[Cohort], random: Random) -> None:
    """People, enrolments, results and appointments of these rounds, a few inserts for all of them."""
    seats = [cohort for cohort in cohorts for _seat in range(cohort.seats_taken)]
    pilots = Pilot.objects.bulk_create(
        _pilot(cohort, place, random) for place, cohort in enumerate(seats, start=(cohorts[0].number - 1) * SEATS + 1)
    )
    departments = [random.choice(ground.departments) for _pilot_ in pilots]
    NameWord.objects.bulk_create(name_words(pilots))
    DepartmentAssignment.objects.bulk_create(
        DepartmentAssignment(pilot=pilot, department=department, valid_from=cohort.opens_on)
        for cohort, pilot, department in zip(seats, pilots, departments, strict=True)
    )
    note_profiles(pilots, ground.topics, random)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(
            cohort=cohort,
            pilot=pilot,
            department=department,
            nomination_path=NominationPath.ASKED,
            state=EnrolmentState.FINISHED,
            enrolled_on=cohort.opens_on,
            consented_on=cohort.opens_on,
            agreed_on=cohort.closes_on,
            agreed_by=f"Leitung {department.name}",
            finished_on=cohort.ends_on,
        )
        for cohort, pilot, department in zip(seats, pilots, departments, strict=True)
    )
    _qualify(ground, enrolments, random)


def _pilot(cohort: Cohort, place: int, random: Random) -> Pilot:
    address, role_form = random.choice(FORMS)
    pilot = Pilot(
        given_names=random.choice(GIVEN),
        family_name=f"{random.choice(FAMILY)}{random.choice(ENDINGS)}",
        form_of_address=address,
        role_form=role_form,
        mail=f"pilot.{place}@giessen.example",
        phone=f"0641 306-0{place}",
        helps_other_departments=random.random() < 0.3,
        appointed_from=cohort.ends_on,
        appointed_round=cohort.number,
    )
    tell_of_themselves(pilot, random)
    set_keys(pilot)
    return pilot


def _qualify(ground: _Ground, enrolments: list[Enrolment], random: Random) -> None:
    """Everybody passed all required modules and one elective, and was appointed when the round ended."""
    required = [code for code in TIMETABLE if code not in ELECTIVES]
    chosen = [random.choice(ELECTIVES) for _enrolment in enrolments]
    cohorts = {enrolment.cohort for enrolment in enrolments}
    taught_on = {cohort.pk: {code: day_of(cohort, code) for code in TIMETABLE} for cohort in cohorts}
    # A million rows: keys instead of objects, and nothing worked out twice.
    modules = {code: module.pk for code, module in ground.modules.items()}
    ModuleResult.objects.bulk_create(
        ModuleResult(
            enrolment_id=enrolment.pk,
            module_id=modules[code],
            kind=ResultKind.PASSED,
            achieved_on=taught_on[enrolment.cohort_id][code],
        )
        for enrolment, elective in zip(enrolments, chosen, strict=True)
        for code in (*required, elective)
    )
    evidence = {
        (cohort.pk, elective): _evidence(cohort, taught_on[cohort.pk], [*required, elective])
        for cohort in cohorts
        for elective in ELECTIVES
    }
    Appointment.objects.bulk_create(
        Appointment(
            pilot_id=enrolment.pilot_id,
            enrolment_id=enrolment.pk,
            effective_from=enrolment.cohort.ends_on,
            evidence=evidence[enrolment.cohort_id, elective],
        )
        for enrolment, elective in zip(enrolments, chosen, strict=True)
    )


def _evidence(cohort: Cohort, taught_on: Mapping[str, date], codes: list[str]) -> dict[str, Any]:
    """What `rules.evidence.evidence_of` would find, without asking the database for each person."""
    curriculum = cohort.curriculum
    return {
        "programme": cohort.programme.name,
        "round": str(cohort),
        "curriculum_version": curriculum.version,
        "required_modules": len(TIMETABLE) - len(ELECTIVES),
        "electives_needed": curriculum.electives_needed,
        "elective_units_needed": curriculum.elective_units_needed,
        "modules": [
            {
                "code": module.code,
                "title": module.title,
                "kind": ModuleKind.ELECTIVE if module.code in ELECTIVES else ModuleKind.REQUIRED,
                "teaching_units": module.teaching_units,
                "result": ResultKind.PASSED,
                "achieved_on": taught_on[module.code].isoformat(),
                "reason": "",
                "decided_by": "",
            }
            for module in MODULES
            if module.code in codes
        ],
    }
