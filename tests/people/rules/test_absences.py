"""Who is asked on which days of an absence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from people.models.absence import Absence
from people.models.pilot import Pilot
from people.rules.absences import detours
from tests.factories import LONG_AGO, make_pilot

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)


def make_colleague(**fields: Any) -> Pilot:
    return make_pilot("Beispiel", **{"appointed_from": LONG_AGO, **fields})


def away(pilot: Pilot, first: date, last: date | None, stand_in: Pilot | None = None) -> Absence:
    return Absence.objects.create(pilot=pilot, first_day=first, last_day=last, stand_in=stand_in)


def spans(absence: Absence) -> list[tuple[int, int | None, bool]]:
    """First and last day of March, and whether the stand-in is asked."""
    return [
        (detour.first_day.day, detour.last_day.day if detour.last_day else None, detour.stand_in is not None)
        for detour in detours(absence)
    ]


@pytest.mark.parametrize("last", [LAST, None])
def test_without_a_stand_in_all_days_go_to_somebody_else(last: date | None) -> None:
    absence = away(make_pilot(), FIRST, last)

    assert spans(absence) == [(10, last and 20, False)]


@pytest.mark.parametrize("last", [LAST, None])
def test_a_stand_in_who_is_there_is_asked_on_all_days(last: date | None) -> None:
    absence = away(make_pilot(), FIRST, last, make_colleague())

    assert spans(absence) == [(10, last and 20, True)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (12, 14, [(10, 11, True), (12, 14, False), (15, 20, True)]),
        (5, 11, [(10, 11, False), (12, 20, True)]),
        (18, 25, [(10, 17, True), (18, 20, False)]),
        (18, None, [(10, 17, True), (18, 20, False)]),
        (12, 12, [(10, 11, True), (12, 12, False), (13, 20, True)]),
        (20, 25, [(10, 19, True), (20, 20, False)]),
        (10, 20, [(10, 20, False)]),
        (21, 25, [(10, 20, True)]),
        (1, 9, [(10, 20, True)]),
    ],
)
def test_days_on_which_the_stand_in_is_away_too_go_to_somebody_else(
    first: int, last: int | None, expected: list[tuple[int, int, bool]]
) -> None:
    colleague = make_colleague()
    away(colleague, date(2026, 3, first), last and date(2026, 3, last))

    assert spans(away(make_pilot(), FIRST, LAST, colleague)) == expected


def test_a_stand_in_whose_appointment_ends_is_asked_until_then() -> None:
    colleague = make_colleague(appointed_until=date(2026, 3, 15))

    assert spans(away(make_pilot(), FIRST, None, colleague)) == [(10, 14, True), (15, None, False)]
