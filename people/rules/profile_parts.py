"""What floors above add to a pilot's profile, so that people need not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from people.models.pilot import Pilot

# The template of a part and what it shows; the template finds the latter under the name `part`.
ProfilePart: TypeAlias = tuple[str, Mapping[str, Any]]
PartMaker: TypeAlias = Callable[[Pilot, date], ProfilePart | None]
_makers: list[PartMaker] = []


def add_part(maker: PartMaker) -> None:
    """Let every profile show what `maker` says of its pilot on a day, None for nothing; called once, at the start."""
    _makers.append(maker)


def parts_of(pilot: Pilot, today: date) -> list[ProfilePart]:
    """The parts of the pilot's profile in the order their makers were added."""
    return [part for maker in _makers if (part := maker(pilot, today)) is not None]
