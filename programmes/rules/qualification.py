"""One person's own way through the programme: where they stand, what comes next. Nothing here compares with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from people.models.pilot import Pilot
from programmes.models.appointment import Appointment, AppointmentQuerySet
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.rules.across import progress_across
from programmes.rules.progress import Progress

S = EnrolmentState
# The order in which somebody's several enrolments matter to them.
_WEIGHT = {
    state: weight
    for weight, states in enumerate(
        (
            (S.IN_TRAINING, S.PAUSED),
            (S.PROPOSED, S.CONSENTED, S.AGREED, S.ADMITTED, S.OFFERED, S.WAITLISTED),
            (S.FINISHED,),
            (S.DEFERRED,),
            (S.DECLINED, S.WITHDRAWN, S.DISCONTINUED),
        )
    )
    for state in states
}
_TRAINED = (S.IN_TRAINING, S.PAUSED, S.FINISHED, S.DEFERRED)


@dataclass(frozen=True)
class Qualification:
    """One enrolment of a person: progress where training has begun, the sessions to come for modules still open."""

    enrolment: Enrolment
    progress: Progress | None
    sessions: Sequence[ModuleSession]

    @property
    def is_over(self) -> bool:
        """Whether this enrolment leads nowhere any more; the page shows such ones last and briefly."""
        return _WEIGHT[S(self.enrolment.state)] > _WEIGHT[S.FINISHED]

    @property
    def next_session(self) -> ModuleSession | None:
        return next(iter(self.sessions), None)


def qualifications_of(pilot: Pilot, now: datetime) -> list[Qualification]:
    """All enrolments of `pilot`, the one that matters now first.

    Three queries (enrolments, coordinators, sessions to come), and two for each version of the curriculum.
    """
    enrolments = list(
        Enrolment.objects.filter(pilot=pilot)
        .with_place_in_queue()
        .exclude(cohort__state=CohortState.CANCELLED)
        .annotate(appointed_from=Subquery(_first_appointment().values("effective_from")[:1]))
        .select_related("cohort__curriculum", "deferred_to")
        .prefetch_related("cohort__coordinators")
    )
    trained = [enrolment for enrolment in enrolments if enrolment.state in _TRAINED]
    standing = {person.enrolment.pk: person.progress for person in progress_across(trained)}
    sessions: dict[int, list[ModuleSession]] = defaultdict(list)
    to_come = ModuleSession.objects.filter(cohort__enrolments__in=enrolments, ends_at__gte=now)
    to_come = to_come.taking_place().distinct()
    for session in to_come.select_related("module").order_by("starts_at", "pk"):
        sessions[session.cohort_id].append(session)
    found = [
        Qualification(enrolment, progress := standing.get(enrolment.pk), _still_needed(progress, sessions, enrolment))
        for enrolment in enrolments
    ]
    return sorted(found, key=lambda one: (_WEIGHT[S(one.enrolment.state)], -one.enrolment.cohort.number))


def _first_appointment() -> AppointmentQuerySet:
    return Appointment.objects.filter(enrolment=OuterRef("pk")).order_by("effective_from")


def _still_needed(
    progress: Progress | None, sessions: dict[int, list[ModuleSession]], enrolment: Enrolment
) -> list[ModuleSession]:
    if enrolment.state not in (S.ADMITTED, S.IN_TRAINING):
        return []
    if progress is None:
        return sessions[enrolment.cohort_id]
    done = {standing.entry.module_id for standing in progress.standings if standing.result}
    return [session for session in sessions[enrolment.cohort_id] if session.module_id not in done]
