"""The certificates of the tests, invented people throughout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from programmes.letters.body import fill, parse
from programmes.letters.certificate import Certificate

BODY = parse(
    "**{name}** hat an diesem Modul teilgenommen und es am {day} erfolgreich abgeschlossen.\n\nWir danken herzlich.",
    {"name", "day"},
)


def make_certificate(**fields: Any) -> Certificate:
    """Make one for a module of a morning, with `fields` in place of its own."""
    name = fields.get("name", "Dr. Jördis Ährenfeld")
    defaults: dict[str, Any] = {
        "layout": "bescheinigung-v1",
        "city": "Universitätsstadt Gießen",
        "office": "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "title": "Teilnahmebescheinigung",
        "name": name,
        "module": "D3 Prozesse verstehen, aufnehmen und verbessern",
        "facts": (
            ("Themenbereich", "Digitalisierung einer Kommunalverwaltung"),
            ("Umfang", "8\u00a0Unterrichtseinheiten zu je 45\u00a0Minuten"),
            ("Abgeschlossen am", "23. Februar 2026"),
            ("Rahmen", "Qualifizierungsprogramm für Digi-Lots*innen, 2. Ausbildungsrunde"),
        ),
        "body": fill(BODY, {"name": name, "day": "23. Februar 2026"}),
        "issued": "Universitätsstadt Gießen, 2. März 2026",
        "issuer": "Stabsstelle Organisationsentwicklung & digitale Strategie · Telefon 0641 306-0000",
        "hint": "Diese Bescheinigung gilt ohne Unterschrift.",
        "day": "23. Februar 2026",
        "printed_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return Certificate(**(defaults | fields))


LONG_TEXT = "\n\n".join(["**{name}** hat an diesem Modul teilgenommen. Das ist ein Satz, der Platz nimmt. " * 4] * 6)

GOLDEN_CERTIFICATES: dict[str, Callable[[], Certificate]] = {
    "certificate": make_certificate,
    "certificate-long": partial(
        make_certificate,
        name="Lieselotte Wilhelmine Hinterhuber-Schnabelwitz-Langenscheid, M. A.",
        module="D1 Digitale Stadtverwaltung: Strategie, Onlinezugangsgesetz und Verwaltungsleistungen im Überblick",
    ),
    "certificate-pages": lambda: make_certificate(body=fill(parse(LONG_TEXT, {"name"}), {"name": "Sam Muster"})),
    "certificate-specimen": partial(make_certificate, name="Nguyễn Thị Demo", specimen=True),
}
