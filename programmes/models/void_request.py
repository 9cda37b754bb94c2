from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.letter import AppointmentLetter, VoidReason


class VoidOutcome(models.TextChoices):
    """What became of the wish to withdraw a letter; empty while it waits."""

    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class VoidRequest(models.Model):
    """One admin asks to withdraw a letter, another one decides: four eyes, where they are switched on."""

    letter = models.ForeignKey(AppointmentLetter, on_delete=models.PROTECT, related_name="void_requests")
    reason = models.CharField(_("why it is to be withdrawn"), max_length=10, choices=VoidReason.choices)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=VoidOutcome.choices, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_wish_to_withdraw_a_letter", fields=["letter"], condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="nobody_confirms_their_own_wish",
                condition=~Q(outcome=VoidOutcome.CONFIRMED) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="a_decision_has_somebody_and_a_time",
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (Q(outcome__in=VoidOutcome.values) & Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.get_outcome_display() or _('open')}"
