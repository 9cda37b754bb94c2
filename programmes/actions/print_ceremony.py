"""The papers of a ceremony leave the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.letters.compose_roll import compose_roll
from programmes.letters.print_copy import print_copy
from programmes.letters.print_file import print_file
from programmes.letters.roll import Shape, render_roll
from programmes.models.ceremony import Ceremony
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.rules.ceremony import Place, places_of
from programmes.rules.ceremony_papers import Paper, named_to_the_press, on_paper

SHAPES = {Paper.FOLDER: Shape.FOLDER, Paper.NAMES: Shape.NAMES, Paper.PRESS: Shape.PRESS}


@action
def print_paper(ceremony: Ceremony, paper: Paper, *, by: User, at: datetime) -> bytes:
    """One paper of a ceremony as PDF; that somebody took it is an event.

    The letters themselves come out of the record, byte by byte; only those for paper with a letterhead are set anew,
    from the same frozen words, and are not kept. Raises Refused where nobody stands on the paper, and LetterInvalid,
    with the text, for what cannot be printed.
    """
    places = on_paper(paper, places_of(ceremony), timezone.localdate(at))
    if not places:
        raise Refused(_("Nobody stands on this paper yet."))
    references = [place.letter.reference for place in places]
    record(by, "ceremony paper printed", ceremony, {"paper": paper.value, "letters": references})
    if paper == Paper.LETTERS:
        return print_file(_stored(places))
    if paper == Paper.PLAIN:
        return print_file(_plain(places))
    named = named_to_the_press(places) if paper == Paper.PRESS else frozenset()
    cover = render_roll(compose_roll(SHAPES[paper], ceremony, places, named=named, at=at))
    return print_file([cover, *_stored(places)]) if paper == Paper.FOLDER else cover


def _stored(places: Sequence[Place]) -> list[bytes]:
    """The letters as they were issued."""
    letters = [place.letter.pk for place in places]
    pdfs = dict(LetterDocument.objects.filter(letter__in=letters).values_list("letter", "pdf"))
    return [bytes(pdfs[letter]) for letter in letters]


def _plain(places: Sequence[Place]) -> list[bytes]:
    letters = [place.letter.pk for place in places]
    contents = dict(AppointmentLetter.objects.filter(pk__in=letters).values_list("pk", "content"))
    return [print_copy(contents[letter]) for letter in letters]
