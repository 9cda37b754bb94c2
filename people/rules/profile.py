"""What colleagues see of a pilot: official contact always, the rest only where the person released it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from people.models.consent import Consent, VoluntaryField
from people.models.department import Department
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
    languages: str
    office_hours: str


def visible_cards(pilots: Iterable[Pilot], today: date) -> list[Card]:
    """The cards of `pilots` in their order, in the same few queries however many they are."""
    people: Sequence[Pilot] = list(pilots)
    prefetch_related_objects(people, "topics")
    released: dict[int, set[str]] = {}
    for pilot_id, field in Consent.objects.in_force().filter(pilot__in=people).values_list("pilot", "field"):
        released.setdefault(pilot_id, set()).add(field)
    departments = {
        assignment.pilot_id: assignment.department
        for assignment in DepartmentAssignment.objects.valid_on(today)
        .filter(pilot__in=people, is_primary=True)
        .select_related("department")
    }
    role_name = RoleName.objects.first()
    return [_card(pilot, role_name, departments, released.get(pilot.pk, set())) for pilot in people]


def _card(
    pilot: Pilot,
    role_name: RoleName | None,
    departments: Mapping[int, Department],
    released: set[str],
) -> Card:
    return Card(
        pilot=pilot,
        role=role_name.form(pilot.role_form) if role_name else "",
        department=departments.get(pilot.pk),
        topics=tuple(pilot.topics.all()) if VoluntaryField.TOPICS in released else (),
        bio=pilot.bio if VoluntaryField.BIO in released else "",
        languages=pilot.languages if VoluntaryField.LANGUAGES in released else "",
        office_hours=pilot.office_hours if VoluntaryField.OFFICE_HOURS in released else "",
    )
