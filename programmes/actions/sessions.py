"""The dates on which a round works on its modules."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.curriculum import CurriculumModule
from programmes.models.module_session import ModuleSession
from programmes.models.programme import TrainingModule


@action
def plan_session(
    cohort: Cohort,
    module: TrainingModule,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    by: User | None,
    trainer: User | None = None,
) -> ModuleSession:
    """Plan a date of a round, in the module's own format.

    Raises Refused, with the field, for a module outside the round's curriculum, a day outside the round, or an end
    before the beginning.
    """
    if not CurriculumModule.objects.filter(curriculum=cohort.curriculum_id, module=module).exists():
        raise Refused(_("This module is not part of the round’s curriculum."), "module")
    if not cohort.starts_on <= timezone.localdate(starts_at) <= cohort.ends_on:
        raise Refused(_("This day is outside the round."), "starts_at")
    if ends_at <= starts_at:
        raise Refused(_("The session ends before it begins."), "ends_at")
    session = ModuleSession.objects.create(
        cohort=cohort,
        module=module,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        delivery_format=module.delivery_format,
        trainer=trainer,
    )
    trained_by = trainer and trainer.pk
    changes = {"round": cohort.pk, "module": module.pk, "starts_at": starts_at.isoformat(), "trainer": trained_by}
    record(by, "session planned", session, changes)
    return session
