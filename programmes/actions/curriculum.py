"""What has to be learned: the programme, its subject areas and modules, and the versions of its curriculum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department
from people.models.role_name import RoleName
from people.models.user import User
from programmes.models.curriculum import Curriculum, CurriculumModule, ModuleKind
from programmes.models.programme import DeliveryFormat, Programme, SubjectArea, TrainingModule


@action
def found_programme(name: str, *, role_name: RoleName, office: Department, by: User | None) -> Programme:
    """Found a programme, run by `office`, whose graduates are called by `role_name`."""
    programme = Programme.objects.create(name=name, role_name=role_name, office=office)
    record(by, "programme founded", programme, {"name": name, "office": office.pk})
    return programme


@action
def add_subject_area(programme: Programme, name: str, *, by: User | None) -> SubjectArea:
    """Add a field the programme covers, after those it has."""
    last = programme.subject_areas.aggregate(last=Max("position"))["last"] or 0
    area = SubjectArea.objects.create(programme=programme, name=name, position=last + 1)
    record(by, "subject area added", area, {"name": name})
    return area


@action
def add_module(
    area: SubjectArea,
    code: str,
    title: str,
    *,
    teaching_units: int,
    delivery_format: DeliveryFormat,
    by: User | None,
    content: str = "",
    prerequisites: Iterable[TrainingModule] = (),
) -> TrainingModule:
    """Add a module of so many units of 45 minutes to the area's programme; raise Refused where the code is taken."""
    if TrainingModule.objects.filter(programme=area.programme_id, code=code).exists():
        raise Refused(_("There is a module with this code already."), "code")
    module = TrainingModule.objects.create(
        programme_id=area.programme_id,
        code=code,
        title=title,
        subject_area=area,
        content=content,
        teaching_units=teaching_units,
        delivery_format=delivery_format,
    )
    needed = list(prerequisites)
    module.prerequisites.set(needed)
    record(by, "module added", module, {"code": code, "needs": [before.code for before in needed]})
    return module


@action
def release_curriculum(
    programme: Programme,
    *,
    required: Sequence[TrainingModule],
    electives: Sequence[TrainingModule],
    electives_needed: int,
    by: User | None,
    elective_units_needed: int = 0,
) -> Curriculum:
    """Release the next version of the curriculum, whole and in this order; nothing changes it, another may follow.

    Raises Refused where it holds no module, or asks for more electives, or units of them, than it offers.
    """
    if not required and not electives:
        raise Refused(_("Please choose at least one module."), "modules")
    if elective_units_needed > sum(module.teaching_units for module in electives):
        raise Refused(
            _("The curriculum asks for more teaching units than its electives have."), "elective_units_needed"
        )
    if electives_needed > len(electives):
        raise Refused(_("The curriculum asks for more electives than it offers."), "electives_needed")
    Programme.objects.select_for_update().get(pk=programme.pk)  # so that two releases take two numbers
    last = programme.curricula.aggregate(last=Max("version"))["last"] or 0
    curriculum = Curriculum.objects.create(
        programme=programme,
        version=last + 1,
        electives_needed=electives_needed,
        elective_units_needed=elective_units_needed,
    )
    kinds = [(module, ModuleKind.REQUIRED) for module in required]
    kinds += [(module, ModuleKind.ELECTIVE) for module in electives]
    CurriculumModule.objects.bulk_create(
        CurriculumModule(curriculum=curriculum, module=module, kind=kind, position=position)
        for position, (module, kind) in enumerate(kinds, start=1)
    )
    modules = {module.code: kind.value for module, kind in kinds}
    changes = {
        "version": curriculum.version,
        "modules": modules,
        "electives_needed": electives_needed,
        "elective_units_needed": elective_units_needed,
    }
    record(by, "curriculum released", curriculum, changes)
    return curriculum


@action
def describe_programme(programme: Programme, *, purpose: str, tasks: str, expected_effort: str, by: User) -> Programme:
    """Write what employees read of the programme: what it is for, what a graduate does, how much time it takes."""
    told = {"purpose": purpose.strip(), "tasks": tasks.strip(), "expected_effort": expected_effort.strip()}
    changed = [field for field, text in told.items() if getattr(programme, field) != text]
    for field in changed:
        setattr(programme, field, told[field])
    if changed:
        programme.save(update_fields=changed)
        record(by, "programme described", programme, {"fields": changed})
    return programme


@action
def change_module(
    module: TrainingModule,
    *,
    title: str,
    content: str,
    teaching_units: int,
    delivery_format: DeliveryFormat,
    prerequisites: Iterable[TrainingModule],
    by: User,
) -> TrainingModule:
    """Correct a module. Its units stay as they are once a round uses it: what was completed by them stays complete.

    Raises Refused, with the field, for other units of such a module, and where a module would need itself.
    """
    fresh = TrainingModule.objects.select_for_update().get(pk=module.pk)
    if teaching_units != fresh.teaching_units and is_used(fresh):
        raise Refused(
            _("A round uses this module: its teaching units stay. Please add a new module."), "teaching_units"
        )
    needed = list(prerequisites)
    if fresh in _all_needed(needed):
        raise Refused(_("A module cannot need itself, not even by way of others."), "prerequisites")
    told = {"title": title, "content": content, "teaching_units": teaching_units, "delivery_format": delivery_format}
    changed = [field for field, value in told.items() if getattr(fresh, field) != value]
    for field in changed:
        setattr(fresh, field, told[field])
    fresh.save(update_fields=changed)
    if set(fresh.prerequisites.all()) != set(needed):
        fresh.prerequisites.set(needed)
        changed.append("prerequisites")
    if changed:
        record(by, "module changed", fresh, {"fields": changed})
    return fresh


def is_used(module: TrainingModule) -> bool:
    """Whether the curriculum of a round holds the module."""
    return CurriculumModule.objects.filter(module=module, curriculum__cohort__isnull=False).exists()


def _all_needed(modules: Iterable[TrainingModule]) -> set[TrainingModule]:
    """The modules and all that these need, and so on."""
    found: set[TrainingModule] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend(module.prerequisites.all())
    return found
