from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.user import User


class LetterForm(models.TextChoices):
    """Where the parts of a letter stand, by DIN 5008."""

    A = "A", _("form A: low letterhead, address further up")
    B = "B", _("form B: high letterhead with room for the crest")


class LetterSettings(models.Model):
    """How letters look and are numbered from a moment on. A change is a new row: the newest one holds.

    What is printed is frozen with each letter, so letters issued before stay as they are.
    """

    city = models.CharField(_("name of the town"), max_length=80)
    street = models.CharField(_("street and number"), max_length=80)
    town = models.CharField(_("postcode and town"), max_length=80)
    phone = models.CharField(_("phone"), max_length=40)
    mail = models.EmailField(_("e-mail"))
    footer_note = models.CharField(_("further lines of the footer"), max_length=200, blank=True)
    form = models.CharField(_("form of the letter"), max_length=1, choices=LetterForm.choices, default=LetterForm.B)
    number_format = models.CharField(_("format of the numbers"), max_length=40)
    # The older usage: "Sehr geehrte Frau Professorin," with no name behind it.
    professor_without_name = models.BooleanField(_("professors are addressed without their name"), default=False)
    crest = models.TextField(_("crest"), blank=True)
    crest_text = models.CharField(_("what the crest shows"), max_length=120, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written at"))

    append_only = (UPDATE, DELETE)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(name="letter_form_is_known", condition=Q(form__in=LetterForm.values)),
            models.CheckConstraint(name="own_crest_has_a_text", condition=Q(crest="") | ~Q(crest_text="")),
        ]

    def __str__(self) -> str:
        return f"{self.number_format} ({self.written_at:%Y-%m-%d})"
