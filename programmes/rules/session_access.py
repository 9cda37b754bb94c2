"""Which dates of a round somebody may see: its coordinators all of them, a trainer the own ones."""

from __future__ import annotations

from collections.abc import Collection

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSessionQuerySet


def dates_seen_by(user: User, roles: Collection[Role], pk: int) -> tuple[Cohort, ModuleSessionQuerySet] | None:
    """The round with this key and those of its dates `user` may see; None where that is none of theirs."""
    if Role.COORDINATOR in roles:
        cohort = Cohort.objects.run_by(user).filter(pk=pk).first()
        if cohort is not None:
            return cohort, cohort.sessions.all()
    if Role.TRAINER in roles:
        cohort = Cohort.objects.taught_by(user).filter(pk=pk).first()
        if cohort is not None:
            return cohort, cohort.sessions.visible_to_trainer(user)
    return None
