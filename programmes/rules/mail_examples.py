"""Invented facts with which the office sees its words of a mail before anybody gets them."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "de": {
        "name": "Jo Beispiel",
        "person": "Sam Muster",
        "department": "Jugendamt",
        "round": "3. Ausbildungsrunde",
        "period": "7. September bis 18. Dezember 2026",
        "effort": "etwa zwei Tage im Monat",
        "until": "24. August 2026",
        "module": "Die elektronische Akte",
        "when": "Montag, 14. September 2026, 9 bis 12 Uhr",
        "place": "Rathaus, Raum 3",
        "trainer": "Alex Vorbild",
        "changes": "Raum 3 statt Raum 1",
        "asked_on": "17. August 2026",
        "modules": "D1 Digitale Stadtverwaltung, C1 Veränderung begleiten",
        "decision": "anerkannt",
        "last_day": "30. September 2026",
        "news": "Sam Muster wechselt am 1. Oktober 2026 in das Sportamt.",
    },
    "en": {
        "name": "Jo Beispiel",
        "person": "Sam Muster",
        "department": "Jugendamt",
        "round": "3rd round",
        "period": "7 September to 18 December 2026",
        "effort": "about two days a month",
        "until": "24 August 2026",
        "module": "The electronic file",
        "when": "Monday, 14 September 2026, 9 to 12",
        "place": "town hall, room 3",
        "trainer": "Alex Vorbild",
        "changes": "room 3 instead of room 1",
        "asked_on": "17 August 2026",
        "modules": "D1 The digital city, C1 Going along with change",
        "decision": "recognised",
        "last_day": "30 September 2026",
        "news": "Sam Muster moves to the Sportamt on 1 October 2026.",
    },
}


def example_facts(language: str) -> Mapping[str, str]:
    """A value for every placeholder there is."""
    return {**EXAMPLES[language], "link": f"{settings.PUBLIC_URL}/…"}
