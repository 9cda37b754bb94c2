"""One person's own way through the programme: where they stand, what comes next. Nothing here compares with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from people.models.pilot import Pilot
from programmes.models.appointment import Appointment, AppointmentQuerySet
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.rules.across import progress_across
from programmes.rules.bookable import Obstacle, obstacle
from programmes.rules.guest_places import bookable_dates, needs_of, through_in, wanted_by
from programmes.rules.own_dates import OwnDate, own_dates
from programmes.rules.progress import ModuleState, Progress, Standing

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
_WITH_PROGRESS = (S.ADMITTED, S.IN_TRAINING, S.PAUSED, S.FINISHED, S.DEFERRED)


@dataclass(frozen=True)
class ModuleWay:
    """One module on somebody's way: their dates for it, others they can take, the codes of modules to do before."""

    standing: Standing
    dates: tuple[OwnDate, ...] = ()
    bookable: tuple[ModuleSession, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Qualification:
    """One enrolment of a person: progress once they are admitted, their dates to come for modules still open.

    `clashing` are the keys of those sessions that overlap another date of the person.
    """

    enrolment: Enrolment
    progress: Progress | None
    dates: tuple[OwnDate, ...]
    modules: tuple[ModuleWay, ...]
    clashing: frozenset[int] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether this enrolment leads nowhere any more; the page shows such ones last and briefly."""
        return _WEIGHT[S(self.enrolment.state)] > _WEIGHT[S.FINISHED]

    @property
    def sessions(self) -> list[ModuleSession]:
        """The sessions to come at which the person is expected with this enrolment."""
        return [date.session for date in self.dates]

    @property
    def next_session(self) -> ModuleSession | None:
        return next(iter(self.sessions), None)

    @property
    def next_free(self) -> ModuleSession | None:
        """The soonest date of another round the person can take."""
        free = (session for way in self.modules for session in way.bookable)
        return min(free, key=lambda session: (session.starts_at, session.pk), default=None)

    @property
    def missing(self) -> list[ModuleWay]:
        """The open modules that bring the person nearer to the end; being there is no result yet."""
        return [way for way in self.modules if self.progress and way.standing.entry in self.progress.still_useful]

    @property
    def not_needed(self) -> list[ModuleWay]:
        """The open electives somebody with enough of them may leave out."""
        missing = self.missing
        return [way for way in self.modules if way.standing.result is None and way not in missing]

    @property
    def may_take(self) -> bool:
        """Whether there is a date of another round to take, or a place there to give back."""
        return any(way.bookable or any(date.guest for date in way.dates) for way in self.modules)

    @property
    def passed(self) -> list[ModuleWay]:
        return [way for way in self.modules if way.standing.state == ModuleState.PASSED]

    @property
    def credited(self) -> list[ModuleWay]:
        """The modules recognised, and those the person is exempted from."""
        return [way for way in self.modules if way.standing.state in (ModuleState.RECOGNISED, ModuleState.EXEMPTED)]


def qualifications_of(pilot: Pilot, now: datetime) -> list[Qualification]:
    """All enrolments of `pilot`, the one that matters now first.

    Nine queries: enrolments, coordinators; modules, results, attendance; guest places, sessions to come; dates of other
    rounds, where somebody in training lacks something; what modules need.
    """
    enrolments = list(
        Enrolment.objects.filter(pilot=pilot)
        .with_place_in_queue()
        .exclude(cohort__state=CohortState.CANCELLED)
        .annotate(appointed_from=Subquery(_first_appointment().values("effective_from")[:1]))
        .select_related("cohort__curriculum", "deferred_to")
        .prefetch_related("cohort__coordinators")
    )
    trained = [enrolment for enrolment in enrolments if enrolment.state in _WITH_PROGRESS]
    progress = {person.enrolment.pk: person.progress for person in progress_across(trained)}
    invited = [enrolment for enrolment in enrolments if enrolment.is_invited]
    dates = own_dates(pilot, invited, through_in(progress), now)
    wanted = {one.pk: wanted_by(one, progress.get(one.pk), dates) for one in enrolments}
    rounds = [enrolment.cohort_id for enrolment in enrolments if enrolment.has_seat]
    elsewhere = bookable_dates(set().union(*wanted.values()), rounds, dates, now)
    needs = needs_of(progress.values()) if progress else {}
    found = [
        _qualification(one, progress.get(one.pk), dates, _only(elsewhere, wanted[one.pk]), needs, now)
        for one in enrolments
    ]
    return sorted(found, key=lambda one: (_WEIGHT[S(one.enrolment.state)], -one.enrolment.cohort.number))


def _first_appointment() -> AppointmentQuerySet:
    return Appointment.objects.filter(enrolment=OuterRef("pk"), is_withdrawn=False).order_by("effective_from")


def _only(sessions: Mapping[int, list[ModuleSession]], modules: set[int]) -> dict[int, list[ModuleSession]]:
    return {module: found for module, found in sessions.items() if module in modules}


def _qualification(
    enrolment: Enrolment,
    progress: Progress | None,
    all_dates: Sequence[OwnDate],
    elsewhere: Mapping[int, list[ModuleSession]],
    needs: Mapping[int, list[int]],
    now: datetime,
) -> Qualification:
    dates = tuple(date for date in all_dates if date.enrolment == enrolment)
    slots = [date.slot for date in all_dates]
    clashing = {date.session.pk for date in dates if obstacle(date.slot, slots, now) == Obstacle.CLASH}
    standings = progress.standings if progress else ()
    still_open = {standing.entry.module_id: standing.entry.code for standing in standings if standing.result is None}
    modules = tuple(
        ModuleWay(
            standing,
            tuple(date for date in dates if date.session.module_id == standing.entry.module_id),
            tuple(elsewhere.get(standing.entry.module_id, ())),
            tuple(
                still_open[needed]
                for needed in needs.get(standing.entry.module_id, ())
                if standing.result is None and needed in still_open
            ),
        )
        for standing in standings
    )
    return Qualification(enrolment, progress, dates, modules, frozenset(clashing))
