"""The office corrects an entry of the directory, and the person is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import PersonName, correct_name, move_pilot, name_of
from people.errors import Refused
from people.mail.entry_changed import EntryPart, tell_of_change
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User


@dataclass(frozen=True)
class Contact:
    """Where a pilot is reached officially."""

    mail: str
    phone: str = ""
    room: str = ""


@action
def correct_entry(pilot: Pilot, name: PersonName, contact: Contact, *, by: User) -> bool:
    """Write name and official contact as they should be, and say whether the person is told of a change.

    How the person is addressed and called, and how the name is spoken, stays as they chose. Raises Refused where the
    mail is somebody else's.
    """
    before = Pilot.objects.select_for_update().get(pk=pilot.pk)
    kept = {part: getattr(before, part) for part in ("form_of_address", "role_form", "pronunciation")}
    name = replace(name, **kept)
    pilot = correct_name(before, name, by=by)
    parts = [EntryPart.NAME] if name_of(before) != name else []
    values = {"phone": contact.phone, "room": contact.room, "mail": contact.mail.lower()}
    fields = [field for field, value in values.items() if getattr(pilot, field) != value]
    if fields:
        for field in fields:
            setattr(pilot, field, values[field])
        try:
            with transaction.atomic():
                pilot.save(update_fields=fields)
        except IntegrityError:  # the constraint decides, so that two people never share an address
            raise Refused(_("Another person of the register has this e-mail address."), "mail") from None
        record(by, "contact corrected", pilot, {"fields": fields})
    return tell_of_change(pilot, [*parts, *map(EntryPart, fields)], by=by, formerly=before.mail)


@action
def move_entry(pilot: Pilot, department: Department, *, by: User, on: date) -> bool:
    """Let the person work primarily in `department` from `on`, and say whether they are told.

    Raises Refused as move_pilot does, and for a department that does not exist on that day.
    """
    _check_exists(department, on, "on")
    move_pilot(pilot, department, by=by, on=on)
    return tell_of_change(pilot, [EntryPart.DEPARTMENT], by=by)


@action
def add_assignment(
    pilot: Pilot, department: Department, *, by: User, valid_from: date, valid_until: date | None = None
) -> bool:
    """Let the person work in `department`, too, and say whether they are told.

    Raises Refused for days that make no sense, or where the person works there in that time already.
    """
    _check_exists(department, valid_from, "valid_from")
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if valid_until is not None and valid_until < valid_from:
        raise Refused(_("The last day is before the first."), "valid_until")
    there = DepartmentAssignment.objects.filter(pilot=pilot, department=department)
    there = there.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=valid_from))
    if valid_until is not None:
        there = there.filter(valid_from__lte=valid_until)
    if there.exists():
        raise Refused(_("The person works in this department in that time already."), "department")
    assignment = DepartmentAssignment.objects.create(
        pilot=pilot, department=department, valid_from=valid_from, valid_until=valid_until, is_primary=False
    )
    changes = {"pilot": pilot.pk, "department": department.pk, "from": str(valid_from), "until": str(valid_until)}
    record(by, "assignment added", assignment, changes)
    return tell_of_change(pilot, [EntryPart.FURTHER_DEPARTMENTS], by=by)


@action
def end_assignment(assignment: DepartmentAssignment, *, by: User, last_day: date) -> bool:
    """Let a further assignment end on `last_day`, and say whether the person is told.

    Raises Refused for the primary one, which a move ends, and for a day outside of it.
    """
    pilot = Pilot.objects.select_for_update().get(pk=assignment.pilot_id)
    assignment = DepartmentAssignment.objects.get(pk=assignment.pk)
    if assignment.is_primary:
        raise Refused(_("This is where the person mainly works. A move to another department ends it."))
    if last_day < assignment.valid_from:
        raise Refused(_("The person begins there only later."), "last_day")
    if assignment.valid_until is not None and last_day >= assignment.valid_until:
        end = date_format(assignment.valid_until)
        raise Refused(_("It ends on {day} already.").format(day=end), "last_day")
    assignment.valid_until = last_day
    assignment.save(update_fields=["valid_until"])
    record(by, "assignment ended", assignment, {"pilot": pilot.pk, "last_day": str(last_day)})
    return tell_of_change(pilot, [EntryPart.FURTHER_DEPARTMENTS], by=by)


def _check_exists(department: Department, day: date, field: str) -> None:
    # Locked, and before the person, as everywhere (actions.departments), so that nobody closes it meanwhile.
    fresh = Department.objects.select_for_update(no_key=True).get(pk=department.pk)
    if not fresh.is_valid_on(day):
        raise Refused(_("“{department}” does not exist on this day.").format(department=department), field)
