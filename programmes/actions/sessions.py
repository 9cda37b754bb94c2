"""The dates on which a round works on its modules: planned, changed, called off; none is ever deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import CurriculumModule
from programmes.models.module_session import ModuleSession
from programmes.models.programme import DeliveryFormat, TrainingModule

_OVER = (CohortState.COMPLETED, CohortState.CANCELLED)


@dataclass(frozen=True)
class SessionPlan:
    """What a session is planned with; who teaches is an account, or a name, or still open.

    Without `seats` it has as many as the round."""

    module: TrainingModule
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    delivery_format: str = DeliveryFormat.ON_SITE
    link: str = ""
    trainer: User | None = None
    external_trainer: str = ""
    seats: int | None = None


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
    """Plan a date of a round in the module's own format; see `plan_sessions`."""
    plan = SessionPlan(module, starts_at, ends_at, place, module.delivery_format, trainer=trainer)
    return plan_sessions(cohort, [plan], by=by)[0]


@action
def plan_sessions(cohort: Cohort, plans: Sequence[SessionPlan], *, by: User | None) -> list[ModuleSession]:
    """Plan dates of a round, all or none of them.

    Raises Refused, with the field, for a module outside the round's curriculum, a day outside the round, an end before
    the beginning, two trainers, and a round that is over.
    """
    fresh = Cohort.objects.select_for_update().get(pk=cohort.pk)
    sessions = []
    for plan in plans:
        _check(fresh, plan)
        session = ModuleSession.objects.create(cohort=fresh, **_fields(plan))
        sessions.append(session)
        record(by, "session planned", session, {"round": fresh.pk, "module": plan.module.pk, **_what(session)})
    return sessions


@action
def change_session(session: ModuleSession, plan: SessionPlan, *, by: User) -> ModuleSession:
    """Change a session that takes place; calendars learn of it by its next number. The same plan changes nothing.

    Raises Refused as `plan_sessions`, and for a session that was called off, and for fewer seats than guests have.
    """
    fresh = _locked(session)
    if fresh.cancelled_at is not None:
        raise Refused(_("This session was called off. Please plan a new one."))
    _check(fresh.cohort, plan)
    if plan.seats is not None and plan.seats < fresh.guests.count():
        raise Refused(_("Guests of other rounds have more seats than that already."), "seats")
    before = {field: getattr(fresh, field) for field in _fields(plan)}
    after = _fields(plan)
    changed = sorted(field for field, value in after.items() if before[field] != value)
    if not changed:
        return fresh
    for field in changed:
        setattr(fresh, field, after[field])
    fresh.sequence += 1
    fresh.save(update_fields=[*changed, "sequence"])
    record(by, "session changed", fresh, {"round": fresh.cohort_id, "fields": changed, **_what(fresh)})
    return fresh


@action
def cancel_session(session: ModuleSession, *, by: User | None, at: datetime) -> ModuleSession:
    """Call a session off; it stays in the record. Raises Refused where it has begun or was called off already."""
    fresh = _locked(session)
    if fresh.cancelled_at is not None:
        raise Refused(_("This session was called off already."))
    if fresh.starts_at <= at:
        raise Refused(_("This session has begun already; it cannot be called off any more."))
    fresh.cancelled_at = at
    fresh.sequence += 1
    fresh.save(update_fields=["cancelled_at", "sequence"])
    record(by, "session called off", fresh, {"round": fresh.cohort_id, **_what(fresh)})
    return fresh


def _locked(session: ModuleSession) -> ModuleSession:
    sessions = ModuleSession.objects.select_for_update(of=("self",)).select_related("cohort", "module", "trainer")
    return sessions.get(pk=session.pk)


def _fields(plan: SessionPlan) -> dict[str, object]:
    return {field: getattr(plan, field) for field in plan.__dataclass_fields__}


def _what(session: ModuleSession) -> dict[str, str | int | None]:
    return {"starts_at": session.starts_at.isoformat(), "trainer": session.trainer_id}


def _check(cohort: Cohort, plan: SessionPlan) -> None:
    if cohort.state in _OVER:
        raise Refused(_("This round is over; its dates stay as they are."))
    if not CurriculumModule.objects.filter(curriculum=cohort.curriculum_id, module=plan.module).exists():
        raise Refused(_("This module is not part of the round’s curriculum."), "module")
    if not cohort.starts_on <= timezone.localdate(plan.starts_at) <= cohort.ends_on:
        raise Refused(_("This day is outside the round."), "starts_at")
    if plan.ends_at <= plan.starts_at:
        raise Refused(_("The session ends before it begins."), "ends_at")
    if plan.trainer and plan.external_trainer:
        raise Refused(_("Please choose an account or enter a name, not both."), "external_trainer")
