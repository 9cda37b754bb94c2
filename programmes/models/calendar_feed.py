from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from people.models.user import User
from programmes.models.cohort import Cohort


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret address under which a calendar program finds dates, until it is revoked.

    They are those of a round, for one of its coordinators; without a round, those of whoever made it.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_own_feed_in_force_per_account",
                fields=["made_by"],
                condition=Q(cohort__isnull=True, revoked_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_feed_in_force_per_round_and_coordinator",
                fields=["cohort", "made_by"],
                condition=Q(cohort__isnull=False, revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cohort or self.made_by)
