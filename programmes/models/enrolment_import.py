from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.cohort import Cohort


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("preview")
    ENROLLED = "enrolled", _("enrolled")
    UNDONE = "undone", _("undone")


class EnrolmentImportQuerySet(models.QuerySet["EnrolmentImport"]):
    def run_by(self, user: User) -> Self:
        return self.filter(cohort__coordinators=user)


class EnrolmentImport(models.Model):
    """A list of people for a round: as it was read, and what became of it, so that it can be taken back whole.

    `lines` holds the read list with what was chosen for each line; `made` the enrolments that came of it.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    lines = models.JSONField(default=list)
    made = models.JSONField(default=list)

    objects = EnrolmentImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(name="import_is_in_a_known_state", condition=Q(state__in=ImportState.values))
        ]

    def __str__(self) -> str:
        return f"{self.cohort} {self.made_at:%Y-%m-%d}"
