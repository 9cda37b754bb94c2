"""What the lists of a ceremony say; German, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from people.models.pilot import Pilot
from people.rules.tree import goes_on_as
from programmes.letters.characters import clean
from programmes.letters.roll import Called, Roll, Shape
from programmes.models.ceremony import Ceremony
from programmes.models.programme import Programme
from programmes.rules.ceremony import Place

TITLES = {Shape.FOLDER: "Unterschriftenmappe", Shape.NAMES: "Namensliste", Shape.PRESS: "Namen für die Presse"}
HINTS = {
    Shape.FOLDER: "Die Schreiben liegen in dieser Reihenfolge dahinter. Haken Sie ab, was unterschrieben ist.",
    Shape.NAMES: "Nur zum Vorlesen bei der Überreichung. Bitte danach vernichten.",
    Shape.PRESS: "Mit Namen genannt ist nur, wer darin eingewilligt hat; eine Einwilligung kann widerrufen werden. "
    "Bitte rufen Sie vor der Veröffentlichung eine frische Liste ab.",
}
_ONE, _MORE = "eine weitere Person", "{count} weitere Personen"


def compose_roll(
    shape: Shape, ceremony: Ceremony, places: Sequence[Place], *, named: frozenset[int], at: datetime
) -> Roll:
    """The list of `shape` for `places`, in their order; `named` are the pilots the press may name.

    On the list for the press, all others are only counted. One query.
    """
    programme = Programme.objects.select_related("office__successor", "role_name").first()
    shown = [place for place in places if shape != Shape.PRESS or place.pilot.pk in named]
    plural = programme.role_name.plural if programme else ""
    return Roll(
        shape=shape,
        city=settings.CITY_NAME,
        office=clean(goes_on_as(programme.office).name) if programme else "",
        title=TITLES[shape],
        occasion=clean(f"{_day(ceremony.held_on)}, {ceremony.place}"),
        facts=(
            ("Überreicht von", clean(ceremony.host)),
            ("Schreiben" if shape == Shape.FOLDER else "Anzahl", clean(f"{len(places)} {plural}".strip())),
        ),
        people=tuple(_called(shape, place) for place in shown),
        closing=_others(len(places) - len(shown), beside=bool(shown)) if shape == Shape.PRESS else "",
        hint=HINTS[shape],
        day=_day(timezone.localdate(at)),
        printed_at=at.replace(microsecond=0),
        specimen=settings.DEMO_MODE,
    )


def _called(shape: Shape, place: Place) -> Called:
    return Called(
        name=clean(spoken_name(place.pilot) if shape == Shape.NAMES else place.letter.name_as_printed),
        department=clean(place.department),
        spoken=clean(place.pilot.pronunciation) if shape == Shape.NAMES else "",
        reference=place.letter.reference if shape == Shape.FOLDER else "",
    )


def spoken_name(pilot: Pilot) -> str:
    """The name as it is read out: with the title before it, without the degree behind it."""
    return pilot.display_name.removesuffix(f", {pilot.academic_suffix}")


def _others(count: int, *, beside: bool) -> str:
    if not count:
        return ""
    words = _ONE if count == 1 else _MORE.format(count=count)
    return f"und {words}" if beside else words.removeprefix("weitere ").replace(" weitere", "")


def _day(day: date) -> str:
    with override("de"):
        return date_format(day, "j. F Y")
