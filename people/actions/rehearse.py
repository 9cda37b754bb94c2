"""A change tried out before somebody confirms it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction


def rehearse(change: Callable[[], object]) -> None:
    """Do `change` and take it back, so that a page can say beforehand what it would say afterwards.

    Raises what `change` raises, Refused above all; nothing of it is kept, no event either.
    """
    with transaction.atomic():
        change()
        transaction.set_rollback(True)
