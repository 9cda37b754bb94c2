from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.append_only import UPDATE
from people.models.department import Department
from programmes.models.enrolment import Enrolment


class EarlierAgreement(models.Model):
    """The agreement of a head of department to somebody who works in another department by now. It is never changed."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(_("agreement of the head"))
    agreed_by = models.CharField(_("who agreed"), max_length=200)
    time_share = models.CharField(_("agreed share of working time"), max_length=100, blank=True)

    append_only = (UPDATE,)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.department}"
