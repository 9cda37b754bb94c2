"""Who can be asked on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from people.models.absence import Absence
from people.models.pilot import Pilot, PilotQuerySet


def reachable_on(day: date) -> PilotQuerySet:
    """The pilots appointed on `day` whom no absence covers on it."""
    # Asked pilot by pilot: the absences of years are many more than the pilots a page asks about.
    return Pilot.objects.appointed_on(day).filter(~Exists(Absence.objects.covering(day).filter(pilot=OuterRef("pk"))))
