"""The lists of a ceremony in the tests, invented people throughout."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from typing import Any

from programmes.letters.roll import Called, Roll, Shape

PEOPLE = (
    Called("Dr. Jördis Ährenfeld", "Jugendamt", spoken="Jördis Ehrenfeld", reference="DL-2026-0001"),
    Called("Lieselotte Wilhelmine Hinterhuber-Schnabelwitz-Langenscheid", "Kulturamt", reference="DL-2026-0002"),
    Called("Nguyễn Thị Demo", "Stabsstelle Organisationsentwicklung & digitale Strategie", spoken="Nwijen Ti Demo"),
    Called("Prof. Dr. Beata Łukowska-Probe", "Vermessungsamt", spoken="Wukofska", reference="DL-2026-0004"),
)


def make_roll(shape: Shape = Shape.NAMES, **fields: Any) -> Roll:
    """Make a list of four people, with `fields` in place of its own."""
    defaults: dict[str, Any] = {
        "shape": shape,
        "city": "Universitätsstadt Gießen",
        "office": "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "title": "Namensliste",
        "occasion": "2. März 2026, Rathaus, Berliner Platz 1",
        "facts": (("Überreicht von", "Oberbürgermeister Frank-Tilo Becher"), ("Anzahl", "4 Digi-Lots*innen")),
        "people": PEOPLE,
        "closing": "und 3 weitere Personen" if shape == Shape.PRESS else "",
        "hint": "Nur zum Vorlesen bei der Überreichung.",
        "day": "2. März 2026",
        "printed_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return Roll(**(defaults | fields))


def make_long_roll(shape: Shape, count: int = 60) -> Roll:
    """So many people that they need several pages."""
    return make_roll(shape, people=tuple(islice(cycle(PEOPLE), count)))


GOLDEN_ROLLS: dict[str, Callable[[], Roll]] = {
    **{f"roll-{shape}": partial(make_roll, shape) for shape in Shape},
    **{f"roll-{shape}-pages": partial(make_long_roll, shape) for shape in Shape},
    "roll-press-nobody": partial(make_roll, Shape.PRESS, people=(), closing="4 Personen"),
}
