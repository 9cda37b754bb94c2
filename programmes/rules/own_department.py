"""What a head of department sees of the own people: who is in training and when, who is appointed; never how they do.

Whoever is through with a module is no longer expected at its dates, so dates chosen for a person would tell the result.
The dates here are therefore those of the round, the same for everybody in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, DepartmentAssignmentQuerySet, Pilot, PilotQuerySet
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.rules.answers import own_people

# A pause looks like training: that somebody pauses says how they do.
IN_TRAINING = (EnrolmentState.ADMITTED, EnrolmentState.IN_TRAINING, EnrolmentState.PAUSED)


@dataclass(frozen=True)
class OwnRound:
    """A round, who of the own people takes part in it, and all its dates to come."""

    cohort: Cohort
    people: tuple[Pilot, ...]
    sessions: tuple[ModuleSession, ...]


def rounds_of_own_people(user: User, now: datetime, today: date) -> list[OwnRound]:
    """The rounds in which people of the departments that `user` leads are trained, the earliest first; six queries."""
    people: dict[Cohort, list[Pilot]] = defaultdict(list)
    training = own_people(user, today).filter(state__in=IN_TRAINING).exclude(cohort__state=CohortState.CANCELLED)
    for enrolment in training:
        people[enrolment.cohort].append(enrolment.pilot)
    sessions: dict[int, list[ModuleSession]] = defaultdict(list)
    for session in ModuleSession.objects.taking_place().filter(cohort__in=people, ends_at__gte=now):
        sessions[session.cohort_id].append(session)
    return [OwnRound(cohort, tuple(pilots), tuple(sessions[cohort.pk])) for cohort, pilots in people.items()]


def own_pilots(user: User, today: date) -> PilotQuerySet:
    """The pilots appointed today who work in a department that `user` leads, or below it, in order."""
    return Pilot.objects.appointed_on(today).filter(pk__in=_own_places(user, today).values("pilot")).in_order()


def own_places(user: User, pilots: Sequence[Pilot], today: date) -> list[tuple[Pilot, list[Department]]]:
    """Each of `pilots` with the departments led by `user` in which they work."""
    places: dict[int, list[Department]] = defaultdict(list)
    found = _own_places(user, today).filter(pilot__in=pilots).select_related("department")
    for assignment in found.order_by("-is_primary", "pk"):
        places[assignment.pilot_id].append(assignment.department)
    return [(pilot, places[pilot.pk]) for pilot in pilots]


def _own_places(user: User, today: date) -> DepartmentAssignmentQuerySet:
    led = Department.objects.led_by(user, today)
    return DepartmentAssignment.objects.valid_on(today).filter(department__in=led)
