"""A person gets a seat in a round, or a place on its waiting list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import PersonName, enter_pilot
from people.errors import Refused
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.keys import set_keys
from programmes.actions.interests import close_interest
from programmes.errors import LetterInvalid, PersonIncomplete
from programmes.letters.characters import clean
from programmes.letters.check import fit_address
from programmes.letters.metrics import missing_glyphs
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from programmes.rules.salutation import address_name_lines

NAME_PARTS = (
    "academic_title",
    "given_names",
    "name_particle",
    "family_name",
    "academic_suffix",
    "display_name_override",
)


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
    """Give `pilot` a seat in `cohort`, or with `waitlist` a place in the queue; raise Refused with the reason.

    The enrolment is written before the seat is taken, as every step locks the enrolment before its round: nobody
    waits in a circle. Without a seat, nothing of it stays.
    """
    _refuse_appointed(pilot, today)
    state = EnrolmentState.WAITLISTED if waitlist else EnrolmentState.PROPOSED
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                cohort=cohort,
                pilot=pilot,
                department=_department_of(pilot, today),
                nomination_path=path,
                state=state,
                enrolled_on=today,
                waits_since=timezone.now() if waitlist else None,
            )
    except IntegrityError:
        raise Refused(_("{name} is in this round already.").format(name=pilot), "mail") from None
    open_round = Cohort.objects.filter(pk=cohort.pk).open_on(today)
    # One UPDATE takes the seat, so two coordinators cannot both take the last one; whoever waits locks the round too.
    seat = F("seats_taken") + (0 if waitlist else 1)
    if not (open_round if waitlist else open_round.with_room()).update(seats_taken=seat):
        fresh = Cohort.objects.get(pk=cohort.pk)
        raise Refused(why_closed(fresh, today), "waitlist" if fresh.is_open(today) else None)
    if pilot.user_id:
        close_interest(pilot.user, by=by, today=today)
    record(by, "enrolled", enrolment, {"round": cohort.pk, "pilot": pilot.pk, "state": str(state)})
    return enrolment


def _refuse_appointed(pilot: Pilot, today: date) -> None:
    """Who holds an appointment, or will, has no use for a seat; once it has ended the way is open again."""
    appointed = Pilot.objects.filter(pk=pilot.pk, appointed_from__isnull=False)
    never_held = Q(appointed_until=F("appointed_from"))
    if appointed.exclude(never_held | Q(appointed_until__lte=today)).exists():
        raise Refused(_("{name} is appointed already.").format(name=pilot), "mail")


def why_closed(cohort: Cohort, today: date) -> str:
    """The sentence that says why nobody can be enrolled in `cohort` on `today`."""
    if cohort.state != CohortState.ENROLLING:
        return _("This round does not take people now: it is {state}.").format(state=cohort.get_state_display())
    if today < cohort.opens_on:
        return _("Enrolment opens on {day}.").format(day=date_format(cohort.opens_on))
    if today > cohort.closes_on:
        return _("Enrolment closed on {day}.").format(day=date_format(cohort.closes_on))
    return _("All seats of this round are taken ({seats}). The waiting list is open.").format(seats=cohort.seats)


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

    Raises Refused where the round is closed or full or the person is in it, and PersonIncomplete, which names every
    field, for somebody new who is not described well enough.
    """
    # An account may sign in with another address than the official one of its person.
    known = Pilot.objects.filter(Q(mail=mail.lower()) | Q(user__email=mail.lower())).first()
    pilot = known or _enter(name, mail.lower(), department, by, today)
    return enrol(pilot, cohort, by=by, today=today, path=path, waitlist=waitlist)


def _enter(name: PersonName, mail: str, department: Department | None, by: User, today: date) -> Pilot:
    account = User.objects.filter(email=mail, is_active=True).first()
    if account is not None and account.family_name and not name.family_name:
        name = PersonName(family_name=account.family_name, given_names=account.given_names)
    if department is None and account is not None:
        department = account.department
    missing = {}
    if not name.family_name:
        missing["family_name"] = _("Nobody with this address is known yet: please enter the name.")
    if department is None:
        missing["department"] = _("Nobody with this address is known yet: please choose the department.")
    if department is None or missing:
        raise PersonIncomplete(missing)
    name = printable(name, department)
    _refuse_namesake(name, department, today)
    return enter_pilot(name, mail, department, by=by, today=today, user=account)


def printable(name: PersonName, department: Department) -> PersonName:
    """Give `name` as a letter prints it: composed (NFC), without invisible characters.

    Raises Refused, naming the part, where nothing of the family name is left, the letters' font lacks a character or
    the address field has no room.
    """
    name = PersonName(**{part: clean(text).strip() for part, text in asdict(name).items()})
    if not name.family_name:
        raise Refused(_("Please enter the family name."), "family_name")
    for part in NAME_PARTS:
        text = getattr(name, part)
        if missing := missing_glyphs(text):
            sentence = _("The letters’ font has no character “{sign}” ({code}), so this name could not be printed.")
            raise Refused(sentence.format(sign=missing[0], code=f"U+{ord(missing[0]):04X}"), part)
        if text:
            _refuse_too_long(part, text)
    whole = "display_name_override" if name.display_name_override else "family_name"
    _refuse_too_long(whole, *address(name, department))
    return name


def address(name: PersonName, department: Department) -> tuple[str, ...]:
    """The rows a letter to this person is addressed with, not yet wrapped to the width of the address field."""
    return (department.name, *address_name_lines(name), settings.CITY_STREET, settings.CITY_TOWN)


def _refuse_too_long(part: str, *rows: str) -> None:
    try:
        fit_address(rows)
    except LetterInvalid as invalid:
        sentence = _("The address field of a letter has no room for this name. {reason}")
        raise Refused(sentence.format(reason=invalid.reason), part) from None


def _refuse_namesake(name: PersonName, department: Department, today: date) -> None:
    wanted = Pilot(**asdict(name))
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
