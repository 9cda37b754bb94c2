"""The one place where a letter's state moves on."""

from __future__ import annotations

from people.errors import Refused
from programmes.models.letter import AppointmentLetter, LetterState
from programmes.rules.letter_steps import why_not_moved


def locked_letter(letter: AppointmentLetter) -> AppointmentLetter:
    """`letter` as it stands now, its row locked until the transaction ends."""
    return AppointmentLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)


def move_letter(letter: AppointmentLetter, state: LetterState, **facts: object) -> None:
    """Write the state `state`, and the facts that go with it, on a locked letter; only inside an action.

    Raises Refused where the table of transitions does not have this step, or somebody's wish to withdraw the letter
    waits for a second person.
    """
    if refusal := why_not_moved(letter, state):
        raise Refused(refusal)
    letter.state = state
    for name, value in facts.items():
        setattr(letter, name, value)
    letter.save(update_fields=["state", *facts])
