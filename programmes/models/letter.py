from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.letter_text import LetterTemplate, Signatory


class LetterKind(models.TextChoices):
    APPOINTMENT = "appointment", _("letter of appointment")
    REPLACEMENT = "replacement", _("replacement")
    END = "end", _("letter on the end of the appointment")


class LetterState(models.TextChoices):
    ISSUED = "issued", _("issued")
    REPLACED = "replaced", _("replaced")
    VOIDED = "voided", _("withdrawn")


LETTER_TRANSITIONS: dict[str, frozenset[str]] = {
    LetterState.ISSUED: frozenset({LetterState.REPLACED, LetterState.VOIDED}),
    LetterState.REPLACED: frozenset(),
    LetterState.VOIDED: frozenset(),
}


class AppointmentLetterQuerySet(models.QuerySet["AppointmentLetter"]):
    def of_person(self, user: User) -> Self:
        return self.filter(appointment__pilot__user=user)

    def in_order(self) -> Self:
        return self.order_by("-year", "-number")


class AppointmentLetter(models.Model):
    """A letter as it was issued. Its words, number and bytes never change; only its state moves on."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    reference = models.CharField(_("number"), max_length=40, unique=True)
    name_as_printed = models.CharField(_("name"), max_length=250)
    sort_key_as_printed = models.CharField(max_length=220)
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    verify_code = models.CharField(max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState.choices, default=LetterState.ISSUED)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    voided_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = AppointmentLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_letter_per_number", fields=["year", "number"]),
            models.UniqueConstraint(
                name="one_letter_of_appointment_in_force",
                fields=["appointment"],
                condition=Q(state=LetterState.ISSUED) & ~Q(kind=LetterKind.END),
            ),
            models.CheckConstraint(name="letter_is_in_a_known_state", condition=Q(state__in=LetterState.values)),
        ]

    def __str__(self) -> str:
        return self.reference


class LetterDocument(models.Model):
    """The letter's PDF, byte by byte, with its SHA-256 and the fingerprint of what set it."""

    letter = models.OneToOneField(AppointmentLetter, on_delete=models.PROTECT, related_name="document")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()

    append_only = (UPDATE, DELETE)

    def __str__(self) -> str:
        return f"{self.letter} ({self.sha256[:8]})"
