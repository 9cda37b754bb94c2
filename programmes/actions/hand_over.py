"""Letters reach their owners' hands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.ceremony import Ceremony, Handover
from programmes.models.letter import AppointmentLetter, LetterState


@action
def hand_over(
    letters: Iterable[AppointmentLetter], *, held_on: date, place: str, host: str, by: User | None, today: date
) -> list[Handover]:
    """Note that these letters were handed over on a day, where and by whom; all of them or none.

    Raises Refused for a day before a letter was issued or in the future, a letter handed over or withdrawn before, or a
    ceremony of this day and place with another host.
    """
    chosen = AppointmentLetter.objects.select_for_update().filter(pk__in=[letter.pk for letter in letters])
    fresh = list(chosen.order_by("year", "number"))
    if not fresh:
        raise Refused(_("Please choose at least one letter."), "letters")
    if held_on > today:
        raise Refused(_("This day is in the future."), "held_on")
    done = set(Handover.objects.filter(letter__in=fresh).values_list("letter", flat=True))
    for letter in fresh:
        if letter.pk in done:
            raise Refused(_("Letter {reference} was handed over already.").format(reference=letter), "letters")
        if letter.state != LetterState.ISSUED:
            raise Refused(_("Letter {reference} is not in force any more.").format(reference=letter), "letters")
        if held_on < letter.issued_on:
            raise Refused(_("Letter {reference} was issued after this day.").format(reference=letter), "held_on")
    ceremony, _new = Ceremony.objects.get_or_create(held_on=held_on, place=place, defaults={"host": host})
    if ceremony.host != host:
        raise Refused(_("On this day, {host} handed over letters at this place.").format(host=ceremony.host), "host")
    handovers = Handover.objects.bulk_create(Handover(ceremony=ceremony, letter=letter) for letter in fresh)
    record(by, "letters handed over", ceremony, {"letters": [letter.reference for letter in fresh]})
    for letter in fresh:
        record(by, "letter handed over", letter, {"held_on": str(held_on)})
    return handovers
