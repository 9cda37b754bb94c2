from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.pilot import Pilot
from people.models.user import User


class ReportKind(models.TextChoices):
    """What a colleague says is wrong with an entry."""

    HAS_LEFT = "has_left", _("does not work here any more")
    DEPARTMENT = "department", _("works in another department")
    PHONE = "phone", _("phone number is wrong")
    MAIL = "mail", _("e-mail address is wrong")
    ROOM = "room", _("room is wrong")
    NAME = "name", _("name is written wrongly")
    TOPICS = "topics", _("topics do not fit")


class ReportOutcome(models.TextChoices):
    CORRECTED = "corrected", _("corrected")
    WAS_RIGHT = "was_right", _("the entry was right")


class EntryReportQuerySet(models.QuerySet["EntryReport"]):
    def unsettled(self) -> Self:
        return self.filter(settled_at__isnull=True)


class EntryReport(models.Model):
    """A colleague's word that an entry of the directory is wrong, until a coordinator has looked."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="entry_reports")
    kind = models.CharField(_("what is wrong"), max_length=12, choices=ReportKind.choices)
    note = models.CharField(_("what would be right"), max_length=200, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReportOutcome.choices, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = EntryReportQuerySet.as_manager()

    class Meta:
        ordering = ("reported_at", "pk")
        constraints = [
            models.CheckConstraint(name="report_is_of_a_known_kind", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(
                name="report_is_settled_by_somebody_with_an_outcome",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, outcome="")
                | Q(settled_at__gte=F("reported_at"), settled_by__isnull=False, outcome__in=ReportOutcome.values),
            ),
            models.UniqueConstraint(
                name="one_open_report_per_colleague_and_kind",
                fields=["pilot", "kind", "reported_by"],
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_kind_display()}"
