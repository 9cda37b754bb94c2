"""What floors above do when somebody moves to another department, so that people need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User


@dataclass(frozen=True)
class Move:
    """Somebody works primarily in another department from a day on; `before` is where until then, if anywhere."""

    pilot: Pilot
    before: Department | None
    after: Department
    on: date
    by: User | None


Follower: TypeAlias = Callable[[Move], None]
_followers: list[Follower] = []


def follow_moves(follower: Follower) -> None:
    """Let `follower` act in the same transaction as every move; called once, at the start."""
    _followers.append(follower)


def moved(move: Move) -> None:
    """Let all followers know of `move`."""
    for follower in _followers:
        follower(move)
