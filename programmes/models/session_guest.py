from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession


class SessionGuest(models.Model):
    """The seat of somebody of another round at a session. Giving it back removes the row; the audit trail keeps it."""

    session = models.ForeignKey(ModuleSession, on_delete=models.PROTECT, related_name="guests")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="guest_places")
    taken_at = models.DateTimeField(_("taken"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_guest_place_per_person_and_session", fields=["session", "enrolment"])
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.pilot} · {self.session}"
