from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.pilot import Pilot


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def covering(self, day: date) -> Self:
        return self.filter(first_day__lte=day).filter(Q(last_day__isnull=True) | Q(last_day__gte=day))

    def not_over(self, today: date) -> Self:
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=today))


class Absence(models.Model):
    """Days on which a pilot is not there and who stands in; why is nobody's business and not kept."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    stand_in = models.ForeignKey(
        Pilot, verbose_name=_("stand-in"), on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("pilot")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}, {self.first_day:%Y-%m-%d}"
