from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme


class TextKind(models.TextChoices):
    """For which paper the office writes the words; the first three are letters with a number."""

    APPOINTMENT = "appointment", _("letter of appointment")
    REPLACEMENT = "replacement", _("replacement of a letter")
    END = "end", _("letter on the end of the appointment")
    CERTIFICATE = "certificate", _("certificate of participation")


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def signing_on(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Signatory(models.Model):
    """Who signs letters, under which office, from when on."""

    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200)
    letterhead = models.CharField(_("line below the town’s name"), max_length=200, blank=True)
    valid_from = models.DateField(_("signs from"))
    valid_until = models.DateField(_("signs until"), null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def released_on(self, day: date) -> Self:
        return self.filter(released_on__lte=day).order_by("-version")


class LetterTemplate(models.Model):
    """A version of a letter's words, with {placeholders} of a closed list; released versions stay as they are."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind.choices, default=TextKind.APPOINTMENT)
    version = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    layout = models.CharField(_("layout"), max_length=40)
    released_on = models.DateField(_("released on"), null=True, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_text_per_version", fields=["programme", "kind", "version"]),
            models.CheckConstraint(name="letter_text_is_of_a_known_kind", condition=Q(kind__in=TextKind.values)),
            models.CheckConstraint(name="letter_text_has_words", condition=~Q(subject="") & ~Q(body="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
