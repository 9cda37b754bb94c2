from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.pilot import Pilot
from programmes.models.enrolment import Enrolment


class EndReason(models.TextChoices):
    OWN_WISH = "own_wish", _("own wish")
    LEFT = "left", _("left the administration")
    REVOKED = "revoked", _("revoked")
    EXPIRED = "expired", _("expired")


class AppointmentState(models.TextChoices):
    COMING = "coming", _("takes effect later")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def holding_after(self, day: date) -> Self:
        """Those of which `holds_after(day)` is true."""
        ends_later = Q(ended_on__gt=day) & Q(ended_on__gt=F("effective_from"))
        return self.filter(Q(ended_on__isnull=True) | ends_later)

    def in_force_on(self, day: date) -> Self:
        begun = self.filter(effective_from__lte=day)
        return begun.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=day)
        )


class Appointment(models.Model):
    """Somebody is a pilot from a day on. Whether today is one of these days follows from the dates alone."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="appointments")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="appointments")
    # The appointment whose term was over, where this one carries it on.
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals")
    effective_from = models.DateField(_("with effect from"))
    effective_until = models.DateField(_("term ends on"), null=True, blank=True)
    # From this day on it holds no more; a term, by contrast, names its last day.
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=EndReason.choices, blank=True)
    # Its letter was withdrawn and ended it: another appointment may take its place.
    is_withdrawn = models.BooleanField(_("letter withdrawn"), default=False)
    # What the gate saw when the letter was issued: curriculum, rule, every module with kind and date.
    evidence = models.JSONField()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_appointment_at_a_time", fields=["pilot"], condition=Q(ended_on__isnull=True)
            ),
            models.UniqueConstraint(
                name="one_first_appointment_per_enrolment",
                fields=["enrolment"],
                condition=Q(renews__isnull=True, is_withdrawn=False),
            ),
            models.UniqueConstraint(
                name="one_renewal_of_an_appointment", fields=["renews"], condition=Q(is_withdrawn=False)
            ),
            models.CheckConstraint(
                name="a_withdrawn_appointment_has_ended",
                condition=Q(is_withdrawn=False) | Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="an_end_has_a_day_and_a_reason",
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="appointment_ends_not_before_it_begins",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="term_ends_not_before_it_begins",
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
            ),
        ]

    lasting = ("pilot_id", "enrolment_id", "renews_id", "effective_from", "evidence")

    def __str__(self) -> str:
        return f"{self.pilot}, {self.effective_from:%Y-%m-%d}"

    def holds_after(self, day: date) -> bool:
        """Whether no end is known, or one after `day` (a term aside): whoever has such an appointment gets no other."""
        return self.ended_on is None or self.ended_on > max(day, self.effective_from)

    def state_on(self, day: date) -> AppointmentState:
        # One that was ended before it took effect has ended at once.
        if self.ended_on is not None and self.ended_on <= max(day, self.effective_from):
            return AppointmentState.ENDED
        if self.effective_until is not None and self.effective_until < day:
            return AppointmentState.ENDED
        return AppointmentState.COMING if day < self.effective_from else AppointmentState.IN_FORCE
