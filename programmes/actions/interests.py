"""Employees say that they want to become one, and take it back; a place in a round settles it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.interest import Interest
from programmes.models.programme import Programme


@action
def say_interest(programme: Programme, user: User, *, today: date) -> Interest:
    """Note that `user` wants to take part in a round to come; Refused where that is noted already."""
    try:
        with transaction.atomic():
            interest = Interest.objects.create(programme=programme, user=user, said_on=today)
    except IntegrityError:
        raise Refused(_("Your interest is noted already.")) from None
    record(user, "interest said", interest, {})
    return interest


@action
def close_interest(user: User | None, *, by: User | None, today: date) -> None:
    """Let what `user` said be settled: it is taken back, or a round took them in. Where nothing is open, nothing."""
    for interest in Interest.objects.still_open().filter(user=user).select_for_update():
        interest.closed_on = today
        interest.save(update_fields=["closed_on"])
        record(by, "interest closed", interest, {})


@action
def close_interests(users: Iterable[int], *, by: User | None, today: date) -> list[Interest]:
    """Let what many `users` (their keys) said be settled at once; the interests that were open."""
    open_ones = Interest.objects.still_open().filter(user__in=list(users)).select_for_update().order_by("pk")
    settled = list(open_ones)
    for interest in settled:
        interest.closed_on = today
        record(by, "interest closed", interest, {})
    Interest.objects.bulk_update(settled, ["closed_on"], batch_size=500)
    return settled
