"""Colleagues to name in a form: typed by name or address, suggested while typing."""

from __future__ import annotations

from datetime import date

from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.folding import fold

SUGGESTIONS = 200


def appointed_as(typed: str, day: date) -> list[Pilot]:
    """Up to two pilots appointed on `day` with this official address, or with all these words in their names."""
    appointed = Pilot.objects.appointed_on(day).in_order()
    if "@" in typed:
        return list(appointed.filter(mail=typed.strip().lower())[:2])
    words = fold(typed).split()
    if not words:
        return []
    for word in words:
        appointed = appointed.filter(name_words__word=word)
    return list(appointed[:2])


def near_colleagues(pilot: Pilot, day: date) -> list[Pilot]:
    """Whom to suggest to `pilot`: appointed people of the own departments first, then others, so many as help."""
    own = DepartmentAssignment.objects.valid_on(day).filter(pilot=pilot).values("department")
    near = DepartmentAssignment.objects.valid_on(day).filter(department__in=own).values("pilot")
    others = Pilot.objects.appointed_on(day).exclude(pk=pilot.pk).in_order()
    found = list(others.filter(pk__in=near)[:SUGGESTIONS])
    return found + list(others.exclude(pk__in=near)[: SUGGESTIONS - len(found)])
