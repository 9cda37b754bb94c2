from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.programme import Programme


class InterestQuerySet(models.QuerySet["Interest"]):
    def still_open(self) -> Self:
        return self.filter(closed_on__isnull=True)


class Interest(models.Model):
    """An employee's word to want to become one; kept until it is taken back or a round has taken the person in."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="interests")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    said_on = models.DateField(_("said on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ("said_on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="one_open_interest_per_person",
                fields=["programme", "user"],
                condition=Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="interest_closes_after_it_was_said",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("said_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
