"""The reports of the tests, invented figures throughout."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from programmes.letters.report import Chapter, Figures, Paper

PEOPLE = Figures(
    ("Ausbildungsrunde", "Amt", "Stabsstelle", "Einrichtung", "Zusammen"),
    (
        ("7. Ausbildungsrunde", "11", "•", "•", "15"),
        ("8. Ausbildungsrunde", "9", "•", "•", "16"),
        ("Zusammen", "20", "5", "6", "31"),
    ),
    has_total=True,
)
ROUNDS = Figures(
    ("Ausbildungsrunde", "von", "bis", "Stand"),
    (
        ("7. Ausbildungsrunde", "07.01.2025", "27.06.2025", "abgeschlossen"),
        ("8. Ausbildungsrunde", "02.09.2025", "27.02.2026", "läuft"),
    ),
    of_words=True,
)


def make_report(**fields: Any) -> Paper:
    """Make a report of two rounds, with `fields` in place of its own."""
    defaults: dict[str, Any] = {
        "city": "Universitätsstadt Gießen",
        "office": "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "title": "Jahresbericht",
        "period": "2025",
        "sentences": (
            "Universitätsstadt Gießen: Im Jahr 2025 haben 31 Beschäftigte die Qualifizierung abgeschlossen.",
            "Am 31. Dezember 2025 gab es in 19 von 36 Ämtern eigene Digi-Lots*innen.",
        ),
        "chapters": (
            Chapter("Ausbildungsrunden", "", ROUNDS),
            Chapter("Abgeschlossen und ernannt", "", PEOPLE),
            Chapter("Projekte", "Im Jahr 2025 lief kein Projekt."),
        ),
        "note": "•: zurückgehalten. Gruppen mit weniger als 5 Personen haben keine Zahl.",
        "day": "2. März 2026",
        "printed_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return Paper(**(defaults | fields))


def make_long_report(lines: int = 60) -> Paper:
    """A table that needs several pages."""
    rounds = tuple((f"{number}. Ausbildungsrunde", "12", "•", "•", "17") for number in range(1, lines + 1))
    return make_report(chapters=(Chapter("Abgeschlossen", "", Figures(PEOPLE.head, rounds)),))


GOLDEN_REPORTS: dict[str, Callable[[], Paper]] = {
    "report": make_report,
    "report-pages": make_long_report,
    "report-specimen": partial(make_report, specimen=True, chapters=(), sentences=("Kein Jahr ohne Satz.",)),
}
