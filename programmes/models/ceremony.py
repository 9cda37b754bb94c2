from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.letter import AppointmentLetter


class Ceremony(models.Model):
    """The occasion on which letters are handed over."""

    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200)
    host = models.CharField(_("handed over by"), max_length=200)

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = [models.UniqueConstraint(name="one_ceremony_per_day_and_place", fields=["held_on", "place"])]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d}, {self.place}"


class Handover(models.Model):
    """One letter put into its owner's hands; that day is the ceremony's."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="handovers")
    letter = models.OneToOneField(AppointmentLetter, on_delete=models.PROTECT, related_name="handover")

    def __str__(self) -> str:
        return f"{self.letter} · {self.ceremony}"
