"""People of the programme: entered, named, moved, appointed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, FormOfAddress, Pilot
from people.models.role_name import RoleForm
from people.models.user import User
from people.rules.keys import name_words, set_keys
from people.rules.moves import Move, moved


@dataclass(frozen=True)
class PersonName:
    """A name in its parts, with how its bearer wants to be addressed and called, and how it is spoken."""

    family_name: str
    given_names: str = ""
    academic_title: str = ""
    name_particle: str = ""
    academic_suffix: str = ""
    display_name_override: str = ""
    form_of_address: str = FormOfAddress.NEUTRAL
    role_form: str = RoleForm.NEUTRAL
    pronunciation: str = ""


def name_of(pilot: Pilot) -> PersonName:
    """The name of a person as it stands, in its parts."""
    return PersonName(**{part.name: getattr(pilot, part.name) for part in fields(PersonName)})


@action
def enter_pilot(
    name: PersonName,
    mail: str,
    department: Department,
    *,
    by: User | None,
    today: date,
    user: User | None = None,
    phone: str = "",
    room: str = "",
) -> Pilot:
    """Enter a person of the programme, working in `department` from `today`; raise Refused where the mail is taken."""
    pilot = Pilot(mail=mail.lower(), user=user, phone=phone, room=room, **asdict(name))
    set_keys(pilot)
    try:
        with transaction.atomic():
            pilot.save()
    except IntegrityError:  # the constraint decides, so that two who enter the same person at once get one answer
        raise Refused(_("A person with this e-mail address is in the register already."), "mail") from None
    NameWord.objects.bulk_create(name_words([pilot]))
    DepartmentAssignment.objects.create(pilot=pilot, department=department, valid_from=today)
    record(by, "person entered", pilot, {"department": department.pk})
    return pilot


@action
def correct_name(pilot: Pilot, name: PersonName, *, by: User | None) -> Pilot:
    """Write a person's name as it should be from now on; letters issued before keep what they said."""
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    changed = [field for field, value in asdict(name).items() if getattr(pilot, field) != value]
    for field in changed:
        setattr(pilot, field, getattr(name, field))
    if changed:
        set_keys(pilot)
        pilot.save()
        NameWord.objects.filter(pilot=pilot).delete()
        NameWord.objects.bulk_create(name_words([pilot]))
        record(by, "name corrected", pilot, {"fields": changed})
    return pilot


@action
def move_pilot(pilot: Pilot, department: Department, *, by: User | None, on: date) -> DepartmentAssignment:
    """Let a person work primarily in `department` from `on`; the assignment before ends the day before.

    So does a further one to `department`: nobody works in one twice at a time.

    Raises Refused for a move before the present assignment began, or into the same department.
    """
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    present = DepartmentAssignment.objects.filter(pilot=pilot, is_primary=True).order_by("valid_from").last()
    if present is not None and (present.valid_until is None or present.valid_until >= on):
        if present.department_id == department.pk:
            raise Refused(_("The person works in this department already."), "department")
        if present.valid_from >= on:
            raise Refused(_("The move is before the day the present assignment began."), "on")
        present.valid_until = on - timedelta(days=1)
        present.save()
    further = DepartmentAssignment.objects.filter(pilot=pilot, department=department, is_primary=False)
    further.filter(valid_from__gte=on).delete()
    further.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).update(valid_until=on - timedelta(days=1))
    assignment = DepartmentAssignment.objects.create(pilot=pilot, department=department, valid_from=on)
    User.objects.filter(pilot=pilot).update(department=department)
    record(by, "person moved", pilot, {"to": department.pk, "on": str(on)})
    moved(Move(pilot, present.department if present else None, department, on, by))
    return assignment


@action
def note_appointment(pilots: Mapping[Pilot, tuple[date | None, date | None, int | None]], *, by: User | None) -> None:
    """Keep on each pilot from when to when it is appointed and out of which round: (from, until, round)."""
    for pilot, facts in pilots.items():
        pilot.appointed_from, pilot.appointed_until, pilot.appointed_round = facts
        record(by, "appointment noted", pilot, {"from": str(facts[0]), "until": str(facts[1]), "round": facts[2]})
    Pilot.objects.bulk_update(pilots, ["appointed_from", "appointed_until", "appointed_round"])
