"""The words of the demo's papers, those the register comes with, and who signs its letters."""

from __future__ import annotations

from datetime import date, datetime

from people.models.user import User
from programmes.actions.letter_texts import release_template, write_draft
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


def prepare_next_text(programme: Programme, admin: User, at: datetime) -> None:
    """A draft of the next letter of appointment, and a deputy who may sign: what there is to do for the admin."""
    words = WORDS[TextKind.APPOINTMENT]
    body = words.body.replace("Dazu gratuliere ich Ihnen herzlich.", "Herzlichen Glückwunsch!").replace(
        "wünsche Ihnen viel Freude und Erfolg", "freue mich auf die Zusammenarbeit"
    )
    kind = TextKind.APPOINTMENT
    write_draft(programme, kind, subject=words.subject, body=body, revision=0, by=admin, at=at)
    name_signatory(
        "Alex Vertretung",
        "in Vertretung, Bürgermeister*in",
        letterhead="Der Oberbürgermeister",
        valid_from=IN_OFFICE_SINCE,
        is_deputy=True,
        by=admin,
    )
