"""Which dates somebody can take beside those they have: the choice itself, intervals in and dates out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Obstacle(Enum):
    """What speaks against a date."""

    OFF = "called off"
    PAST = "begun already"
    FULL = "no seat is free"
    CLASH = "another date of the person at that time"


@dataclass(frozen=True)
class Slot:
    """A date as the choice sees it; `room` is how many seats are free, None where the person has one already."""

    session_id: int
    starts_at: datetime
    ends_at: datetime
    room: int | None = None
    is_off: bool = False

    def overlaps(self, other: Slot) -> bool:
        """Whether somebody cannot be at both; one may begin at the moment the other ends."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def obstacle(slot: Slot, expected: Iterable[Slot], now: datetime) -> Obstacle | None:
    """What speaks against `slot` for somebody who is expected at the dates `expected`; None where nothing does.

    A date does not clash with itself, so one's own dates can be asked about, too.
    """
    if slot.is_off:
        return Obstacle.OFF
    if slot.starts_at <= now:
        return Obstacle.PAST
    if slot.room is not None and slot.room <= 0:
        return Obstacle.FULL
    others = (other for other in expected if other.session_id != slot.session_id)
    return Obstacle.CLASH if any(slot.overlaps(other) for other in others) else None


def fitting(slots: Iterable[Slot], expected: Iterable[Slot], now: datetime) -> list[Slot]:
    """Those of `slots` against which nothing speaks, the earliest first."""
    known = list(expected)
    chosen = [slot for slot in slots if obstacle(slot, known, now) is None]
    return sorted(chosen, key=lambda slot: (slot.starts_at, slot.ends_at, slot.session_id))
