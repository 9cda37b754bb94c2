"""Which words a letter has on a day, and who signs it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from people.errors import Refused
from programmes.models.letter_text import LetterTemplate, Signatory

# The text of a letter that carries an appointment on; without one of its own it has the text of an appointment.
RENEWAL = "renewal"


def letter_words(programme_id: int, kind: str, day: date, *, otherwise: str = "") -> tuple[LetterTemplate, Signatory]:
    """The newest text of `kind` (or, without one, of the kind `otherwise`) released by `day`, and who signs on it.

    Raises Refused where there is no text or nobody signs.
    """
    released = LetterTemplate.objects.released_on(day).filter(programme=programme_id)
    template = released.filter(kind=kind).first() or released.filter(kind=otherwise).first()
    signatory = Signatory.objects.signing_on(day).order_by("-valid_from", "-pk").first()
    if template is None or signatory is None:
        raise Refused(_("No letter text is released, or nobody signs letters on this day."))
    return template, signatory
