"""The programme at a glance for somebody who coordinates: the own rounds, and all of them together in numbers only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from people.models.audit_event import AuditHead
from people.models.pilot import Pilot
from people.models.user import User
from people.rules.memory import Memory
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.rules.across import progress_across
from programmes.rules.over_time import OverTime, Step, over_time
from programmes.rules.progress import Entry
from programmes.rules.rounds import RoundStates
from programmes.rules.standing import PersonProgress

OPEN = (CohortState.PLANNED, CohortState.ENROLLING, CohortState.RUNNING)
# Of the rounds that are over so many are shown; the list of rounds has them all.
LATEST_COMPLETED = 5
NEXT_SESSIONS = 8
_memory = Memory()


@dataclass(frozen=True)
class RoundFigures(RoundStates):
    """One of the own rounds in numbers."""

    ready: int
    lacking: int
    appointed: int


@dataclass(frozen=True)
class HoldUp:
    """A required module that people in the running rounds still lack.

    `without_date` of them are in a round in which no session of it is to come; `next_session` is the first one to come
    in any of these rounds.
    """

    module: Entry
    people: int
    lacking: int
    without_date: int
    next_session: ModuleSession | None


@dataclass(frozen=True)
class ProgrammeFigures:
    """All rounds together, whoever runs them."""

    appointed: int
    in_training: int
    running: int
    over_time: OverTime


@dataclass(frozen=True)
class Dashboard:
    """What the page shows. `electives` people in the running rounds still need an elective."""

    rounds: tuple[RoundFigures, ...]
    hold_ups: tuple[HoldUp, ...]
    electives: int
    sessions: tuple[ModuleSession, ...]
    everybody: ProgrammeFigures

    @property
    def in_training(self) -> int:
        """How many people train in the own running rounds."""
        return sum(one.in_training for one in self.rounds if one.cohort.state == CohortState.RUNNING)

    @property
    def most_lacking(self) -> int:
        return max(hold_up.lacking for hold_up in self.hold_ups)


def dashboard_of(user: User, step: Step, now: datetime) -> Dashboard:
    """What `user` sees: seven queries, two more for each version of the curriculum in the own running rounds.

    What all rounds sum up to is remembered until the record changes; asked for the first time, it takes five more.
    """
    today = timezone.localdate(now)
    cohorts = _own_rounds(user)
    trained = _in_training(cohorts)
    sessions = ModuleSession.objects.filter(cohort__in=[cohort.pk for cohort in cohorts], starts_at__gt=now)
    to_come = list(sessions.taking_place().select_related("module", "cohort"))
    return Dashboard(
        rounds=_figures(cohorts, trained, today),
        hold_ups=_hold_ups(trained, to_come),
        electives=sum(bool(person.progress.missing_electives) for person in trained),
        sessions=tuple(to_come[:NEXT_SESSIONS]),
        everybody=programme_figures(step, today),
    )


def programme_figures(step: Step, today: date) -> ProgrammeFigures:
    """The sums over all rounds, remembered until the record changes: one query then."""
    head = AuditHead.objects.values_list("last_hash", flat=True).get()
    return _memory.recall(
        head,
        (step, today),
        lambda: ProgrammeFigures(
            appointed=Pilot.objects.appointed_on(today).count(),
            in_training=Enrolment.objects.filter(
                cohort__state=CohortState.RUNNING, state=EnrolmentState.IN_TRAINING
            ).count(),
            running=Cohort.objects.filter(state=CohortState.RUNNING).count(),
            over_time=over_time(step, today),
        ),
    )


def _own_rounds(user: User) -> list[Cohort]:
    """Those not over, the newest first, and the latest of those that are."""
    own = Cohort.objects.run_by(user).select_related("curriculum").order_by("-number", "-pk")
    over = own.filter(state=CohortState.COMPLETED)
    return [*own.filter(state__in=OPEN), *over[:LATEST_COMPLETED]]


def _in_training(cohorts: Sequence[Cohort]) -> list[PersonProgress]:
    running = {cohort.pk: cohort for cohort in cohorts if cohort.state == CohortState.RUNNING}
    people = list(Enrolment.objects.filter(cohort__in=running, state=EnrolmentState.IN_TRAINING))
    for enrolment in people:
        enrolment.cohort = running[enrolment.cohort_id]
    return progress_across(people)


def _figures(cohorts: Sequence[Cohort], trained: Sequence[PersonProgress], today: date) -> tuple[RoundFigures, ...]:
    keys = [cohort.pk for cohort in cohorts]
    states: dict[int, Counter[str]] = defaultdict(Counter)
    counted = Enrolment.objects.filter(cohort__in=keys).values_list("cohort", "state")
    for cohort, state, people in counted.annotate(people=Count("pk")):
        states[cohort][state] = people
    appointments = Appointment.objects.in_force_on(today).filter(enrolment__cohort__in=keys)
    appointed: Mapping[int, int] = dict(appointments.values_list("enrolment__cohort").annotate(people=Count("pk")))
    ready = Counter(person.enrolment.cohort_id for person in trained if person.is_ready)
    lacking = Counter(person.enrolment.cohort_id for person in trained if not person.progress.is_complete)
    return tuple(
        RoundFigures(cohort, states[cohort.pk], ready[cohort.pk], lacking[cohort.pk], appointed.get(cohort.pk, 0))
        for cohort in cohorts
    )


def _hold_ups(trained: Sequence[PersonProgress], to_come: Sequence[ModuleSession]) -> tuple[HoldUp, ...]:
    """The modules that most people lack first; those of a module are counted, never told apart."""
    people: Counter[int] = Counter()
    lacking: dict[int, Counter[int]] = defaultdict(Counter)
    modules: dict[int, Entry] = {}
    for person in trained:
        people.update(standing.entry.module_id for standing in person.progress.standings)
        for entry in person.progress.missing_required:
            modules[entry.module_id] = entry
            lacking[entry.module_id][person.enrolment.cohort_id] += 1
    dates = {(session.cohort_id, session.module_id) for session in to_come}
    found = [
        HoldUp(
            module=entry,
            people=people[pk],
            lacking=lacking[pk].total(),
            without_date=sum(count for cohort, count in lacking[pk].items() if (cohort, pk) not in dates),
            next_session=next((one for one in to_come if one.module_id == pk and one.cohort_id in lacking[pk]), None),
        )
        for pk, entry in modules.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.lacking, one.module.code)))
