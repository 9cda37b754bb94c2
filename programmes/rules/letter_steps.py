"""What can be done with a letter today, and why not: the buttons and the actions behind them ask here."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from programmes.models.appointment import Appointment
from programmes.models.letter import LETTER_TRANSITIONS, AppointmentLetter, LetterKind, LetterState
from programmes.rules.verification import first_day_without, has_ended


def why_not_moved(letter: AppointmentLetter, state: LetterState) -> str:
    """Why `letter` cannot pass into `state`, in a sentence; empty where it can. One query."""
    if state not in LETTER_TRANSITIONS[letter.state]:
        sentence = _("Letter {reference} is “{state}”; that stays so.")
        return sentence.format(reference=letter, state=letter.get_state_display())
    if letter.void_requests.filter(outcome="").exists():
        return _("It is still to be decided whether letter {reference} is withdrawn.").format(reference=letter)
    return ""


def why_not_replaced(letter: AppointmentLetter, today: date) -> str:
    """Why `letter` cannot be issued once more, in a sentence; empty where it can. Its appointment is at hand."""
    if letter.kind == LetterKind.END:
        return _("A letter on an end is not replaced. Withdraw it and issue another one.")
    if has_ended(letter.appointment, today):
        return _("The appointment has ended; its letter is not issued once more.")
    return why_not_moved(letter, LetterState.REPLACED)


def why_no_end_letter(appointment: Appointment) -> str:
    """Why no letter on the end of `appointment` can be issued, in a sentence; empty where one can."""
    end = first_day_without(appointment)
    if end is None:
        return _("No end of this appointment is known.")
    if end <= appointment.effective_from:
        return _("This appointment never took effect.")
    issued = appointment.letters.filter(state=LetterState.ISSUED)
    if issued.filter(kind=LetterKind.END).exists():
        return _("There is a letter on the end of this appointment already.")
    if not issued.of_appointment().exists():
        return _("The letter of this appointment was withdrawn.")
    return ""
