from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession


class Attendance(models.Model):
    """Whether somebody was there on a date: yes or no, nothing more, no reason."""

    session = models.ForeignKey(ModuleSession, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    was_present = models.BooleanField(_("present"))
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_attendance_per_person_and_session", fields=["session", "enrolment"])
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.pilot} · {self.session}"
