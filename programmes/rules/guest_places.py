"""Who may be a guest at a date of another round: what is offered, and why a place is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models.pilot import Pilot
from programmes.models.cohort import UNDER_WAY, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.models.programme import TrainingModule
from programmes.rules.across import progress_across
from programmes.rules.bookable import Obstacle, Slot, fitting, obstacle
from programmes.rules.own_dates import OwnDate, own_dates
from programmes.rules.progress import Progress

# So many of the soonest dates are looked through, and so many are shown of each module: enough to choose from.
LOOKED_THROUGH, SHOWN = 200, 3
_OBSTACLES = {
    Obstacle.OFF: gettext_lazy("This session was called off."),
    Obstacle.PAST: gettext_lazy("This session has begun already."),
    Obstacle.FULL: gettext_lazy("No seat is free at this session any more."),
    Obstacle.CLASH: gettext_lazy("There is another date at that time already."),
}


def through_in(progress: Mapping[int, Progress]) -> set[tuple[int, int]]:
    """The pairs of enrolment and module that count already; `progress` by the key of the enrolment."""
    return {
        (key, standing.entry.module_id)
        for key, found in progress.items()
        for standing in found.standings
        if standing.result
    }


def wanted_by(enrolment: Enrolment, progress: Progress | None, dates: Iterable[OwnDate]) -> set[int]:
    """The modules for which somebody may look for a date in other rounds: missing ones without a place elsewhere."""
    if progress is None or enrolment.state != EnrolmentState.IN_TRAINING:
        return set()
    has_place = {date.session.module_id for date in dates if date.guest and date.guest.enrolment_id == enrolment.pk}
    return {entry.module_id for entry in progress.still_useful} - has_place


def bookable_dates(
    modules: Collection[int], rounds: Collection[int], dates: Sequence[OwnDate], now: datetime
) -> dict[int, list[ModuleSession]]:
    """By module, the next dates of other rounds than `rounds` that have room and clash with none of `dates`.

    One query, or none where no module is wanted. Each session has its `room`; its module and round are at hand.
    """
    if not modules:
        return {}
    sessions = ModuleSession.objects.taking_place().with_free_seat().filter(cohort__state__in=UNDER_WAY)
    sessions = sessions.filter(module__in=modules, starts_at__gt=now).exclude(cohort__in=rounds)
    soonest = sessions.select_related("module", "cohort").order_by("starts_at", "pk")[:LOOKED_THROUGH]
    by_key = {session.pk: session for session in soonest}
    found: dict[int, list[ModuleSession]] = defaultdict(list)
    for slot in fitting(map(slot_of, by_key.values()), [date.slot for date in dates], now):
        session = by_key[slot.session_id]
        if len(found[session.module_id]) < SHOWN:
            found[session.module_id].append(session)
    return found


def needs_of(progress: Iterable[Progress]) -> dict[int, list[int]]:
    """By module of these people's curricula, the modules it needs; one query."""
    modules = {standing.entry.module_id for found in progress for standing in found.standings}
    pairs = TrainingModule.prerequisites.through.objects.filter(from_trainingmodule__in=modules)
    needs: dict[int, list[int]] = defaultdict(list)
    for module, needed in pairs.order_by("pk").values_list("from_trainingmodule", "to_trainingmodule"):
        needs[module].append(needed)
    return needs


def slot_of(session: ModuleSession) -> Slot:
    """`session`, fetched with its `room`, as the choice sees it for a guest."""
    return Slot(session.pk, session.starts_at, session.ends_at, session.room, session.cancelled_at is not None)


def why_no_place(session: ModuleSession, enrolment: Enrolment, now: datetime) -> str:
    """Why the person of `enrolment` gets no guest place at `session` now; "" if they do.

    The session comes from `with_room` with its round, the enrolment with its round, curriculum and person.
    """
    own = list(Enrolment.objects.with_seat().filter(pilot=enrolment.pilot_id).select_related("cohort__curriculum"))
    if enrolment.state != EnrolmentState.IN_TRAINING or enrolment.cohort.state == CohortState.CANCELLED:
        return _("Only somebody in training can take a place in another round.")
    if session.cohort_id in {place.cohort_id for place in own}:
        return _("This is a date of the own round: a place is there already.")
    if session.cohort.state not in UNDER_WAY:
        return _("The other round is “{state}”.").format(state=session.cohort.get_state_display())
    dates, progress = _dates_and_progress(enrolment.pilot, own, now)
    if refusal := _why_not_wanted(session.module_id, enrolment, progress[enrolment.pk], dates):
        return refusal
    found = obstacle(slot_of(session), [date.slot for date in dates], now)
    return str(_OBSTACLES[found]) if found else ""


def _why_not_wanted(module: int, enrolment: Enrolment, progress: Progress, dates: Sequence[OwnDate]) -> str:
    if module in wanted_by(enrolment, progress, dates):
        return ""
    if any(date.guest and date.session.module_id == module for date in dates):
        return _("There is a place at another date of this module already. Please give it back first.")
    return _("This module is not missing any more.")


def _dates_and_progress(
    pilot: Pilot, places: Sequence[Enrolment], now: datetime
) -> tuple[list[OwnDate], dict[int, Progress]]:
    progress = {person.enrolment.pk: person.progress for person in progress_across(places)}
    invited = [place for place in places if place.is_invited]
    return own_dates(pilot, invited, through_in(progress), now), progress
