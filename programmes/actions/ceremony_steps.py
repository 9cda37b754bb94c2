"""The steps of letters on a ceremony's list: printed, signed, handed over, not present; and what was wrong of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.ceremonies import locked
from programmes.models.ceremony import Ceremony, CeremonyEntry, CeremonyFact, Handover, Step
from programmes.models.letter import AppointmentLetter
from programmes.rules.ceremony import Place, in_words, open_for, places_of, why_not

AT_THE_CEREMONY = (Step.HANDED_OVER, Step.ABSENT)


@action
def note_step(
    ceremony: Ceremony,
    step: Step,
    *,
    day: date,
    by: User | None,
    today: date,
    entry: CeremonyEntry | None = None,
) -> int:
    """Note `step` for the letter of `entry`, else for every letter of the list that lacks it; all of them or none.

    Gives how many. What happens at the ceremony happens on its day, whatever `day` says. Raises Refused, naming the
    letter, for a step out of order, one noted before, or a day that cannot be; and where nothing is left to note.
    """
    fresh = locked(ceremony)
    places = _fresh_places(fresh)
    chosen = open_for(step, places) if entry is None else [_of(entry, places)]
    if not chosen:
        raise Refused(_("There is no letter left for which this could be noted."))
    day = fresh.held_on if step in AT_THE_CEREMONY else day
    for place in chosen:
        if reason := why_not(step, place, day=day, today=today):
            raise Refused(reason, None if step in AT_THE_CEREMONY else "day")
    if step == Step.ABSENT:
        _mark_absent(chosen, is_absent=True)
    if step == Step.HANDED_OVER:
        late = [place for place in chosen if place.entry.is_absent]
        _refuse_listed_elsewhere(late)
        _note(fresh, Step.ABSENT, late, day=day, by=by, is_taken_back=True)
        _mark_absent(late, is_absent=False)
        Handover.objects.bulk_create(Handover(ceremony=fresh, letter=place.letter) for place in chosen)
    _note(fresh, step, chosen, day=day, by=by)
    if step == Step.HANDED_OVER:
        for place in chosen:
            record(by, "letter handed over", place.letter, {"held_on": str(fresh.held_on)})
    return len(chosen)


@action
def take_back(entry: CeremonyEntry, step: Step, *, by: User | None, today: date) -> None:
    """Say that the last step noted of a letter was wrong; that it was noted once stays in the record.

    Raises Refused for a step that is not the last one, and for an absence whose letter went on to another list.
    """
    ceremony = locked(entry.ceremony)
    place = _of(entry, _fresh_places(ceremony))
    if step == Step.ABSENT and place.goes_on and not place.handed_over_on:
        _refuse_listed_elsewhere([place])
    if place.last != step:
        raise Refused(
            _("For letter {reference}, only the step noted last can be taken back.").format(reference=place.letter)
        )
    if step == Step.HANDED_OVER:
        Handover.objects.filter(letter=place.letter, ceremony=ceremony).delete()
    if step == Step.ABSENT:
        _mark_absent([place], is_absent=False)
    _note(ceremony, step, [place], day=today, by=by, is_taken_back=True)


def note_facts(
    ceremony: Ceremony,
    step: Step,
    letters: Iterable[AppointmentLetter],
    *,
    day: date,
    by: User | None,
    is_taken_back: bool = False,
) -> None:
    """Keep one fact for each of `letters`; only inside an action, which records what it is about."""
    now = timezone.now()
    CeremonyFact.objects.bulk_create(
        CeremonyFact(
            ceremony=ceremony,
            letter=letter,
            step=step,
            day=day,
            is_taken_back=is_taken_back,
            noted_at=now,
            noted_by=by,
        )
        for letter in letters
    )


def _note(
    ceremony: Ceremony,
    step: Step,
    places: list[Place],
    *,
    day: date,
    by: User | None,
    is_taken_back: bool = False,
) -> None:
    if not places:
        return
    letters = [place.letter for place in places]
    note_facts(ceremony, step, letters, day=day, by=by, is_taken_back=is_taken_back)
    verb = "ceremony step taken back" if is_taken_back else "ceremony step noted"
    changes = {"step": step.value, "on": str(day), "letters": [letter.reference for letter in letters]}
    record(by, verb, ceremony, changes)


def _fresh_places(ceremony: Ceremony) -> list[Place]:
    """The list as it stands, its letters locked too, so that none is replaced or withdrawn meanwhile."""
    letters = AppointmentLetter.objects.select_for_update().filter(ceremony_entries__ceremony=ceremony)
    list(letters.order_by("year", "number").values_list("pk", flat=True))
    return places_of(ceremony)


def _of(entry: CeremonyEntry, places: list[Place]) -> Place:
    found = next((place for place in places if place.entry.pk == entry.pk), None)
    if found is None:
        raise Refused(_("This letter is not on the list any more."))
    return found


def _mark_absent(places: list[Place], *, is_absent: bool) -> None:
    CeremonyEntry.objects.filter(pk__in=[place.entry.pk for place in places]).update(is_absent=is_absent)


def _refuse_listed_elsewhere(places: list[Place]) -> None:
    """Whoever was absent and stands on another list by now gets the letter there."""
    waiting = CeremonyEntry.objects.filter(letter__in=[place.letter for place in places], is_absent=False)
    for other in waiting.select_related("letter", "ceremony"):
        raise Refused(
            _("Letter {reference} is on the list of another ceremony by now: {ceremony}.").format(
                reference=other.letter, ceremony=in_words(other.ceremony)
            )
        )
