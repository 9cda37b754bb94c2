from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.cohort import Cohort


class ResultBatch(models.Model):
    """Results that were recorded with one click, so that one click can take them back."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.cohort}: {self.pk}"
