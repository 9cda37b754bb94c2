"""An enrolment's way: consent, agreement, admission, training; and the ways out, which give the seat back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.guest_places import give_places_back
from programmes.models.cohort import NOT_BEGUN, Cohort, CohortState
from programmes.models.enrolment import ENROLMENT_TRANSITIONS, WITHOUT_SEAT, Enrolment, EnrolmentState
from programmes.rules.steps import Step


@action
def record_consent(enrolment: Enrolment, *, on: date, by: User | None, today: date) -> Enrolment:
    """Note the person's own consent to take part, given on paper on that day."""
    refuse_day(enrolment, on, today)
    return _move(enrolment, EnrolmentState.CONSENTED, by, {"consented_on": on})


@action
def record_agreement(
    enrolment: Enrolment, *, on: date, agreed_by: str, by: User | None, today: date, time_share: str = ""
) -> Enrolment:
    """Note the agreement of the head of department, given on that day, who gave it, and the time agreed upon."""
    refuse_day(enrolment, on, today)
    if not agreed_by.strip():
        raise Refused(_("Please enter who agreed."), "agreed_by")
    facts = {"agreed_on": on, "agreed_by": agreed_by.strip(), "time_share": time_share.strip()}
    return _move(enrolment, EnrolmentState.AGREED, by, facts)


@action
def admit(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """Admit somebody whose consent and agreement are there."""
    return _move(enrolment, EnrolmentState.ADMITTED, by)


@action
def admit_all(cohort: Cohort, people: Collection[int], *, by: User | None) -> list[Enrolment]:
    """Admit everybody of `people`, keys of enrolments of the round, whose consent and agreement are there.

    Whoever is admitted already, or has left meanwhile, is left out. Gives those who are admitted now.
    """
    agreed = Enrolment.objects.filter(cohort=cohort, pk__in=people, state=EnrolmentState.AGREED)
    locked = list(agreed.select_for_update(of=("self",)).order_by("pk"))
    return [admit(enrolment, by=by) for enrolment in locked]


@action
def start_training(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """Let an admitted or paused person train. Raises Refused as long as the round has not begun."""
    return _move(enrolment, EnrolmentState.IN_TRAINING, by)


@action
def offer_seat(enrolment: Enrolment, *, by: User | None, today: date) -> Enrolment:
    """Offer a free seat to somebody who waits; it is taken at once and kept for the days of the round’s offers.

    Raises Refused where none is free.
    """
    until = today + timedelta(days=enrolment.cohort.offer_days)
    return _move(enrolment, EnrolmentState.OFFERED, by, {"offered_until": until})


@action
def accept_offer(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """The person takes the seat offered."""
    return _move(enrolment, EnrolmentState.PROPOSED, by)


@action
def decline(enrolment: Enrolment, *, by: User | None, today: date) -> Enrolment:
    """Somebody who was asked said no: the person or the head. The seat is free again, no reason is kept."""
    return _move(enrolment, EnrolmentState.DECLINED, by, {"left_on": today})


@action
def return_to_queue(enrolment: Enrolment, *, by: User | None, at: datetime) -> Enrolment:
    """The offer was not taken: the person waits again, from `at` on and so at the end, and the seat is free."""
    return _move(enrolment, EnrolmentState.WAITLISTED, by, {"waits_since": at, "offered_until": None})


@action
def pause(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """Somebody stops for a while and keeps the seat; no reason is asked for or kept."""
    return _move(enrolment, EnrolmentState.PAUSED, by)


@action
def discontinue(enrolment: Enrolment, *, by: User | None, today: date) -> Enrolment:
    """The office ends somebody’s training; the seat is free again. No reason is asked for or kept."""
    return _move(enrolment, EnrolmentState.DISCONTINUED, by, {"left_on": today})


@action
def take_step(
    enrolment: Enrolment, step: Step, *, by: User | None, today: date, on: date | None = None, agreed_by: str = ""
) -> Enrolment:
    """Take one step of the way, or raise Refused; `on` (default `today`) and `agreed_by` are what the paper says."""
    match step:
        case Step.CONSENT:
            return record_consent(enrolment, on=on or today, by=by, today=today)
        case Step.AGREEMENT:
            return record_agreement(enrolment, on=on or today, agreed_by=agreed_by, by=by, today=today)
        case Step.ADMIT:
            return admit(enrolment, by=by)
        case Step.START:
            return start_training(enrolment, by=by)
        case Step.OFFER:
            return offer_seat(enrolment, by=by, today=today)
        case Step.ACCEPT:
            return accept_offer(enrolment, by=by)


@action
def withdraw(enrolment: Enrolment, *, by: User | None, today: date) -> Enrolment:
    """Take somebody out of the round; the seat is free again. No reason is asked for or kept."""
    return _move(enrolment, EnrolmentState.WITHDRAWN, by, {"left_on": today})


@action
def leave_for(enrolment: Enrolment, to: Cohort | None, *, by: User | None, today: date) -> Enrolment:
    """Note that the person goes on in a later round; the seat is free again. `defer.defer` does the rest there."""
    return _move(enrolment, EnrolmentState.DEFERRED, by, {"left_on": today, "deferred_to": to})


@action
def finish(enrolment: Enrolment, *, by: User | None, on: date) -> Enrolment:
    """Note that somebody is through; the gate before it is `issue_letters.refuse_unready`. Finished stays finished."""
    if enrolment.state == EnrolmentState.FINISHED:
        return enrolment
    return _move(enrolment, EnrolmentState.FINISHED, by, {"finished_on": on})


def take_up_again(enrolment: Enrolment, *, by: User | None) -> None:
    """Take back that somebody is finished, as their letter was withdrawn; only inside the action that does that.

    No step of the round leads back from there. In a cancelled round nobody goes on, so they stay finished.
    """
    fresh = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=fresh.cohort_id)
    if fresh.state != EnrolmentState.FINISHED or cohort.state == CohortState.CANCELLED:
        return
    fresh.state, fresh.finished_on = EnrolmentState.IN_TRAINING, None
    fresh.save(update_fields=["state", "finished_on"])
    changes = {"from": EnrolmentState.FINISHED.value, "to": EnrolmentState.IN_TRAINING.value}
    record(by, "enrolment in_training", fresh, changes)


def refuse_day(enrolment: Enrolment, day: date, today: date) -> None:
    """Raise Refused for a day on which nobody signed.

    What is signed for a round is signed at most a year before it opens; an earlier day is a slip of the keyboard.
    """
    if day > today:
        raise Refused(_("This day is in the future."), "on")
    if day < enrolment.cohort.opens_on - timedelta(days=366):
        raise Refused(_("This day is more than a year before enrolment opened."), "on")


def _move(
    enrolment: Enrolment, state: EnrolmentState, by: User | None, facts: dict[str, Any] | None = None
) -> Enrolment:
    """Change the state of the fresh row, locked; the seat is given back or taken in the same transaction.

    Enrolments are locked before their round, here and everywhere, so that nobody waits in a circle. The lock
    leaves the round's key alone (`no_key`): a new enrolment holds that key before it wants its seat.
    """
    fresh = Enrolment.objects.select_for_update(of=("self",)).select_related("pilot").get(pk=enrolment.pk)
    before = EnrolmentState(fresh.state)
    if state not in ENROLMENT_TRANSITIONS[before]:
        raise Refused(
            _("{name} is “{state}”; this step is not possible now.").format(name=fresh.pilot, state=before.label)
        )
    rounds = Cohort.objects.filter(pk=fresh.cohort_id)
    if state not in WITHOUT_SEAT:
        _refuse_round(rounds.select_for_update(no_key=True).get(), state)
    fresh.state = state
    for field, value in (facts or {}).items():
        setattr(fresh, field, value)
    fresh.save()
    seat = (state not in WITHOUT_SEAT) - (before not in WITHOUT_SEAT)
    if seat < 0:
        rounds.update(seats_taken=F("seats_taken") - 1)
    elif seat > 0 and not rounds.with_room().update(seats_taken=F("seats_taken") + 1):
        raise Refused(_("No seat is free in this round."))
    record(by, f"enrolment {state.value}", fresh, {"from": before.value, "to": state.value})
    if before == EnrolmentState.IN_TRAINING:
        give_places_back([fresh.pk], by=by, at=timezone.now())
    return fresh


def _refuse_round(cohort: Cohort, state: EnrolmentState) -> None:
    if cohort.state == CohortState.CANCELLED:
        raise Refused(_("This round is cancelled: nobody goes on in it."))
    if state == EnrolmentState.IN_TRAINING and cohort.state in NOT_BEGUN:
        raise Refused(_("The round has not begun. Whoever is admitted starts training with it."))
