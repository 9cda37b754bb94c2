"""A letter is withdrawn: it holds no more, and with it the appointment it was about.

With LETTER_FOUR_EYES one admin asks and another one confirms.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.end_appointment import end_appointment
from programmes.actions.enrolment_steps import take_up_again
from programmes.actions.letter_facts import locked_appointment
from programmes.actions.letter_states import locked_letter, move_letter
from programmes.models.appointment import EndReason
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState, VoidReason
from programmes.models.void_request import VoidOutcome, VoidRequest
from programmes.rules.letter_steps import why_not_moved
from programmes.rules.verification import has_ended


@action
def void_letter(letter: AppointmentLetter, *, reason: VoidReason, by: User | None, at: datetime) -> AppointmentLetter:
    """Withdraw `letter`. An appointment still to end does so on that day, or, before it took effect, never holds;
    another one may take its place, for whoever is trained for it.

    Raises Refused for a letter that was replaced or withdrawn before, and where four eyes are asked for.
    """
    if settings.LETTER_FOUR_EYES:
        raise Refused(_("A second person has to confirm that a letter is withdrawn."))
    return _void(letter, reason, by=by, at=at)


@action
def ask_to_void(letter: AppointmentLetter, *, reason: VoidReason, by: User, at: datetime) -> VoidRequest:
    """Ask for `letter` to be withdrawn; another admin decides.

    Raises Refused where that was asked already, or the letter was replaced or withdrawn before.
    """
    fresh = locked_letter(letter)
    if refusal := why_not_moved(fresh, LetterState.VOIDED):
        raise Refused(refusal)
    request = VoidRequest.objects.create(letter=fresh, reason=reason, asked_by=by, asked_at=at)
    record(by, "withdrawal asked for", fresh, {"reference": fresh.reference, "reason": str(reason)})
    return request


@action
def confirm_void(request: VoidRequest, *, by: User, at: datetime) -> AppointmentLetter:
    """Withdraw the letter as somebody else asked for. Raises Refused for one's own wish and one that is decided."""
    asked = _open(request)
    if asked.asked_by_id == by.pk:
        raise Refused(_("You asked for it yourself; somebody else has to confirm it."))
    _close(asked, VoidOutcome.CONFIRMED, by=by, at=at)
    return _void(asked.letter, VoidReason(asked.reason), by=by, at=at)


@action
def drop_void(request: VoidRequest, *, by: User, at: datetime) -> VoidRequest:
    """Leave the letter in force: taken back by whoever asked, declined by anybody else.

    Raises Refused where it is decided already.
    """
    asked = _open(request)
    outcome = VoidOutcome.TAKEN_BACK if asked.asked_by_id == by.pk else VoidOutcome.DECLINED
    _close(asked, outcome, by=by, at=at)
    record(by, "withdrawal dropped", asked.letter, {"reference": asked.letter.reference, "outcome": str(outcome)})
    return asked


def _open(request: VoidRequest) -> VoidRequest:
    locked_letter(request.letter)
    asked = VoidRequest.objects.select_for_update(of=("self",)).select_related("letter").get(pk=request.pk)
    if asked.outcome:
        raise Refused(_("This is decided already."))
    return asked


def _close(asked: VoidRequest, outcome: VoidOutcome, *, by: User, at: datetime) -> None:
    asked.outcome, asked.decided_by, asked.decided_at = outcome, by, at
    asked.save(update_fields=["outcome", "decided_by", "decided_at"])


def _void(letter: AppointmentLetter, reason: VoidReason, *, by: User | None, at: datetime) -> AppointmentLetter:
    today = timezone.localdate(at)
    fresh = locked_letter(letter)
    move_letter(fresh, LetterState.VOIDED, voided_on=today, void_reason=reason)
    record(by, "letter withdrawn", fresh, {"reference": fresh.reference, "reason": str(reason)})
    appointment = locked_appointment(fresh.appointment_id)
    if fresh.kind != LetterKind.END and not has_ended(appointment, today):
        day = max(today, appointment.effective_from)
        ended = end_appointment(appointment, ended_on=day, reason=EndReason.REVOKED, by=by, today=today)
        ended.is_withdrawn = True
        ended.save(update_fields=["is_withdrawn"])
        if ended.renews_id is None:
            take_up_again(ended.enrolment, by=by)
    return fresh
