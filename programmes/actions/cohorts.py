"""Rounds of training: planned, opened, started, completed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.enrolment_steps import start_training
from programmes.actions.guest_places import give_places_back
from programmes.actions.sessions import cancel_session
from programmes.models.cohort import COHORT_TRANSITIONS, Cohort, CohortState
from programmes.models.curriculum import Curriculum
from programmes.models.enrolment import Enrolment, EnrolmentState


@dataclass(frozen=True)
class CohortPlan:
    """What a round is planned with; all dates are first and last days."""

    number: int
    title: str
    opens_on: date
    closes_on: date
    starts_on: date
    ends_on: date
    seats: int
    minimum: int = 0
    call: str = ""
    offer_days: int = 7
    promotes_by_itself: bool = False


@action
def plan_cohort(curriculum: Curriculum, plan: CohortPlan, *, coordinators: Iterable[User], by: User | None) -> Cohort:
    """Plan a round on a curriculum, which is frozen from now on; raise Refused where the number is taken."""
    if Cohort.objects.filter(programme=curriculum.programme_id, number=plan.number).exists():
        raise Refused(_("There is a round with this number already."), "number")
    cohort = Cohort.objects.create(programme_id=curriculum.programme_id, curriculum=curriculum, **asdict(plan))
    cohort.coordinators.set(coordinators)
    record(by, "round planned", cohort, {"number": plan.number, "seats": plan.seats})
    return cohort


@action
def change_cohort(
    cohort: Cohort, curriculum: Curriculum, plan: CohortPlan, *, coordinators: Iterable[User], by: User
) -> Cohort:
    """Change how a round is planned. Its curriculum is settled with the first enrolment.

    Raises Refused, with the field, for a number that is taken, fewer seats than are taken, another curriculum once
    somebody is enrolled, dates that leave a session outside, and for a round without a coordinator.
    """
    fresh = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    chosen = set(coordinators)
    if not chosen:
        raise Refused(_("Please choose at least one coordinator."), "coordinators")
    if Cohort.objects.filter(programme=fresh.programme_id, number=plan.number).exclude(pk=fresh.pk).exists():
        raise Refused(_("There is a round with this number already."), "number")
    if plan.seats < fresh.seats_taken:
        raise Refused(_("There are fewer seats than people in this round."), "seats")
    if curriculum.pk != fresh.curriculum_id and fresh.enrolments.exists():
        raise Refused(_("Somebody is enrolled already: the curriculum stays."), "curriculum")
    _refuse_dates(fresh, plan)
    changed = [field for field, value in asdict(plan).items() if getattr(fresh, field) != value]
    for field in changed:
        setattr(fresh, field, getattr(plan, field))
    if curriculum.pk != fresh.curriculum_id:
        fresh.curriculum = curriculum
        changed.append("curriculum")
    fresh.save()
    if set(fresh.coordinators.all()) != chosen:
        fresh.coordinators.set(chosen)
        changed.append("coordinators")
    if changed:
        record(by, "round changed", fresh, {"fields": changed})
    return fresh


def _refuse_dates(cohort: Cohort, plan: CohortPlan) -> None:
    for session in cohort.sessions.taking_place():
        if timezone.localdate(session.starts_at) < plan.starts_on:
            raise Refused(_("A date of this round lies before this day."), "starts_on")
        if timezone.localdate(session.ends_at) > plan.ends_on:
            raise Refused(_("A date of this round lies after this day."), "ends_on")


@action
def move_cohort(cohort: Cohort, state: CohortState, *, by: User | None) -> Cohort:
    """Let a round go on to its next state; whoever is admitted starts training with it.

    With a round that is cancelled, its sessions to come are called off, and places its people have as guests elsewhere
    are given back.

    Raises Refused for a step the round cannot take now: cancelled from any state but completed, else one by one.
    """
    # Enrolments are locked before their round; none of them starts with any other step.
    admitted = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ADMITTED)
    starting = admitted if state == CohortState.RUNNING else admitted.none()
    people = list(starting.select_for_update(of=("self",)).order_by("pk"))
    fresh = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    before = CohortState(fresh.state)
    if state not in COHORT_TRANSITIONS[before]:
        raise Refused(_("The round is “{state}”; this step is not possible now.").format(state=before.label))
    fresh.state = state
    fresh.save(update_fields=["state"])
    record(by, f"round {state.value}", fresh, {"from": before.value, "to": state.value})
    for enrolment in people:
        start_training(enrolment, by=by)
    if state == CohortState.CANCELLED:
        now = timezone.now()
        for session in fresh.sessions.taking_place().filter(starts_at__gt=now):
            cancel_session(session, by=by, at=now)
        give_places_back(fresh.enrolments.values_list("pk", flat=True), by=by, at=now)
    return fresh


@action
def change_seats(cohort: Cohort, seats: int, *, by: User | None) -> Cohort:
    """Give a round more or fewer seats; raise Refused for fewer than are taken, or than its smallest number."""
    fresh = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if seats < fresh.seats_taken:
        raise Refused(_("There are fewer seats than people in this round."), "seats")
    if seats < fresh.minimum:
        raise Refused(_("There are fewer seats than the smallest number of people."), "seats")
    before, fresh.seats = fresh.seats, seats
    fresh.save(update_fields=["seats"])
    record(by, "seats changed", fresh, {"from": before, "to": seats})
    return fresh
