"""Where an enrolment stands on its way, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models.cohort import NOT_BEGUN
from programmes.models.enrolment import ENROLMENT_TRANSITIONS, WITHOUT_SEAT, Enrolment, EnrolmentState


class Step(models.TextChoices):
    """What a coordinator does for an enrolment next."""

    CONSENT = "consent", gettext_lazy("Record consent")
    AGREEMENT = "agreement", gettext_lazy("Record agreement")
    ADMIT = "admit", gettext_lazy("Admit to the round")
    START = "start", gettext_lazy("Start training")
    OFFER = "offer", gettext_lazy("Offer a seat")
    ACCEPT = "accept", gettext_lazy("Accept the offer")


NEXT_STEP: dict[str, Step] = {
    EnrolmentState.PROPOSED: Step.CONSENT,
    EnrolmentState.CONSENTED: Step.AGREEMENT,
    EnrolmentState.AGREED: Step.ADMIT,
    EnrolmentState.ADMITTED: Step.START,
    EnrolmentState.PAUSED: Step.START,
    EnrolmentState.WAITLISTED: Step.OFFER,
    EnrolmentState.OFFERED: Step.ACCEPT,
}
# How many rungs of the ladder somebody in this state has behind them.
_RUNGS_DONE: dict[str, int] = {
    EnrolmentState.WAITLISTED: 0,
    EnrolmentState.OFFERED: 0,
    EnrolmentState.PROPOSED: 1,
    EnrolmentState.CONSENTED: 2,
    EnrolmentState.AGREED: 3,
    EnrolmentState.ADMITTED: 4,
    EnrolmentState.IN_TRAINING: 4,
    EnrolmentState.PAUSED: 4,
    EnrolmentState.FINISHED: 6,
}


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, with the day it was taken where the record keeps it."""

    label: str | Promise
    on: date | None
    is_done: bool
    is_current: bool


def ladder(enrolment: Enrolment) -> list[Rung]:
    """The way from the seat to the end; empty for somebody who has left it."""
    done = _RUNGS_DONE.get(enrolment.state)
    if done is None:
        return []
    rungs = (
        (_("Seat"), enrolment.enrolled_on),
        (_("Consent"), enrolment.consented_on),
        (_("Head’s agreement"), enrolment.agreed_on),
        (_("Admission"), None),
        (_("Training"), None),
        (_("Finished"), enrolment.finished_on),
    )
    return [
        Rung(label, on if number < done else None, is_done=number < done, is_current=number == done)
        for number, (label, on) in enumerate(rungs)
    ]


def lacks(enrolment: Enrolment) -> list[str]:
    """What must be there before somebody may train, in words; nothing for those who are or were in training."""
    needed = [_("the person’s consent"), _("the head’s agreement"), _("the admission")]
    behind = _RUNGS_DONE.get(enrolment.state)
    if behind is None:
        return []
    if enrolment.state == EnrolmentState.WAITLISTED:
        return [_("a free seat"), *needed]
    if enrolment.state == EnrolmentState.OFFERED:
        return [_("the answer to the offer"), *needed]
    return needed[behind - 1 :]


def next_step(enrolment: Enrolment) -> Step | None:
    """The step a coordinator can take now, if there is one: nobody starts training before the round does."""
    step = NEXT_STEP.get(enrolment.state)
    return None if step == Step.START and enrolment.cohort.state in NOT_BEGUN else step


def may_withdraw(enrolment: Enrolment) -> bool:
    """Whether somebody can still be taken out of the round."""
    return EnrolmentState.WITHDRAWN in ENROLMENT_TRANSITIONS[enrolment.state]


def has_left(enrolment: Enrolment) -> bool:
    """Whether somebody is out of the round: no seat, and not waiting for one."""
    return enrolment.state in WITHOUT_SEAT and enrolment.state != EnrolmentState.WAITLISTED
