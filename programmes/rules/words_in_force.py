"""Which words a paper has on a day, and who signs it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from people.errors import Refused
from programmes.models.letter_text import LetterTemplate, Signatory, TextKind
from programmes.models.programme import Programme


def words_in_force(programme: Programme, kind: TextKind, day: date) -> LetterTemplate | None:
    """The newest version of the words of `kind` that is released by `day`; None where there is none yet."""
    return LetterTemplate.objects.filter(programme=programme, kind=kind).released_on(day).first()


def words_and_signatory(
    programme: Programme, kind: TextKind, day: date, signatory: Signatory | None = None
) -> tuple[LetterTemplate, Signatory]:
    """The words of a letter of `kind` issued on `day`, and who signs it: `signatory`, else whoever usually does.

    A letter that carries an appointment on has the words of an appointment until the office has released its own.
    Raises Refused where there are no words or nobody signs, and, with the field, where `signatory` does not on `day`.
    """
    template = words_in_force(programme, kind, day)
    if template is None and kind == TextKind.RENEWAL:
        template = words_in_force(programme, TextKind.APPOINTMENT, day)
    signing = list(Signatory.objects.signing_on(day))
    if template is None or not signing:
        raise Refused(_("No letter text is released, or nobody signs letters on this day."))
    if signatory is not None and signatory not in signing:
        raise Refused(_("This person does not sign letters on this day."), "signatory")
    return template, signatory or signing[0]
