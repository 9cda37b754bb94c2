"""Days and hours of the demo: nothing happens on a weekend."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

BEGINS = time(9, 0)


def workday(day: date, plus: int = 0) -> date:
    """The day `plus` days after `day`; the Friday before where that is a Saturday or Sunday."""
    wanted = day + timedelta(days=plus)
    return wanted - timedelta(days=max(0, wanted.weekday() - 4))


def hours(day: date, teaching_units: int) -> tuple[datetime, datetime]:
    """Beginning and end of a session of so many units of 45 minutes, with a break; a long one has an hour at noon."""
    begins = datetime.combine(day, BEGINS, tzinfo=timezone.get_default_timezone())
    breaks = 60 if teaching_units > 4 else 15
    return begins, begins + timedelta(minutes=45 * teaching_units + breaks)
