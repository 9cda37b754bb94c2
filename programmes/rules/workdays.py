"""Days on which nobody in Hesse works (Hessisches Feiertagsgesetz, § 1)."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
# Good Friday, Easter Monday, Ascension Day, Whit Monday, Corpus Christi, counted from Easter Sunday.
_FROM_EASTER = (-2, 1, 39, 50, 60)


def is_workday(day: date) -> bool:
    """Whether `day` is neither a weekend nor a public holiday in Hesse."""
    moving = {easter(day.year) + timedelta(days=days) for days in _FROM_EASTER}
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED and day not in moving


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, offset = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * offset + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
