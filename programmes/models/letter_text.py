from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.user import User
from programmes.models.programme import Programme


class TextKind(models.TextChoices):
    """For which paper the office writes the words; all but certificate and notice are letters with a number."""

    APPOINTMENT = "appointment", _("letter of appointment")
    RENEWAL = "renewal", _("letter that carries an appointment on")
    REPLACEMENT = "replacement", _("replacement of a letter")
    END = "end", _("letter on the end of the appointment")
    CERTIFICATE = "certificate", _("certificate of participation")
    NOTICE = "notice", _("notice")


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    def signing_on(self, day: date) -> Self:
        """Who may sign on `day`, whoever usually does first, deputies after."""
        valid = self.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))
        return valid.order_by("is_deputy", "-valid_from", "-pk")


class Signatory(models.Model):
    """Who signs letters, under which office, from when on; beside the one who usually does there may be deputies."""

    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200)
    letterhead = models.CharField(_("line below the town’s name"), max_length=200, blank=True)
    valid_from = models.DateField(_("signs from"))
    valid_until = models.DateField(_("signs until"), null=True, blank=True)
    is_deputy = models.BooleanField(_("signs as a deputy"), default=False)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signatory_ends_after_beginning",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def released_on(self, day: date) -> Self:
        return self.filter(released_on__lte=day).order_by("-version")

    def drafts(self) -> Self:
        return self.filter(released_on__isnull=True)

    def released(self) -> Self:
        """All that are released, also those for a day to come, the newest first."""
        return self.filter(released_on__isnull=False).order_by("-version")


class LetterTemplate(models.Model):
    """A version of a paper's words, with {placeholders} of a closed list.

    Until it is released it is a draft that is written on; `revision` counts how often, so that nobody overwrites what
    they have not seen. From its release on it stays as it is: the database refuses every change.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind.choices, default=TextKind.APPOINTMENT)
    version = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    layout = models.CharField(_("layout"), max_length=40)
    released_on = models.DateField(_("used from"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written at"), null=True)

    append_only = (UPDATE, DELETE)
    append_only_once = "released_on"

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_text_per_version", fields=["programme", "kind", "version"]),
            models.UniqueConstraint(
                name="one_draft_of_each_text", fields=["programme", "kind"], condition=Q(released_on__isnull=True)
            ),
            models.CheckConstraint(name="letter_text_is_of_a_known_kind", condition=Q(kind__in=TextKind.values)),
            models.CheckConstraint(name="letter_text_has_words", condition=~Q(subject="") & ~Q(body="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
