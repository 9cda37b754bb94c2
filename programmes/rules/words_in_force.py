"""Which words a paper has on a day."""

from __future__ import annotations

from datetime import date

from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme


def words_in_force(programme: Programme, kind: TextKind, day: date) -> LetterTemplate | None:
    """The newest version of the words of `kind` that is released by `day`; None where there is none yet."""
    return LetterTemplate.objects.filter(programme=programme, kind=kind).released_on(day).first()
