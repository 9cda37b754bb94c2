from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.programme import DeliveryFormat, TrainingModule


class ModuleSessionQuerySet(models.QuerySet["ModuleSession"]):
    def visible_to_trainer(self, user: User) -> Self:
        return self.filter(trainer=user)


class ModuleSession(models.Model):
    """A date on which a round works on a module."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    delivery_format = models.CharField(_("format"), max_length=20, choices=DeliveryFormat.choices)
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="taught_sessions")

    objects = ModuleSessionQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(name="session_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self) -> str:
        return f"{self.module} {self.starts_at:%Y-%m-%d}"
