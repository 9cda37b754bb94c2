from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.pilot import Pilot


class VoluntaryField(models.TextChoices):
    """What a pilot may show or keep to themselves; each needs its own consent. Being named to the press is one, too."""

    TOPICS = "topics", _("topics")
    BIO = "bio", _("about me")
    LANGUAGES = "languages", _("languages")
    OFFICE_HOURS = "office_hours", _("office hours")
    CONTACT_ME_FOR = "contact_me_for", _("contact me for")
    PREFERRED_CONTACT = "preferred_contact", _("how I like to be asked")
    PHOTO = "photo", _("photo")
    PRESS = "press", _("named to the press")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """A pilot agreed to show one voluntary field, under one version of the text; withdrawing hides it at once."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="consents")
    field = models.CharField(_("field"), max_length=20, choices=VoluntaryField.choices)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_consent_in_force_per_field",
                fields=["pilot", "field"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_was_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_field_display()}"
