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
) -> Curriculum:
    """Release the next version of the curriculum, whole and in this order; nothing changes it, another may follow.

    Raises Refused where it asks for more electives than it offers.
    """
    if electives_needed > len(electives):
        raise Refused(_("The curriculum asks for more electives than it offers."), "electives_needed")
    last = programme.curricula.aggregate(last=Max("version"))["last"] or 0
    curriculum = Curriculum.objects.create(programme=programme, version=last + 1, electives_needed=electives_needed)
    kinds = [(module, ModuleKind.REQUIRED) for module in required]
    kinds += [(module, ModuleKind.ELECTIVE) for module in electives]
    CurriculumModule.objects.bulk_create(
        CurriculumModule(curriculum=curriculum, module=module, kind=kind, position=position)
        for position, (module, kind) in enumerate(kinds, start=1)
    )
    modules = {module.code: kind.value for module, kind in kinds}
    changes = {"version": curriculum.version, "modules": modules, "electives_needed": electives_needed}
    record(by, "curriculum released", curriculum, changes)
    return curriculum
