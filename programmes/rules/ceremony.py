"""Where each letter of a ceremony stands, what is next for it, and why a step is not possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models.pilot import Pilot
from programmes.models.ceremony import Ceremony, CeremonyEntry, CeremonyFact, Handover, Step
from programmes.models.letter import AppointmentLetter, AppointmentLetterQuerySet, LetterStanding, LetterState

# The way of a letter whose owner is there; not being there is the exception beside it.
WAY = (Step.PRINTED, Step.SIGNED, Step.HANDED_OVER)


@dataclass(frozen=True)
class Place:
    """One letter of a list with the days of its steps; a step not taken, or taken back, has none."""

    entry: CeremonyEntry
    printed_on: date | None = None
    signed_on: date | None = None
    handed_over_on: date | None = None
    is_handed_over_elsewhere: bool = False
    goes_on: date | None = None  # whoever was absent stands on the list of another ceremony by now, of that day

    @property
    def letter(self) -> AppointmentLetter:
        return self.entry.letter

    @property
    def pilot(self) -> Pilot:
        return self.letter.appointment.pilot

    @property
    def department(self) -> str:
        """Where the person works, as the enrolment knows it, which follows every move."""
        return self.letter.appointment.enrolment.department.name

    @property
    def is_in_force(self) -> bool:
        """Whether this paper still counts: one that was replaced or withdrawn is not handed over any more."""
        return self.letter.state == LetterState.ISSUED

    @property
    def is_expected(self) -> bool:
        """Whether somebody is to get this letter here and has not got it yet."""
        return self.is_in_force and self.handed_over_on is None and not self.entry.is_absent

    @property
    def done(self) -> tuple[tuple[Step, date], ...]:
        """The steps taken, in their order, each with its day; those on the way only, and none of another ceremony."""
        days = (self.printed_on, self.signed_on, None if self.is_handed_over_elsewhere else self.handed_over_on)
        return tuple((step, day) for step, day in zip(WAY, days, strict=True) if day)

    @property
    def last(self) -> Step | None:
        """The step that can be taken back: the last one."""
        if self.entry.is_absent:
            return None if self.handed_over_on or self.goes_on else Step.ABSENT
        return self.done[-1][0] if self.done else None

    @property
    def next(self) -> Step | None:
        """The step that comes next; None where nothing is left to do here."""
        if not self.is_in_force or self.handed_over_on or self.goes_on:
            return None
        return Step.HANDED_OVER if self.entry.is_absent else WAY[len(self.done)]


def places_of(ceremony: Ceremony) -> list[Place]:
    """The letters of a list in their order, without their contents; two queries."""
    related = ("letter__appointment__pilot", "letter__appointment__enrolment__department", "letter__handover__ceremony")
    entries = ceremony.entries.select_related(*related).defer("letter__content", "letter__appointment__evidence")
    return with_facts(entries)


def with_facts(entries: QuerySet[CeremonyEntry]) -> list[Place]:
    """`entries` with the days of their steps. A letter keeps its steps when it goes on to another ceremony."""
    others = CeremonyEntry.objects.filter(letter=OuterRef("letter"), is_absent=False).exclude(pk=OuterRef("pk"))
    known = list(entries.annotate(goes_on=Subquery(others.values("ceremony__held_on")[:1])))
    steps: dict[tuple[int, str], date | None] = {}
    for fact in CeremonyFact.objects.filter(letter__in=[entry.letter_id for entry in known]).order_by("pk"):
        steps[fact.letter_id, fact.step] = None if fact.is_taken_back else fact.day
    places = []
    for entry in known:
        handover = _handover(entry.letter)
        places.append(
            Place(
                entry,
                printed_on=steps.get((entry.letter_id, Step.PRINTED)),
                signed_on=steps.get((entry.letter_id, Step.SIGNED)),
                handed_over_on=handover.ceremony.held_on if handover else None,
                is_handed_over_elsewhere=handover is not None and handover.ceremony_id != entry.ceremony_id,
                goes_on=entry.goes_on if entry.is_absent else None,
            )
        )
    return places


def _handover(letter: AppointmentLetter) -> Handover | None:
    return letter.handover if hasattr(letter, "handover") else None


def open_for(step: Step, places: Iterable[Place]) -> list[Place]:
    """Those of `places` that lack `step`, for whoever notes it for all of them at once."""
    if step == Step.ABSENT:
        return [place for place in places if place.is_expected]
    return [
        place
        for place in places
        if place.is_in_force
        and place.handed_over_on is None
        and place.goes_on is None
        and not (step == Step.HANDED_OVER and place.entry.is_absent)
        and step not in dict(place.done)
    ]


def why_not(step: Step, place: Place, *, day: date, today: date) -> str:
    """Why `step` cannot be noted for the letter at `place` with this `day`, in a sentence; empty where it can.

    A letter goes its way in order: printed, signed, handed over. What is handed over unsigned is no letter.
    """
    sentence = next(_objections(step, place, day, today), "")
    return sentence.format(reference=place.letter, day=date_format(day))


def _objections(step: Step, place: Place, day: date, today: date) -> Iterator[str]:
    """All that stands against the step, the most telling first."""
    if not place.is_in_force:
        yield _("Letter {reference} is not in force any more.")
    if place.handed_over_on:
        yield _("Letter {reference} was handed over already.")
    if step in dict(place.done) or (step == Step.ABSENT and place.entry.is_absent):
        yield _("For letter {reference}, this is noted already.")
    if day > today and step in (Step.HANDED_OVER, Step.ABSENT):
        yield _("The ceremony is on {day}. This can be noted from that day on.")
    if day > today:
        yield _("This day is in the future.")
    if day < place.letter.issued_on:
        yield _("Letter {reference} was issued after this day.")
    yield from _out_of_order(step, place, day)


def _out_of_order(step: Step, place: Place, day: date) -> Iterator[str]:
    if step in (Step.SIGNED, Step.HANDED_OVER) and place.printed_on is None:
        yield _("Letter {reference} is not printed yet.")
    if step == Step.SIGNED and place.printed_on and day < place.printed_on:
        yield _("Letter {reference} was printed after this day.")
    if step == Step.HANDED_OVER and place.signed_on is None:
        yield _("Letter {reference} is not signed yet.")
    if step == Step.HANDED_OVER and place.signed_on and day < place.signed_on:
        yield _("Letter {reference} was signed after the day of the ceremony.")


@dataclass(frozen=True)
class Tally:
    """How far a ceremony is: how many letters in force are on its list, and how many have taken which step."""

    letters: int
    printed: int
    signed: int
    handed_over: int
    absent: int

    @property
    def expected(self) -> int:
        """How many are still to be handed over here."""
        return self.letters - self.handed_over - self.absent


def tally(places: Sequence[Place]) -> Tally:
    """Count `places`; letters no longer in force count only where they were handed over."""
    counted = [place for place in places if place.is_in_force or place.handed_over_on]
    return Tally(
        letters=len(counted),
        printed=sum(place.printed_on is not None for place in counted),
        signed=sum(place.signed_on is not None for place in counted),
        handed_over=sum(place.handed_over_on is not None and not place.is_handed_over_elsewhere for place in counted),
        absent=sum(place.entry.is_absent for place in counted),
    )


def waiting_letters(today: date, ceremony: Ceremony | None = None) -> AppointmentLetterQuerySet:
    """The letters no list waits for yet, in the order of the names; whose appointment has ended is not honoured.

    With `ceremony`, those that can be put on its list: whoever was absent there gets the letter at another one.
    """
    letters = not_listed(AppointmentLetter.objects.to_hand_over()).by_name()
    standing = letters.with_standing(LetterStanding.IN_FORCE, today) | letters.with_standing(
        LetterStanding.COMING, today
    )
    return standing.exclude(ceremony_entries__ceremony=ceremony) if ceremony else standing


def not_listed(letters: AppointmentLetterQuerySet) -> AppointmentLetterQuerySet:
    """Those of `letters` that no ceremony's list waits for."""
    return letters.exclude(pk__in=CeremonyEntry.objects.filter(is_absent=False).values("letter"))


def in_words(ceremony: Ceremony) -> str:
    """Day and place, as a sentence names the ceremony."""
    return f"{date_format(ceremony.held_on)}, {ceremony.place}"


def is_settled(ceremony: Ceremony) -> bool:
    """Whether something happened on the day of the ceremony, so that day, place and host are facts."""
    return ceremony.handovers.exists() or ceremony.entries.filter(is_absent=True).exists()
