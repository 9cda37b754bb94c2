"""A ceremony is prepared: its day, its place, and the letters on its list in their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.ceremony import Ceremony, CeremonyEntry, Handover
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState
from programmes.rules.ceremony import is_settled, places_of


class Order(TextChoices):
    """How a list can be put in order at once."""

    NAME = "name", gettext_lazy("by name")
    DEPARTMENT = "department", gettext_lazy("by department")


@action
def prepare_ceremony(*, held_on: date, place: str, host: str, by: User | None) -> Ceremony:
    """Plan a ceremony; its day may lie ahead or be past. Raises Refused where day and place are taken."""
    ceremony = Ceremony(held_on=held_on, place=place, host=host)
    _save(ceremony)
    record(by, "ceremony prepared", ceremony, {"held_on": str(held_on)})
    return ceremony


@action
def change_ceremony(ceremony: Ceremony, *, held_on: date, place: str, host: str, by: User | None) -> Ceremony:
    """Plan the ceremony otherwise. Raises Refused once something happened on its day, and as prepare_ceremony does."""
    fresh = locked(ceremony)
    if is_settled(fresh):
        raise Refused(_("What happened at this ceremony is noted, so its day, place and host stay as they are."))
    fresh.held_on, fresh.place, fresh.host = held_on, place, host
    _save(fresh)
    record(by, "ceremony changed", fresh, {"held_on": str(held_on)})
    return fresh


@action
def put_on_list(ceremony: Ceremony, letters: Iterable[AppointmentLetter], *, by: User | None) -> list[CeremonyEntry]:
    """Put letters at the end of the list, in the order of their names; all of them or none.

    Raises Refused for a letter that is not in force, was handed over, stands on a list already, or tells the end of an
    appointment, and where none is chosen.
    """
    fresh = locked(ceremony)
    chosen = AppointmentLetter.objects.select_for_update().filter(pk__in=[letter.pk for letter in letters])
    wanted = list(chosen.order_by("year", "number"))
    if not wanted:
        raise Refused(_("Please choose at least one letter."), "letters")
    handed_over = set(Handover.objects.filter(letter__in=wanted).values_list("letter", flat=True))
    listed = dict(
        CeremonyEntry.objects.filter(letter__in=wanted).order_by("is_absent").values_list("letter", "is_absent")
    )
    here = set(fresh.entries.values_list("letter", flat=True))
    for letter in wanted:
        if letter.state != LetterState.ISSUED or letter.kind == LetterKind.END:
            raise Refused(_("Letter {reference} is none to be handed over.").format(reference=letter), "letters")
        if letter.pk in handed_over:
            raise Refused(_("Letter {reference} was handed over already.").format(reference=letter), "letters")
        if letter.pk in here or listed.get(letter.pk) is False:
            raise Refused(_("Letter {reference} is on a list already.").format(reference=letter), "letters")
    entries = append(fresh, wanted)
    record(by, "letters put on list", fresh, {"letters": [letter.reference for letter in wanted]})
    return entries


@action
def take_off_list(entry: CeremonyEntry, *, by: User | None) -> None:
    """Take a letter off its list; what was noted of it stays noted.

    Raises Refused once its owner got it there or was not present.
    """
    ceremony = locked(entry.ceremony)
    fresh = CeremonyEntry.objects.select_related("letter").filter(pk=entry.pk).first()
    if fresh is None:
        raise Refused(_("This letter is not on the list any more."))
    if fresh.is_absent or Handover.objects.filter(letter=fresh.letter, ceremony=ceremony).exists():
        raise Refused(
            _("Letter {reference} stays on the list: what happened at the ceremony is noted.").format(
                reference=fresh.letter
            )
        )
    record(by, "letter taken off list", ceremony, {"letters": [fresh.letter.reference]})
    fresh.delete()


@action
def move_entry(entry: CeremonyEntry, *, up: bool, by: User | None) -> None:
    """Let a letter change places with the one before or behind it; at the end of the list nothing happens."""
    ceremony = locked(entry.ceremony)
    entries = list(ceremony.entries.select_related("letter").defer("letter__content"))
    place = next((place for place, other in enumerate(entries) if other.pk == entry.pk), None)
    if place is None:
        raise Refused(_("This letter is not on the list any more."))
    to = place - 1 if up else place + 1
    if 0 <= to < len(entries):
        entries[place], entries[to] = entries[to], entries[place]
        _number(entries)
        record(by, "list put in order", ceremony, {"letters": [entries[to].letter.reference]})


@action
def sort_list(ceremony: Ceremony, order: Order, *, by: User | None) -> None:
    """Put the whole list in order: by the names as printed, or by departments and within them by names."""
    fresh = locked(ceremony)
    places = places_of(fresh)
    places.sort(key=lambda one: (one.letter.sort_key_as_printed, one.letter.year, one.letter.number))
    if order == Order.DEPARTMENT:
        places.sort(key=lambda one: one.letter.appointment.enrolment.department.sort_key)
    _number([place.entry for place in places])
    record(by, "list put in order", fresh, {"rows": len(places)})


def locked(ceremony: Ceremony) -> Ceremony:
    """The ceremony's row, fresh and locked: whoever changes its list or its facts waits here first."""
    return Ceremony.objects.select_for_update().get(pk=ceremony.pk)


def list_of(letter: AppointmentLetter) -> Ceremony | None:
    """The ceremony on whose list `letter` waits for its owner."""
    waiting = CeremonyEntry.objects.filter(letter=letter, is_absent=False, letter__handover__isnull=True)
    entry = waiting.select_related("ceremony").first()
    return entry.ceremony if entry else None


def take_the_place(ceremony: Ceremony, old: AppointmentLetter, new: AppointmentLetter, *, by: User | None) -> None:
    """Let `new` wait where `old` did, prepared, not printed; only inside the action that locked the list and
    saw `old` wait on it."""
    ceremony.entries.filter(letter=old).update(letter=new)
    record(by, "letter taken off list", ceremony, {"letters": [old.reference]})
    record(by, "letters put on list", ceremony, {"letters": [new.reference]})


def append(ceremony: Ceremony, letters: Iterable[AppointmentLetter]) -> list[CeremonyEntry]:
    """Put letters behind those on the list, in the order of their names; only inside an action that locked it."""
    last = max(ceremony.entries.values_list("position", flat=True), default=0)
    in_order = sorted(letters, key=lambda letter: (letter.sort_key_as_printed, letter.year, letter.number))
    return CeremonyEntry.objects.bulk_create(
        CeremonyEntry(ceremony=ceremony, letter=letter, position=place)
        for place, letter in enumerate(in_order, last + 1)
    )


def _number(entries: list[CeremonyEntry]) -> None:
    for position, entry in enumerate(entries, start=1):
        entry.position = position
    CeremonyEntry.objects.bulk_update(entries, ["position"])


def _save(ceremony: Ceremony) -> None:
    try:
        with transaction.atomic():
            ceremony.save()
    except IntegrityError:  # the constraint decides, so that two who plan at once get one answer
        raise Refused(_("There is a ceremony on this day at this place already."), "held_on") from None
