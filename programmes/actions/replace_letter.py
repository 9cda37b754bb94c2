"""A letter is issued once more: it is lost, the name has changed, or it has a misprint."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.ceremonies import list_of, locked, take_the_place
from programmes.actions.enter_letter import enter_letter
from programmes.actions.letter_facts import facts_of, locked_appointment
from programmes.actions.letter_states import locked_letter, move_letter
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState, ReplacementReason
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_text import Signatory, TextKind
from programmes.rules.letter_steps import why_not_replaced


@action
def replace_letter(
    letter: AppointmentLetter,
    *,
    reason: ReplacementReason,
    by: User | None,
    at: datetime,
    signatory: Signatory | None = None,
) -> AppointmentLetter:
    """Issue a replacement of `letter`, with a number of its own and the words of today; the old one stays, replaced.

    Where the old one waits on the list of a ceremony, the new one takes its place there.

    `at` is an aware moment in whole seconds; `signatory` the deputy who signs, if one does. Raises Refused for a letter
    that was replaced or withdrawn before or is on an end, and where the appointment has ended; LetterInvalid where the
    new one cannot be printed.
    """
    issued_on = timezone.localdate(at)
    counter = LetterCounter.objects.locked(issued_on.year)
    # The ceremony before its letters, as everywhere; whether the letter still waits there is asked again below.
    waits_at = list_of(letter)
    ceremony = locked(waits_at) if waits_at else None
    old = locked_letter(letter)
    if list_of(old) != ceremony:
        raise Refused(_("The list of the ceremony was changed just now. Please try again."))
    appointment = locked_appointment(old.appointment_id)
    old.appointment = appointment
    if refusal := why_not_replaced(old, issued_on):
        raise Refused(refusal)
    facts = facts_of(appointment, TextKind.REPLACEMENT, on=issued_on, replaces=old, signatory=signatory)
    move_letter(old, LetterState.REPLACED)
    (number,) = counter.take(1)
    new = enter_letter(
        facts,
        appointment,
        kind=LetterKind.REPLACEMENT,
        number=number,
        by=by,
        at=at,
        replacement={"replaces": old, "replacement_reason": reason},
    )
    if ceremony is not None:
        take_the_place(ceremony, old, new, by=by)
    record(by, "letter replaced", old, {"by": new.reference, "reason": str(reason)})
    return new
