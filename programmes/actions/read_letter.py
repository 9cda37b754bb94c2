"""Letters leave the register: one as a file, those of a round as one file for the printer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.letters.print_file import print_file
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter, LetterDocument, LetterState


@action
def read_letter(letter: AppointmentLetter, *, by: User) -> bytes:
    """The stored PDF of `letter`, byte by byte; that somebody took it is an event."""
    document = LetterDocument.objects.get(letter=letter)
    record(by, "letter downloaded", letter, {"reference": letter.reference})
    return bytes(document.pdf)


@action
def print_letters(cohort: Cohort, *, by: User) -> bytes:
    """The letters that appoint people of a round, without replaced and withdrawn ones, by their names, as one PDF.

    Raises Refused where the round has none.
    """
    issued = AppointmentLetter.objects.of_round(cohort).of_appointment().filter(state=LetterState.ISSUED)
    letters = list(issued.by_name())
    if not letters:
        raise Refused(_("This round has no letters to print."))
    pdfs = dict(LetterDocument.objects.filter(letter__in=letters).values_list("letter", "pdf"))
    record(by, "letters printed", cohort, {"letters": [letter.reference for letter in letters]})
    return print_file(bytes(pdfs[letter.pk]) for letter in letters)
