"""Days on which nobody in Hesse works."""

from __future__ import annotations

from datetime import date

import pytest

from programmes.rules.workdays import easter, is_workday


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-25",
        "2026-06-04",
        "2026-10-03",
        "2026-12-25",
        "2026-03-07",
        "2026-03-08",
    ],
)
def test_nobody_works(day: str) -> None:
    assert not is_workday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-06", "2026-04-02", "2026-04-07", "2026-11-18", "2026-12-24"])
def test_the_day_after_and_the_holidays_of_others_are_workdays(day: str) -> None:
    assert is_workday(date.fromisoformat(day))


@pytest.mark.parametrize("sunday", ["2000-04-23", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22"])
def test_easter(sunday: str) -> None:
    assert easter(int(sunday[:4])) == date.fromisoformat(sunday)
