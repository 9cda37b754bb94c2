"""The words of the demo's papers, those the register comes with, and who signs its letters."""

from __future__ import annotations

from datetime import date

from programmes.actions.letter_texts import release_template
from programmes.actions.signatories import name_signatory
from programmes.models.letter_text import TextKind
from programmes.models.programme import Programme
from programmes.rules.letter_kinds import LAYOUTS
from programmes.rules.letter_words import WORDS

RELEASED_ON = date(2023, 7, 3)
IN_OFFICE_SINCE = date(2022, 1, 1)


def release_letter_texts(programme: Programme) -> None:
    """Release the words of every paper and name who signs letters: the mayor, the one real name of the demo."""
    for kind in TextKind:
        words = WORDS[kind]
        release_template(programme, kind, **words._asdict(), layout=LAYOUTS[kind], by=None, on=RELEASED_ON)
    name_signatory(
        "Frank-Tilo Becher",
        "Oberbürgermeister",
        letterhead="Der Oberbürgermeister",
        valid_from=IN_OFFICE_SINCE,
        by=None,
    )
