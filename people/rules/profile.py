"""What colleagues see of a pilot: official contact always, the rest only where the person released it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department
from people.models.photo import Photo
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_name import RoleName
from people.models.topic import Topic


@dataclass(frozen=True)
class Card:
    """One pilot as colleagues see them today."""

    pilot: Pilot
    role: str
    department: Department | None
    topics: tuple[Topic, ...]
    bio: str
    languages: tuple[str, ...]
    office_hours: str
    contact_me_for: str
    preferred_contact: str
    photo: str
    absence: Absence | None


def visible_cards(pilots: Iterable[Pilot], today: date) -> list[Card]:
    """The cards of `pilots` in their order, in the same few queries however many they are."""
    people: Sequence[Pilot] = list(pilots)
    prefetch_related_objects(people, "topics", "spoken_languages")
    released: dict[int, set[str]] = {}
    for pilot_id, field in Consent.objects.in_force().filter(pilot__in=people).values_list("pilot", "field"):
        released.setdefault(pilot_id, set()).add(field)
    departments = {
        assignment.pilot_id: assignment.department
        for assignment in DepartmentAssignment.objects.valid_on(today)
        .filter(pilot__in=people, is_primary=True)
        .select_related("department")
    }
    absences = {
        absence.pilot_id: absence
        for absence in Absence.objects.covering(today).filter(pilot__in=people).select_related("stand_in")
    }
    photos = dict(Photo.objects.filter(pilot__in=people).values_list("pilot", "sha256"))
    role_name = RoleName.objects.first()
    return [
        _card(
            pilot,
            role_name.form(pilot.role_form) if role_name else "",
            departments.get(pilot.pk),
            released.get(pilot.pk, set()),
            photos.get(pilot.pk, ""),
            absences.get(pilot.pk),
        )
        for pilot in people
    ]


def _card(
    pilot: Pilot,
    role: str,
    department: Department | None,
    released: set[str],
    photo: str,
    absence: Absence | None,
) -> Card:
    return Card(
        pilot=pilot,
        role=role,
        department=department,
        topics=tuple(pilot.topics.all()) if VoluntaryField.TOPICS in released else (),
        bio=pilot.bio if VoluntaryField.BIO in released else "",
        languages=_languages(pilot) if VoluntaryField.LANGUAGES in released else (),
        office_hours=pilot.office_hours if VoluntaryField.OFFICE_HOURS in released else "",
        contact_me_for=pilot.contact_me_for if VoluntaryField.CONTACT_ME_FOR in released else "",
        preferred_contact=pilot.preferred_contact if VoluntaryField.PREFERRED_CONTACT in released else "",
        photo=photo if VoluntaryField.PHOTO in released else "",
        absence=absence,
    )


def _languages(pilot: Pilot) -> tuple[str, ...]:
    spoken = sorted(str(entry) for entry in pilot.spoken_languages.all())
    return (*spoken, pilot.other_languages) if pilot.other_languages else tuple(spoken)
