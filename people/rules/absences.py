"""On which days colleagues are sent to whom while somebody is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from people.models.absence import Absence
from people.models.pilot import Pilot


@dataclass(frozen=True)
class Detour:
    """Days of an absence, the last one included (None: no end is known), and who is asked; None: somebody else."""

    first_day: date
    last_day: date | None
    stand_in: Pilot | None


def detours(absence: Absence) -> list[Detour]:
    """The days of `absence` in order, cut where its stand-in begins or ceases to be there.

    One query, unless the absences of stand-ins are prefetched (`stand_in__absences`).
    """
    if absence.stand_in is None:
        return [Detour(absence.first_day, absence.last_day, None)]
    away = list(absence.stand_in.absences.all())
    changes = _days_of_change(absence, absence.stand_in, away)
    found: list[Detour] = []
    for first, following in zip(changes, [*changes[1:], None], strict=True):
        there = absence.stand_in.is_appointed_on(first) and not any(_covers(other, first) for other in away)
        stand_in = absence.stand_in if there else None
        last = following - timedelta(days=1) if following else absence.last_day
        if found and found[-1].stand_in == stand_in:
            found[-1] = Detour(found[-1].first_day, last, stand_in)
        else:
            found.append(Detour(first, last, stand_in))
    return found


def _days_of_change(absence: Absence, stand_in: Pilot, away: list[Absence]) -> list[date]:
    """The first day of the absence, and those within it on which the stand-in comes or goes."""
    days = {stand_in.appointed_from, stand_in.appointed_until}
    days |= {other.first_day for other in away}
    days |= {other.last_day + timedelta(days=1) for other in away if other.last_day}
    within = {day for day in days if day and day > absence.first_day and _covers(absence, day)}
    return [absence.first_day, *sorted(within)]


def _covers(absence: Absence, day: date) -> bool:
    return absence.first_day <= day and (absence.last_day is None or absence.last_day >= day)
