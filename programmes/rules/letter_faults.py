"""Whether the register of letters is whole: every file as issued, every number once, everything there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.letter import AppointmentLetter, LetterState
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.numbers import reference_of, series_of_years

# So many files are held in memory at a time, at some 40 KB each.
_AT_A_TIME = 200


class FaultKind(models.TextChoices):
    """What can be wrong with a letter or a year's numbers."""

    CHANGED = "changed", _("the file is not the one that was issued")
    NO_FILE = "no_file", _("the file is missing")
    NO_EVIDENCE = "no_evidence", _("what the letter rests on is missing")
    OTHER_NUMBER = "other_number", _("the number on the letter is another one than in the register")
    NO_SUCCESSOR = "no_successor", _("it is marked as replaced, but nothing took its place")
    GAP = "gap", _("the number was given out, but there is no such letter")
    BEYOND = "beyond", _("the number was never given out")


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was issued: the number it concerns, the letter's key (None: there is none), what."""

    reference: str
    letter_id: int | None
    kind: FaultKind


def letter_faults() -> Iterator[Fault]:
    """Everything wrong with the letters, by year and number, then with the numbers themselves; reads every file."""
    letters = AppointmentLetter.objects.select_related("document", "appointment").order_by("year", "number")
    replaced = set(AppointmentLetter.objects.filter(replaces__isnull=False).values_list("replaces", flat=True))
    for letter in letters.iterator(chunk_size=_AT_A_TIME):
        for kind in _faults_of(letter, has_successor=letter.pk in replaced):
            yield Fault(letter.reference, letter.pk, kind)
    yield from _faults_of_numbers()


def _faults_of(letter: AppointmentLetter, *, has_successor: bool) -> Iterator[FaultKind]:
    document = getattr(letter, "document", None)
    if document is None:
        yield FaultKind.NO_FILE
    elif sha256(document.pdf).hexdigest() != document.sha256:
        yield FaultKind.CHANGED
    if not letter.appointment.evidence.get("modules"):
        yield FaultKind.NO_EVIDENCE
    if letter.content.get("reference") != letter.reference:
        yield FaultKind.OTHER_NUMBER
    if letter.state == LetterState.REPLACED and not has_successor:
        yield FaultKind.NO_SUCCESSOR


def _faults_of_numbers() -> Iterator[Fault]:
    """Gaps and numbers beyond the counter; two letters with one number the database does not let in."""
    number_format = sender_in_force().number_format
    for series in series_of_years():
        if series.is_whole:
            continue
        rows = AppointmentLetter.objects.filter(year=series.year).only("number", "reference")
        there = {letter.number: letter for letter in rows}
        for number in range(1, series.last_given + 1):
            if number not in there:
                yield Fault(reference_of(series.year, number, number_format), None, FaultKind.GAP)
        for number in sorted(there):
            if number > series.last_given:
                yield Fault(there[number].reference, there[number].pk, FaultKind.BEYOND)
