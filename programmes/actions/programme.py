"""The programme is set up on the first day of a register, and kept from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from digilotsen.lock import only_one
from people.actions.action import action, record
from people.actions.role_names import RoleForms, name_role, rename_role
from people.errors import Refused
from people.models.department import Department
from people.models.user import User
from programmes.actions.curriculum import add_subject_area, describe_programme, found_programme
from programmes.models.programme import Programme


@dataclass(frozen=True)
class ProgrammePlan:
    """What a programme is called, what its graduates are, who runs it, and what employees read about it."""

    name: str
    office: Department
    role: RoleForms
    purpose: str = ""
    tasks: str = ""
    expected_effort: str = ""


def set_up_programme(plan: ProgrammePlan, *, areas: Iterable[str], by: User) -> Programme:
    """Found the one programme of a register with its subject areas; raise Refused where there is one already.

    One at a time, because there is no row yet that could be locked.
    """
    with only_one("programme") as alone:
        if not alone:
            raise Refused(_("Somebody else sets up the programme just now."))
        return _set_up(plan, areas, by)


@action
def _set_up(plan: ProgrammePlan, areas: Iterable[str], by: User) -> Programme:
    if Programme.objects.exists():
        raise Refused(_("The programme is set up already."))
    programme = found_programme(plan.name, role_name=name_role(plan.role, by=by), office=plan.office, by=by)
    for name in areas:
        add_subject_area(programme, name, by=by)
    return _describe(programme, plan, by)


@action
def change_programme(
    programme: Programme, plan: ProgrammePlan, *, areas: Mapping[int, str], more_areas: Iterable[str], by: User
) -> Programme:
    """Write down anew what the programme is; letters that were issued go on saying what they said.

    `areas` names the subject areas there are, by their keys; one without a name is removed, and Refused, with the field
    `area_<key>`, where modules belong to it. `more_areas` come after them.
    """
    fresh = Programme.objects.select_for_update(of=("self",)).select_related("role_name").get(pk=programme.pk)
    changes = {"name": plan.name, "office": plan.office}
    changed = [field for field, value in changes.items() if getattr(fresh, field) != value]
    for field in changed:
        setattr(fresh, field, changes[field])
    if changed:
        fresh.save(update_fields=changed)
        record(by, "programme changed", fresh, {"name": plan.name, "office": plan.office.pk})
    rename_role(fresh.role_name, plan.role, by=by)
    _name_areas(fresh, areas, by)
    for name in more_areas:
        add_subject_area(fresh, name, by=by)
    return _describe(fresh, plan, by)


def _name_areas(programme: Programme, areas: Mapping[int, str], by: User) -> None:
    for area in programme.subject_areas.filter(pk__in=areas):
        name = areas[area.pk]
        if name == area.name:
            continue
        if name:
            record(by, "subject area renamed", area, {"before": area.name, "name": name})
            area.name = name
            area.save(update_fields=["name"])
            continue
        if programme.modules.filter(subject_area=area).exists():
            raise Refused(_("Modules belong to this subject area; it needs a name."), f"area_{area.pk}")
        record(by, "subject area removed", area, {"name": area.name})
        area.delete()


def _describe(programme: Programme, plan: ProgrammePlan, by: User) -> Programme:
    return describe_programme(
        programme, purpose=plan.purpose, tasks=plan.tasks, expected_effort=plan.expected_effort, by=by
    )
