"""Who is appointed or in training in which department on which days: told as strands, nobody by name.

Most people stand in one department and hold one appointment, and neither changes while one looks: the database counts
them. Only those for whom something begins, ends or stands beside it are fetched one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from people.models.audit_event import AuditHead
from people.models.pilot import DepartmentAssignment
from people.rules.memory import Memory
from programmes.models.appointment import Appointment
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState

DAY = timedelta(days=1)
_TRAINS = (EnrolmentState.IN_TRAINING, EnrolmentState.PAUSED)
_LEFT = (EnrolmentState.DEFERRED, EnrolmentState.WITHDRAWN, EnrolmentState.DISCONTINUED)
_memory = Memory()
_GOING_ON = [state for state in CohortState if state != CohortState.CANCELLED]


@dataclass(frozen=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    def within(self, other: Days) -> Days | None:
        """The days both have; None where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


@dataclass(frozen=True)
class Strand:
    """People in a department over the same days. `who` tells strands apart: a person, or so many people at once."""

    days: Days
    who: int
    people: int = 1


Strands = Mapping[int, Sequence[Strand]]


@dataclass(frozen=True)
class Presence:
    """The appointed of a window of days, and those who train on its first day."""

    appointed: Strands
    training: Strands


def presence(window: Days, *, today: date) -> Presence:
    """Who is where, remembered until the record changes; then the head of the audit chain is another one.

    One query where it is remembered.
    """
    head = AuditHead.objects.values_list("last_hash", flat=True).get()
    return _memory.recall(
        head,
        (window, today),
        lambda: Presence(appointed_during(window), in_training_on(window.first, today=today)),
    )


def appointed_during(window: Days) -> Strands:
    """By department: over which days of `window` people who work there hold an appointment. Two queries.

    The dates count as they are known now: an appointment's end is its first day without, while the last day of a term
    and of an assignment still belongs to it.
    """
    strands: dict[int, list[Strand]] = defaultdict(list)
    counts = Counter(_steady(window))
    for unit, who, days, is_steady in _changing(window):
        counts[unit] -= is_steady
        if days.first <= days.last:
            strands[unit].append(Strand(days, who))
    for unit, people in (+counts).items():
        strands[unit].append(Strand(window, -unit, people))
    return strands


def in_training_on(day: date, *, today: date) -> Strands:
    """By department: who of those who work there on `day` trains then, as far as is known `today`. One query.

    Training lasts from the round's first day, with consent and agreement given, until somebody is through or leaves;
    whoever trains today still does on every later day. People of a cancelled round are not in training.
    """
    stays = Q(state__in=_TRAINS)
    finishes = Q(state=EnrolmentState.FINISHED, finished_on__gt=day)
    leaves = Q(state__in=_LEFT, left_on__gt=day)
    # A round may start before its planned day: what is true today is known by the state.
    begun = Q() if day >= today else Q(cohort__starts_on__lte=day)
    training = Enrolment.objects.filter(
        stays | finishes | leaves, begun, enrolled_on__lte=day, agreed_on__lte=day, cohort__state__in=_GOING_ON
    )
    places = DepartmentAssignment.objects.valid_on(day).filter(pilot__in=training.values("pilot"))
    strands: dict[int, list[Strand]] = defaultdict(list)
    for unit, who in places.values_list("department", "pilot"):
        strands[unit].append(Strand(Days(day, day), who))
    return strands


def _stays(window: Days) -> Q:
    """Assignments of the whole window and without an end; by their constraint nobody has two."""
    return Q(is_primary=True, valid_from__lte=window.first, valid_until__isnull=True)


def _keeps(window: Days) -> Q:
    """Appointments of the whole window and not ended; by their constraint nobody has two."""
    term = Q(effective_until__isnull=True) | Q(effective_until__gte=window.last)
    return term & Q(effective_from__lte=window.first, ended_on__isnull=True)


def _steady(window: Days) -> dict[int, int]:
    """By department, the number of people who work there and are appointed all through the window."""
    appointed = Appointment.objects.filter(_keeps(window)).values("pilot")
    places = DepartmentAssignment.objects.filter(_stays(window), pilot__in=appointed)
    return dict(places.values_list("department").annotate(people=Count("pk")))


def _changing(window: Days) -> Iterator[tuple[int, int, Days, bool]]:
    """Every assignment with every appointment of those who have other ones than steady: department, person, their days.

    The last says whether `_steady` has counted it.
    """
    first, last = window.first, window.last
    works = Q(valid_from__lte=last) & (Q(valid_until__isnull=True) | Q(valid_until__gte=first))
    term = Q(effective_until__isnull=True) | Q(effective_until__gte=first)
    holds = term & Q(effective_from__lte=last) & (Q(ended_on__isnull=True) | Q(ended_on__gt=first))
    moving = DepartmentAssignment.objects.filter(works).exclude(_stays(window)).values("pilot")
    ending = Appointment.objects.filter(holds).exclude(_keeps(window)).values("pilot")
    rows = Appointment.objects.filter(
        holds,
        Q(pilot__in=moving) | Q(pilot__in=ending),
        Q(pilot__assignments__valid_until__isnull=True) | Q(pilot__assignments__valid_until__gte=first),
        pilot__assignments__valid_from__lte=last,
    )
    place = [f"pilot__assignments__{name}" for name in ("department", "valid_from", "valid_until", "is_primary")]
    for who, held_from, held_to, ended, unit, here_from, here_to, is_primary in rows.values_list(
        "pilot", "effective_from", "effective_until", "ended_on", *place
    ):
        ends = [here_to or last, held_to or last, ended - DAY if ended else last]
        days = Days(max(here_from, held_from, first), min(*ends, last))
        yield unit, who, days, days == window and is_primary and here_to is None and ended is None
