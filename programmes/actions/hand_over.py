"""Letters reach their owners' hands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.ceremonies import append, locked
from programmes.actions.ceremony_steps import note_facts
from programmes.models.ceremony import Ceremony, CeremonyEntry, Handover, Step
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState
from programmes.rules.ceremony import in_words


@action
def hand_over(
    letters: Iterable[AppointmentLetter], *, held_on: date, place: str, host: str, by: User | None, today: date
) -> list[Handover]:
    """Note that these letters were handed over on a day, where and by whom; all of them or none.

    This is for what already happened, so nobody asks whether it was noted that they are signed. Raises Refused for a
    day before a letter was issued or in the future, a letter handed over or withdrawn before, one that stands on the
    list of another ceremony, or a ceremony of this day and place with another host.
    """
    wanted = [letter.pk for letter in letters]
    if not AppointmentLetter.objects.filter(pk__in=wanted).exists():
        raise Refused(_("Please choose at least one letter."), "letters")
    if held_on > today:
        raise Refused(_("This day is in the future."), "held_on")
    # The ceremony is locked before its letters, as everywhere: nobody waits in a circle.
    ceremony, _new = Ceremony.objects.get_or_create(held_on=held_on, place=place, defaults={"host": host})
    ceremony = locked(ceremony)
    if ceremony.host != host:
        raise Refused(_("On this day, {host} handed over letters at this place.").format(host=ceremony.host), "host")
    fresh = list(AppointmentLetter.objects.select_for_update().filter(pk__in=wanted).order_by("year", "number"))
    done = set(Handover.objects.filter(letter__in=fresh).values_list("letter", flat=True))
    for letter in fresh:
        if letter.pk in done:
            raise Refused(_("Letter {reference} was handed over already.").format(reference=letter), "letters")
        if letter.kind == LetterKind.END:
            raise Refused(_("Letter {reference} is none to be handed over.").format(reference=letter), "letters")
        if letter.state != LetterState.ISSUED:
            raise Refused(_("Letter {reference} is not in force any more.").format(reference=letter), "letters")
        if held_on < letter.issued_on:
            raise Refused(_("Letter {reference} was issued after this day.").format(reference=letter), "held_on")
    _put_on_list(ceremony, fresh, by=by)
    note_facts(ceremony, Step.HANDED_OVER, fresh, day=held_on, by=by)
    handovers = Handover.objects.bulk_create(Handover(ceremony=ceremony, letter=letter) for letter in fresh)
    record(by, "letters handed over", ceremony, {"letters": [letter.reference for letter in fresh]})
    for letter in fresh:
        record(by, "letter handed over", letter, {"held_on": str(held_on)})
    return handovers


def _put_on_list(ceremony: Ceremony, letters: list[AppointmentLetter], *, by: User | None) -> None:
    """Whatever was handed over at a ceremony stands on its list; those not there yet are put behind the others."""
    entries = list(CeremonyEntry.objects.filter(letter__in=letters).select_related("letter", "ceremony"))
    for entry in entries:
        if entry.ceremony_id != ceremony.pk and not entry.is_absent:
            sentence = _("Letter {reference} is on the list of another ceremony ({ceremony}). Please note it there.")
            raise Refused(sentence.format(reference=entry.letter, ceremony=in_words(entry.ceremony)), "letters")
    here = [entry for entry in entries if entry.ceremony_id == ceremony.pk]
    late = [entry.letter for entry in here if entry.is_absent]
    note_facts(ceremony, Step.ABSENT, late, day=ceremony.held_on, by=by, is_taken_back=True)
    ceremony.entries.filter(letter__in=late).update(is_absent=False)
    listed = {entry.letter_id for entry in here}
    append(ceremony, [letter for letter in letters if letter.pk not in listed])
