from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.user import User


class Signpost(models.Model):
    """What the box "The right person?" says. A change is a new row; the newest holds, the others stay readable."""

    pilots_help = models.TextField(_("what pilots help with"), max_length=400)
    service_helps = models.TextField(_("what the IT service helps with"), max_length=400)
    service_phone = models.CharField(_("phone number of the IT service"), max_length=40, blank=True)
    service_mail = models.EmailField(_("e-mail address of the IT service"), blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"
