"""Whose pictures colleagues may see."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from people.models.consent import Consent, VoluntaryField
from people.models.photo import Photo
from people.models.pilot import Pilot


def visible_photos(day: date) -> QuerySet[Photo]:
    """The pictures of the pilots appointed on `day` that are released now."""
    released = Consent.objects.in_force().filter(field=VoluntaryField.PHOTO).values("pilot")
    return Photo.objects.filter(pilot__in=Pilot.objects.appointed_on(day)).filter(pilot__in=released)
