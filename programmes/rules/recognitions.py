"""What somebody may ask to have recognised, and what a recognition would enter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Q

from people.models.pilot import Pilot
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.programme import TrainingModule
from programmes.models.recognition_request import (
    DECIDED,
    WAITS_FOR_ANSWER,
    RecognitionEvidence,
    RecognitionEvidenceQuerySet,
    RecognitionRequest,
    RecognitionState,
)
from programmes.rules.progress import Entry, Result
from programmes.rules.standing import PersonProgress, progress_of


def applies_with(pilot: Pilot) -> Enrolment | None:
    """The enrolment with which `pilot` may apply now: in training, in a round that goes on; None without one."""
    trains = Enrolment.objects.filter(pilot=pilot, state=EnrolmentState.IN_TRAINING)
    goes_on = trains.exclude(cohort__state__in=(CohortState.PLANNED, CohortState.CANCELLED))
    return goes_on.select_related("cohort__curriculum", "pilot").order_by("-cohort__number").first()


def modules_to_ask_for(enrolment: Enrolment) -> list[Entry]:
    """The modules of the round that are still open for the person and not asked for already; four queries."""
    (person,) = progress_of(enrolment.cohort.curriculum, [enrolment])
    undecided = enrolment.recognition_requests.filter(state=RecognitionState.REQUESTED)
    asked = set(undecided.values_list("modules", flat=True))
    return [entry for entry in open_entries(person) if entry.module_id not in asked]


def open_entries(person: PersonProgress) -> list[Entry]:
    """The modules of the curriculum for which the person has no result that counts."""
    return [standing.entry for standing in person.progress.standings if standing.result is None]


def asked_modules(request: RecognitionRequest) -> list[tuple[TrainingModule, Result | None]]:
    """The modules of `request` with the result that counts by now, None while they are open; four queries."""
    (person,) = progress_of(request.enrolment.cohort.curriculum, [request.enrolment])
    results = {standing.entry.module_id: standing.result for standing in person.progress.standings}
    return [(module, results.get(module.pk)) for module in request.modules.order_by("code")]


@dataclass(frozen=True)
class Recognised:
    """One person of a group with the modules that would be recognised, and those that need nothing any more."""

    enrolment: Enrolment
    gains: tuple[Entry, ...]
    has: tuple[Entry, ...]


def what_a_group_gains(people: Iterable[PersonProgress], modules: Collection[int]) -> list[Recognised]:
    """What recognising `modules`, by their keys, would enter for each of `people`."""
    found = []
    for person in people:
        chosen = [standing for standing in person.progress.standings if standing.entry.module_id in modules]
        gains = tuple(standing.entry for standing in chosen if standing.result is None)
        has = tuple(standing.entry for standing in chosen if standing.result is not None)
        found.append(Recognised(person.enrolment, gains, has))
    return found


def mark_of(group: Sequence[Recognised]) -> str:
    """A short sign for what a preview showed; it changes once recognising would enter something else."""
    told = [f"{one.enrolment.pk}:{','.join(str(entry.module_id) for entry in one.gains)}" for one in group]
    return sha256("\n".join(told).encode()).hexdigest()[:24]


def evidence_to_remove(today: date) -> RecognitionEvidenceQuerySet:
    """The files nobody needs on `today`, without their bytes.

    They stay EVIDENCE_RETENTION_DAYS after the decision or, where nobody decided, after the person has left the round.
    """
    last = today - timedelta(days=settings.EVIDENCE_RETENTION_DAYS)
    left_on, finished_on = "request__enrolment__left_on", "request__enrolment__finished_on"
    long_ago = Q(**{f"{left_on}__lte": last}) | Q(**{f"{finished_on}__lte": last})
    long_ago |= Q(**{left_on: None, finished_on: None, "request__requested_on__lte": last})
    waits = Q(request__enrolment__state__in=WAITS_FOR_ANSWER) & ~Q(
        request__enrolment__cohort__state=CohortState.CANCELLED
    )
    nobody_decides = Q(request__state=RecognitionState.REQUESTED) & ~waits & long_ago
    decided = Q(request__state__in=DECIDED, request__decided_on__lte=last)
    return RecognitionEvidence.objects.kept().filter(decided | nobody_decides).defer("content").order_by("pk")
