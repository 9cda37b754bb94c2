"""The sign-in sheets of the tests, invented people throughout."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from typing import Any

from programmes.letters.sheet import Expected, Sheet

PEOPLE = (
    Expected("Dr. Jördis Ährenfeld", "51 Jugendamt"),
    Expected("Lieselotte Hinterhuber-Schnabelwitz", "32 Amt für Brand- und Bevölkerungsschutz"),
    Expected("Nguyễn Thị Demo", "Stabsstelle Organisationsentwicklung & digitale Strategie"),
    Expected("Maximilian von der Testau", "10 Hauptamt"),
)


def make_sheet(**fields: Any) -> Sheet:
    """Make a sheet of four people, with `fields` in place of its own."""
    defaults: dict[str, Any] = {
        "city": "Universitätsstadt Gießen",
        "office": "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "title": "Teilnahmeliste",
        "module": "M3 Prozesse verstehen und verbessern",
        "facts": (
            ("Runde", "4. Ausbildungsrunde"),
            ("Termin", "Dienstag, 3. März 2026, 09:00–12:00 Uhr"),
            ("Ort", "Rathaus, Raum 2.14"),
            ("Leitung", "Tom Trainer"),
        ),
        "people": PEOPLE,
        "empty_rows": 2,
        "hint": "Mit der Unterschrift bestätigen Sie nur, dass Sie da waren.",
        "day": "3. März 2026",
        "printed_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return Sheet(**(defaults | fields))


def make_long_sheet(count: int = 60) -> Sheet:
    """So many people that they need several pages."""
    return make_sheet(people=tuple(islice(cycle(PEOPLE), count)))


GOLDEN_SHEETS: dict[str, Callable[[], Sheet]] = {
    "sheet": make_sheet,
    "sheet-pages": make_long_sheet,
    "sheet-empty": partial(make_sheet, people=()),
}
