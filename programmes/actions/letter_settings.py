"""How letters look and are numbered: a change holds for letters issued from then on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.errors import LetterInvalid, RenderError
from programmes.letters.characters import is_clean
from programmes.letters.render import render
from programmes.letters.specimens import specimen_of_sender
from programmes.models.letter_settings import LetterSettings
from programmes.models.programme import Programme
from programmes.rules.letter_sender import Sender, check_number_format, sender_in_force

# Which field of the settings a part of the letter comes from.
_FIELDS = {"city": "city", "subject": "city", "body": "city", "return_line": "city", "address": "street"}
_FIELDS |= {"info": "phone", "footer": "footer_note", "reference": "number_format", "crest_text": "crest_text"}


@action
def write_letter_settings(
    programme: Programme, sender: Sender, *, based_on: int, by: User | None, at: datetime
) -> LetterSettings:
    """Let letters look as `sender` says from now on; `based_on` is the key of the settings on the screen, 0 for none.

    Raises Refused, with the field where it can, for a format of numbers without year or number, where nothing is
    changed, where somebody else was first, and for what has no room on a letter.
    """
    newest = LetterSettings.objects.select_for_update().first()
    if (newest.pk if newest else 0) != based_on:
        raise Refused(_("Somebody else has changed these settings meanwhile. Please look at them first."))
    before = sender_in_force()
    if sender == before:
        raise Refused(_("Nothing is changed yet."))
    check_sender(programme, sender, at=at)
    written = LetterSettings.objects.create(**asdict(sender), written_by=by, written_at=at)
    old, new = asdict(before), asdict(sender)
    record(by, "letter settings written", written, {"fields": sorted(name for name in new if new[name] != old[name])})
    return written


def check_sender(programme: Programme, sender: Sender, *, at: datetime) -> None:
    """Set a letter from `sender` for real. Raises Refused where its numbers or its looks cannot be."""
    check_number_format(sender.number_format)
    if not is_clean(sender.crest_text):
        raise Refused(_("The text holds invisible control characters."), "crest_text")
    try:
        render(specimen_of_sender(programme, sender, at))
    except LetterInvalid as invalid:
        raise Refused(invalid.reason, _FIELDS.get(invalid.field or "")) from invalid
    except RenderError:
        raise Refused(_("This crest cannot be printed. Please choose another file."), "crest") from None
