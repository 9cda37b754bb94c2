"""The whole register of letters is checked; that it was, and what came of it, is an event."""

from __future__ import annotations

from dataclasses import dataclass

from people.actions.action import action, record
from people.models.user import User
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_counter import LetterCounter
from programmes.rules.letter_faults import Fault, letter_faults


@dataclass(frozen=True)
class Report:
    """How many letters were looked at, and what is wrong."""

    letters: int
    faults: tuple[Fault, ...]


@action
def check_letters(*, by: User | None) -> Report:
    """Compare every stored file with its hash, every number with its series, and look for what is missing.

    Nothing is repaired: what was issued is not made anew. Reads every file, so it takes a while in a large register.
    """
    report = Report(AppointmentLetter.objects.count(), tuple(letter_faults()))
    facts = {"letters": report.letters, "faults": len(report.faults)}
    # The event is about the numbers of the latest year; before the first letter there is nothing to tell.
    if (counter := LetterCounter.objects.order_by("-year").first()) is not None:
        record(by, "letters checked", counter, facts)
    return report
