"""The people and rounds of the tests: plain functions with boring defaults; a test names only what matters to it.

They write past the actions, so a test starts from the state it is about; what actions do is what the tests check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.utils import timezone

from people.middleware import NEEDS_SECOND_FACTOR
from people.models.absence import Absence
from people.models.department import Department
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import Role, RoleGrant
from people.models.role_name import RoleName
from people.models.user import User
from people.rules.folding import word_sort_key
from people.rules.keys import name_words, set_keys
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum, CurriculumModule, ModuleKind
from programmes.models.enrolment import AGREED_UPON, WITHOUT_SEAT, Enrolment, EnrolmentState, NominationPath
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState, VoidReason
from programmes.models.letter_text import LetterTemplate, Signatory, TextKind
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.module_session import ModuleSession
from programmes.models.programme import DeliveryFormat, Programme, SubjectArea, TrainingModule

TODAY = date(2026, 3, 2)
LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def make_department(name: str = "", **fields: Any) -> Department:
    name = name or f"Amt {next(_numbers)}"
    return Department.objects.create(
        **{"name": name, "valid_from": LONG_AGO, "sort_key": word_sort_key(name), **fields}
    )


def make_user(mail: str = "", *, role: Role | None = None, **fields: Any) -> User:
    """An account past its first steps (notice read, second factor where needed); sign in with `client.force_login`."""
    fields = {"privacy_notice_read_at": timezone.now(), **fields}
    user = User.objects.create_user(mail or f"user{next(_numbers)}@giessen.example", **fields)
    if role is not None:
        RoleGrant.objects.create(user=user, role=role, since=LONG_AGO)
    if role in NEEDS_SECOND_FACTOR:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def make_pilot(family_name: str = "Muster", *, department: Department | None = None, **fields: Any) -> Pilot:
    fields = {"given_names": "Sam", "mail": f"person{next(_numbers)}@giessen.example", **fields}
    pilot = Pilot(family_name=family_name, **fields)
    set_keys(pilot)
    pilot.save()
    NameWord.objects.bulk_create(name_words([pilot]))
    DepartmentAssignment.objects.create(pilot=pilot, department=department or make_department(), valid_from=LONG_AGO)
    return pilot


def make_absence(pilot: Pilot, *, stand_in: Pilot | None = None, **fields: Any) -> Absence:
    """Somebody who is away from yesterday on until they are back."""
    return Absence.objects.create(
        **{"pilot": pilot, "stand_in": stand_in, "first_day": TODAY - timedelta(days=1), **fields}
    )


def make_programme() -> Programme:
    role_name = RoleName.objects.first() or RoleName.objects.create(
        singular_f="Digi-Lotsin",
        singular_m="Digi-Lotse",
        singular_n="Digi-Lots*in",
        plural="Digi-Lots*innen",
        short="Lots*in",
    )
    return Programme.objects.create(name="Digi-Lots*innen", role_name=role_name, office=make_department("Stabsstelle"))


def make_module(programme: Programme, code: str, **fields: Any) -> TrainingModule:
    area, _new = SubjectArea.objects.get_or_create(programme=programme, position=1, defaults={"name": "Digitales"})
    fields = {"title": f"Modul {code}", "teaching_units": 4, "delivery_format": DeliveryFormat.ON_SITE, **fields}
    return TrainingModule.objects.create(programme=programme, code=code, subject_area=area, **fields)


def make_curriculum(
    required: Iterable[str] = ("D1", "K1"), electives: Iterable[str] = (), *, electives_needed: int = 0
) -> Curriculum:
    """A curriculum of a programme of its own; its modules are named by their codes."""
    programme = make_programme()
    curriculum = Curriculum.objects.create(programme=programme, version=1, electives_needed=electives_needed)
    kinds = [(code, ModuleKind.REQUIRED) for code in required] + [(code, ModuleKind.ELECTIVE) for code in electives]
    for position, (code, kind) in enumerate(kinds, start=1):
        module = make_module(programme, code)
        CurriculumModule.objects.create(curriculum=curriculum, module=module, kind=kind, position=position)
    return curriculum


def modules_of(curriculum: Curriculum) -> list[TrainingModule]:
    """The modules of `curriculum` in their order."""
    return [entry.module for entry in curriculum.entries.select_related("module")]


def make_cohort(
    *,
    seats: int = 12,
    taken: int = 0,
    coordinators: Sequence[User] = (),
    curriculum: Curriculum | None = None,
    **fields: Any,
) -> Cohort:
    """A round that takes people today; its training began, so that results of last week are possible."""
    curriculum = curriculum or make_curriculum()
    number = next(_numbers)
    cohort = Cohort.objects.create(
        **{
            "programme_id": curriculum.programme_id,
            "curriculum": curriculum,
            "number": number,
            "title": f"Runde {number}",
            "opens_on": TODAY - timedelta(days=30),
            "closes_on": TODAY + timedelta(days=30),
            "starts_on": TODAY - timedelta(days=14),
            "ends_on": TODAY + timedelta(days=180),
            "seats": seats,
            "seats_taken": taken,
            "state": CohortState.ENROLLING,
            **fields,
        }
    )
    cohort.coordinators.set(coordinators)
    return cohort


def make_enrolment(
    cohort: Cohort | None = None,
    pilot: Pilot | None = None,
    *,
    state: EnrolmentState = EnrolmentState.PROPOSED,
    **fields: Any,
) -> Enrolment:
    """Somebody in a round, in the state asked for, with the days that state needs; the seat is counted."""
    cohort, pilot = cohort or make_cohort(), pilot or make_pilot()
    if state in AGREED_UPON:
        fields = {"consented_on": TODAY, "agreed_on": TODAY, "agreed_by": "Frau Amtsleitung", **fields}
    if state == EnrolmentState.FINISHED:
        fields = {"finished_on": TODAY, **fields}
    if state == EnrolmentState.WAITLISTED:
        fields = {"waits_since": timezone.now(), **fields}
    if state == EnrolmentState.OFFERED:
        fields = {"offered_until": TODAY + timedelta(days=7), **fields}
    if state not in WITHOUT_SEAT:
        cohort.seats_taken += 1
        cohort.save()
    return Enrolment.objects.create(
        **{
            "cohort": cohort,
            "pilot": pilot,
            "department": pilot.assignments.select_related("department")[0].department,
            "nomination_path": NominationPath.ASKED,
            "state": state,
            "enrolled_on": TODAY,
            **fields,
        }
    )


def make_result(
    enrolment: Enrolment, module: TrainingModule, *, kind: ResultKind = ResultKind.PASSED, **fields: Any
) -> ModuleResult:
    return ModuleResult.objects.create(
        enrolment=enrolment, module=module, kind=kind, **{"achieved_on": TODAY - timedelta(days=7), **fields}
    )


def make_session(cohort: Cohort, *, trainer: User | None = None, **fields: Any) -> ModuleSession:
    """A morning next week, on the first module of the round unless the test says otherwise."""
    starts_at = fields.pop("starts_at", datetime(2026, 3, 9, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    return ModuleSession.objects.create(
        **{
            "cohort": cohort,
            "module": modules_of(cohort.curriculum)[0],
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=3),
            "place": "Rathaus, Raum 3",
            "delivery_format": DeliveryFormat.ON_SITE,
            "trainer": trainer,
            **fields,
        }
    )


# What a letter that was withdrawn has; the appointment is another matter.
WITHDRAWN = {"state": LetterState.VOIDED, "voided_on": TODAY, "void_reason": VoidReason.MISTAKE}
LETTER_TEXT = "Mit Wirkung vom **{effective_from}** ernenne ich Sie zur **{role}** ({department}, {round})."


def make_signatory(name: str = "Frank Muster", **fields: Any) -> Signatory:
    return Signatory.objects.create(**{"name": name, "office": "Oberbürgermeister", "valid_from": LONG_AGO, **fields})


def make_letter_text(programme: Programme, **fields: Any) -> LetterTemplate:
    """The text in force: version 1, in the layout the letters have."""
    return LetterTemplate.objects.create(
        **{
            "programme": programme,
            "version": 1,
            "subject": "Ernennung zur {role} der {city}",
            "body": LETTER_TEXT,
            "layout": "ernennung-v1",
            "released_on": LONG_AGO,
            **fields,
        }
    )


def make_other_letter_texts(programme: Programme, **fields: Any) -> None:
    """Texts for replacements and for letters on an end, beside the one for appointments."""
    replacement = "Diese Ersatzausfertigung ersetzt {replaced_number} vom {replaced_on}: {role} ab {effective_from}."
    end = "Sie endet am {last_day}. Danke."
    make_letter_text(programme, kind=TextKind.REPLACEMENT, subject="Ersatzausfertigung", body=replacement, **fields)
    make_letter_text(programme, kind=TextKind.END, subject="Ende der Ernennung", body=end, **fields)


def make_issuing_cohort(*, words_from: date = LONG_AGO, **fields: Any) -> Cohort:
    """A round that has run since the new year, with letter texts and somebody to sign: only people are missing."""
    cohort = make_cohort(**{"state": CohortState.RUNNING, "starts_on": date(2026, 1, 2), **fields})
    make_letter_text(cohort.programme, released_on=words_from)
    make_other_letter_texts(cohort.programme, released_on=words_from)
    if not Signatory.objects.exists():
        make_signatory()
    return cohort


def make_ready(cohort: Cohort, family_name: str = "Muster", *, pilot: Pilot | None = None, **fields: Any) -> Enrolment:
    """Somebody in training who has passed every module of the round."""
    pilot = pilot or make_pilot(family_name)
    enrolment = make_enrolment(cohort, pilot, **{"state": EnrolmentState.IN_TRAINING, **fields})
    for module in modules_of(cohort.curriculum):
        make_result(enrolment, module)
    return enrolment


def make_letter(
    pilot: Pilot | None = None, *, appointment: dict[str, Any] | None = None, **fields: Any
) -> AppointmentLetter:
    """A letter of appointment in the register, without its PDF; `appointment` are fields of the appointment."""
    pilot = pilot or make_pilot()
    cohort = make_issuing_cohort()
    enrolment = make_enrolment(cohort, pilot, state=EnrolmentState.FINISHED)
    held = {"effective_from": date(2026, 1, 1), "evidence": {}, **(appointment or {})}
    number = next(_numbers)
    if fields.get("state") == LetterState.VOIDED:
        fields = {**WITHDRAWN, **fields}
    return AppointmentLetter.objects.create(
        **{
            "appointment": Appointment.objects.create(pilot=pilot, enrolment=enrolment, **held),
            "kind": LetterKind.APPOINTMENT,
            "year": 2026,
            "number": number,
            "reference": f"DL-2026-{number:04}",
            "name_as_printed": str(pilot),
            "sort_key_as_printed": pilot.sort_key,
            "issued_on": date(2025, 12, 1),
            "issued_at": datetime(2025, 12, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")),
            "template": LetterTemplate.objects.get(programme=cohort.programme, kind=LetterKind.APPOINTMENT),
            "signatory": Signatory.objects.first(),
            "content": {},
            "verify_code": f"bcdfghjk{number:012}",
            **fields,
        }
    )
