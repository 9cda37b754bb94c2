from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.user import User
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


class CeremonyEntry(models.Model):
    """A letter on the list of a ceremony, in the order in which letters are handed over."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="entries")
    letter = models.ForeignKey(AppointmentLetter, on_delete=models.PROTECT, related_name="ceremony_entries")
    position = models.PositiveSmallIntegerField(_("position"))
    # Whoever was not there may stand on the list of another ceremony; the reason is nobody's business.
    is_absent = models.BooleanField(_("not present"), default=False)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(name="letter_is_once_on_a_list", fields=["ceremony", "letter"]),
            models.UniqueConstraint(
                name="one_list_waits_for_a_letter", fields=["letter"], condition=Q(is_absent=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.letter}"


class Step(models.TextChoices):
    """What happens to a letter on its way into its owner's hands."""

    PRINTED = "printed", _("printed")
    SIGNED = "signed", _("signed")
    HANDED_OVER = "handed_over", _("handed over")
    ABSENT = "absent", _("not present")


class CeremonyFact(models.Model):
    """One step of one letter, noted once and for ever: what was wrong is taken back by a later fact that says so."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="facts")
    letter = models.ForeignKey(AppointmentLetter, on_delete=models.PROTECT, related_name="facts")
    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    day = models.DateField(_("date"))
    is_taken_back = models.BooleanField(_("taken back"), default=False)
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    append_only = (UPDATE, DELETE)

    class Meta:
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="ceremony_step_is_known", condition=Q(step__in=Step.values))]

    def __str__(self) -> str:
        return f"{self.letter}: {self.get_step_display()}"


class Handover(models.Model):
    """One letter put into its owner's hands; that day is the ceremony's. Taken back, only its facts remain."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="handovers")
    letter = models.OneToOneField(AppointmentLetter, on_delete=models.PROTECT, related_name="handover")

    def __str__(self) -> str:
        return f"{self.letter} · {self.ceremony}"
