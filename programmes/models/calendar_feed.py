from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.cohort import Cohort


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def in_force(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret address under which a calendar program finds the dates of a person or a round, until it is revoked."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, null=True, blank=True, related_name="calendar_feeds")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feed_is_of_a_person_or_a_round",
                condition=Q(pilot__isnull=True, cohort__isnull=False) | Q(pilot__isnull=False, cohort__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_feed_in_force_per_person",
                fields=["pilot"],
                condition=Q(pilot__isnull=False, revoked_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_feed_in_force_per_round_and_coordinator",
                fields=["cohort", "made_by"],
                condition=Q(cohort__isnull=False, revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pilot or self.cohort)
