"""A person gets a seat in a round, or a place on its waiting list."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import PersonName, enter_pilot
from people.errors import Refused
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.keys import set_keys
from programmes.letters.metrics import missing_glyphs
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath


@action
def enrol(
    pilot: Pilot,
    cohort: Cohort,
    *,
    by: User | None,
    today: date,
    path: NominationPath = NominationPath.ASKED,
    waitlist: bool = False,
) -> Enrolment:
    """Give `pilot` a seat in `cohort`, or with `waitlist` a place in the queue; raise Refused with the reason."""
    state = EnrolmentState.WAITLISTED if waitlist else EnrolmentState.PROPOSED
    open_round = Cohort.objects.filter(pk=cohort.pk).open_on(today)
    # One UPDATE takes the seat, so two coordinators cannot both take the last one.
    taken = open_round.exists() if waitlist else open_round.with_room().update(seats_taken=F("seats_taken") + 1)
    if not taken:
        raise Refused(why_closed(Cohort.objects.get(pk=cohort.pk), today))
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                cohort=cohort,
                pilot=pilot,
                department=_department_of(pilot, today),
                nomination_path=path,
                state=state,
                enrolled_on=today,
            )
    except IntegrityError:
        raise Refused(_("{name} is in this round already.").format(name=pilot), "mail") from None
    record(by, "enrolled", enrolment, {"round": cohort.pk, "pilot": pilot.pk, "state": str(state)})
    return enrolment


def why_closed(cohort: Cohort, today: date) -> str:
    """The sentence that says why nobody can be enrolled in `cohort` on `today`."""
    if cohort.state != CohortState.ENROLLING:
        return _("This round does not take people now: it is {state}.").format(state=cohort.get_state_display())
    if today < cohort.opens_on:
        return _("Enrolment opens on {day}.").format(day=date_format(cohort.opens_on))
    if today > cohort.closes_on:
        return _("Enrolment closed on {day}.").format(day=date_format(cohort.closes_on))
    return _("All {seats} seats of this round are taken. The waiting list is open.").format(seats=cohort.seats)


@action
def enrol_person(
    name: PersonName,
    mail: str,
    department: Department | None,
    cohort: Cohort,
    *,
    by: User,
    today: date,
    path: NominationPath = NominationPath.ASKED,
    waitlist: bool = False,
) -> Enrolment:
    """Enrol whoever has this official mail; somebody new enters the register with the name and department given.

    Raises Refused where the round is closed or full, the person is in it, or somebody new is not described well enough.
    """
    pilot = Pilot.objects.filter(mail=mail.lower()).first() or _enter(name, mail.lower(), department, by, today)
    return enrol(pilot, cohort, by=by, today=today, path=path, waitlist=waitlist)


def _enter(name: PersonName, mail: str, department: Department | None, by: User, today: date) -> Pilot:
    account = User.objects.filter(email=mail, is_active=True).first()
    if account is not None and account.family_name and not name.family_name:
        name = PersonName(family_name=account.family_name, given_names=account.given_names)
    department = department or (account and account.department)
    if not name.family_name:
        raise Refused(_("Nobody with this address is known yet: please enter the name."), "family_name")
    if department is None:
        raise Refused(_("Nobody with this address is known yet: please choose the department."), "department")
    refuse_unprintable(name)
    _refuse_namesake(name, department, today)
    return enter_pilot(name, mail, department, by=by, today=today, user=account)


def refuse_unprintable(name: PersonName) -> None:
    """Raise Refused, naming field and character, where a letter could not print this name."""
    for field in ("academic_title", "given_names", "name_particle", "family_name", "academic_suffix"):
        missing = missing_glyphs(getattr(name, field))
        if missing:
            raise Refused(
                _("The letters’ font has no character “{character}”, so this name could not be printed.").format(
                    character=missing[0]
                ),
                field,
            )


def _refuse_namesake(name: PersonName, department: Department, today: date) -> None:
    wanted = Pilot(family_name=name.family_name, given_names=name.given_names)
    set_keys(wanted)
    namesake = Pilot.objects.in_department(department, today).filter(search_text=wanted.search_text).first()
    if namesake is not None:
        raise Refused(
            _("{name} of this department is known under {mail}. Is it the same person? Then use that address.").format(
                name=namesake, mail=namesake.mail
            ),
            "mail",
        )


def _department_of(pilot: Pilot, today: date) -> Department:
    assignment = (
        DepartmentAssignment.objects.valid_on(today)
        .filter(pilot=pilot, is_primary=True)
        .select_related("department")
        .first()
    )
    if assignment is None:
        raise Refused(_("{name} works in no department on this day.").format(name=pilot), "department")
    return assignment.department
