from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case, Count, ExpressionWrapper, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.cohort import UNDER_WAY, Cohort, CohortState
from programmes.models.programme import DeliveryFormat, TrainingModule


class ModuleSessionQuerySet(models.QuerySet["ModuleSession"]):
    def visible_to_trainer(self, user: User) -> Self:
        return self.filter(trainer=user)

    def taking_place(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def open_to_guests_of(self, cohort: Cohort) -> Self:
        """Those at which people of `cohort` may be guests: of other rounds of its programme that are under way."""
        others = self.filter(cohort__programme=cohort.programme_id, cohort__state__in=UNDER_WAY)
        return others.exclude(cohort=cohort)

    def with_room(self) -> Self:
        """Each with `room`: how many guests find a seat beside the people of its own round, less than 0 for none.

        A round that still takes people in keeps all its seats for them.
        """
        kept = Case(When(cohort__state=CohortState.RUNNING, then="cohort__seats_taken"), default="cohort__seats")
        seats = Coalesce("seats", "cohort__seats")
        room = ExpressionWrapper(seats - kept - Count("guests"), output_field=models.IntegerField())
        return self.annotate(room=room)

    def with_free_seat(self) -> Self:
        """Those of `with_room` at which a guest finds a seat."""
        return self.with_room().filter(room__gt=0)


class ModuleSession(models.Model):
    """A date on which a round works on a module."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    delivery_format = models.CharField(_("format"), max_length=20, choices=DeliveryFormat.choices)
    link = models.URLField(_("link"), max_length=500, blank=True)
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="taught_sessions")
    external_trainer = models.CharField(_("trainer without an account"), max_length=200, blank=True)
    # Null: as many as the round has.
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    # How often it was changed since calendars know of it (RFC 5545 3.8.7.4).
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    # What `with_room` adds.
    room: int

    objects = ModuleSessionQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(name="session_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="session_has_one_trainer", condition=Q(trainer__isnull=True) | Q(external_trainer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} {self.starts_at:%Y-%m-%d}"
