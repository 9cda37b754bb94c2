"""The running numbers of letters: how one is written, and whether a year's series is whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from programmes.models.letter import AppointmentLetter
from programmes.models.letter_counter import LetterCounter
from programmes.rules.letter_sender import sender_in_force


@dataclass(frozen=True)
class Series:
    """The numbers of one year as the register holds them, beside the last one its counter gave out."""

    year: int
    first: int
    last: int
    letters: int
    different: int
    last_given: int

    @property
    def is_whole(self) -> bool:
        """Whether the numbers run from 1 to the last one given, without a gap or a double."""
        return self.first == 1 and self.last == self.letters == self.different == self.last_given


def reference_of(year: int, number: int, number_format: str = "") -> str:
    """A letter's number as it is printed, in `number_format` or else in the one in force (one query)."""
    return str((number_format or sender_in_force().number_format).format(year=year, number=number))


def series_of_years() -> list[Series]:
    """The series of every year in which letters were issued, newest first; two queries."""
    given = dict(LetterCounter.objects.values_list("year", "last_number"))
    years = AppointmentLetter.objects.values("year").annotate(
        first=Min("number"), last=Max("number"), letters=Count("pk"), different=Count("number", distinct=True)
    )
    return [Series(**year, last_given=given.get(year["year"], 0)) for year in years.order_by("-year")]
