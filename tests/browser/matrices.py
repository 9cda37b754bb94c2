"""Rounds of any size for the browser: made inside the register's own process, told to the test by their keys."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.utils import timezone

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from people.rules.keys import set_keys
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum, CurriculumModule, ModuleKind
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.module_session import ModuleSession
from programmes.models.programme import DeliveryFormat, Programme, SubjectArea, TrainingModule
from tests.browser.register import Place, Register

NAMES = ("Ährenfeld", "Özdemir-Großklaus", "Müller-Lüdenscheidt", "Wagner", "Yıldız", "Exempel")


def round_of(register: Register, people: int, modules: int) -> tuple[int, int]:
    """Make a round of this size in the register; its key, and that of its session."""
    call = f"from tests.browser.matrices import make_round; make_round({people}, {modules})"
    said = Place(register.database_url).run("manage.py", "shell", "-c", call)
    cohort, session = said.splitlines()[-1].split()
    return int(cohort), int(session)


def make_round(people: int, modules: int) -> None:
    """A running round of the demo's coordinator, who held a session on its first module yesterday.

    That module is open for everybody, of the others every third is passed. Says the keys of round and session.
    """
    today = timezone.localdate()
    cohort = _cohort(modules, people)
    taught = [entry.module for entry in cohort.curriculum.entries.select_related("module")]
    starts_at = timezone.now() - timedelta(days=1)
    session = ModuleSession.objects.create(
        cohort=cohort,
        module=taught[0],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        delivery_format=DeliveryFormat.ON_SITE,
    )
    for number in range(people):
        enrolment = _enrolment(cohort, number)
        ModuleResult.objects.bulk_create(
            ModuleResult(
                enrolment=enrolment,
                module=module,
                kind=list(ResultKind)[(number + place) % 2],
                achieved_on=today - timedelta(days=3),
            )
            for place, module in enumerate(taught)
            if place and (number + place) % 3 == 0
        )
    sys.stdout.write(f"{cohort.pk} {session.pk}\n")


def _cohort(modules: int, seats: int) -> Cohort:
    programme, today = Programme.objects.get(), timezone.localdate()
    version = Curriculum.objects.filter(programme=programme).count() + 1
    curriculum = Curriculum.objects.create(programme=programme, version=version, electives_needed=1)
    for position in range(1, modules + 1):
        module = TrainingModule.objects.create(
            programme=programme,
            code=f"X{version}.{position}",
            title=f"Modul {position} mit einem langen Titel",
            subject_area=SubjectArea.objects.filter(programme=programme)[0],
            teaching_units=4,
            delivery_format=DeliveryFormat.ON_SITE,
        )
        kind = ModuleKind.ELECTIVE if position > modules - 2 else ModuleKind.REQUIRED
        CurriculumModule.objects.create(curriculum=curriculum, module=module, kind=kind, position=position)
    cohort = Cohort.objects.create(
        programme=programme,
        curriculum=curriculum,
        number=90 + version,
        title=f"Runde {seats} mal {modules}",
        opens_on=today - timedelta(days=90),
        closes_on=today - timedelta(days=30),
        starts_on=today - timedelta(days=28),
        ends_on=today + timedelta(days=90),
        seats=seats,
        seats_taken=seats,
        state=CohortState.RUNNING,
    )
    cohort.coordinators.add(User.objects.get(email="coordinator@demo.example"))
    return cohort


def _enrolment(cohort: Cohort, number: int) -> Enrolment:
    day = cohort.starts_on - timedelta(days=9)
    pilot = Pilot(
        family_name=f"{NAMES[number % len(NAMES)]} {number}",
        given_names="Jean-Philippe" if number % 4 == 0 else "Kim",
        mail=f"round{cohort.number}-{number}@giessen.example",
    )
    set_keys(pilot)
    pilot.save()
    return Enrolment.objects.create(
        cohort=cohort,
        pilot=pilot,
        department=Department.objects.order_by("pk")[0],
        nomination_path=NominationPath.ASKED,
        state=EnrolmentState.IN_TRAINING,
        enrolled_on=day,
        consented_on=day,
        agreed_on=day,
        agreed_by="Frau Amtsleitung",
    )
