"""What colleagues see of a pilot: official contact always, the rest only where the person released it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, When

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department
from people.models.photo import Photo
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_name import RoleName
from people.models.spoken_language import Language, SpokenLanguage
from people.models.topic import Topic
from people.rules.statements import SOME_DAY, Statement, as_day, compiled, fetched, part

# People are asked about in groups of this size, the last one filled up, so that few statements serve any number.
AT_ONCE = 25
NAME_FIELDS = (
    "academic_title",
    "given_names",
    "name_particle",
    "family_name",
    "academic_suffix",
    "display_name_override",
)
# What is known of one person, by its kind; the rows hold two numbers, six texts and two days.
Facts: TypeAlias = Mapping[str, Sequence[Sequence[Any]]]


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
    # Made of what the person has just typed, for nobody else to see.
    is_preview: bool = False


def visible_cards(pilots: Iterable[Pilot], today: date) -> list[Card]:
    """The cards of `pilots` in their order: one query however many they are, none for nobody.

    A stand-in is named only while appointed. Departments, topics and stand-ins come with what a list shows of them
    and fetch the rest when it is asked for.
    """
    people: Sequence[Pilot] = list(pilots)
    facts = _facts([pilot.pk for pilot in people], today) if people else {}
    role_name = _role_name(facts.get(0, {}))
    return [_card(pilot, role_name, facts.get(pilot.pk, {})) for pilot in people]


def _card(pilot: Pilot, role_name: RoleName | None, facts: Facts) -> Card:
    released = {row[2] for row in facts.get("release", ())}
    return Card(
        pilot=pilot,
        role=role_name.form(pilot.role_form) if role_name else "",
        department=_department(facts),
        topics=_topics(facts) if VoluntaryField.TOPICS in released else (),
        bio=pilot.bio if VoluntaryField.BIO in released else "",
        languages=_languages(pilot, facts) if VoluntaryField.LANGUAGES in released else (),
        office_hours=pilot.office_hours if VoluntaryField.OFFICE_HOURS in released else "",
        contact_me_for=pilot.contact_me_for if VoluntaryField.CONTACT_ME_FOR in released else "",
        preferred_contact=pilot.preferred_contact if VoluntaryField.PREFERRED_CONTACT in released else "",
        photo=facts["photo"][0][2] if VoluntaryField.PHOTO in released and "photo" in facts else "",
        absence=_absence(pilot, facts),
    )


def _role_name(facts: Facts) -> RoleName | None:
    if "role name" not in facts:
        return None
    _pk, _none, feminine, masculine, neutral, *_others = min(facts["role name"], key=lambda row: row[0])
    return RoleName(singular_f=feminine, singular_m=masculine, singular_n=neutral)


def _department(facts: Facts) -> Department | None:
    if "department" not in facts:
        return None
    _assignment, pk, number, name, *_others = max(facts["department"], key=lambda row: row[0])
    return Department.from_db(connection.alias, ["id", "number", "name"], [pk, number, name])


def _topics(facts: Facts) -> tuple[Topic, ...]:
    known = sorted((sort_key, pk, name) for pk, _none, name, sort_key, *_others in facts.get("topic", ()))
    fields = ["id", "name", "sort_key"]
    return tuple(Topic.from_db(connection.alias, fields, [pk, name, key]) for key, pk, name in known)


def _languages(pilot: Pilot, facts: Facts) -> tuple[str, ...]:
    spoken = sorted(str(Language(row[2]).label) for row in facts.get("language", ()))
    return (*spoken, pilot.other_languages) if pilot.other_languages else tuple(spoken)


def _absence(pilot: Pilot, facts: Facts) -> Absence | None:
    """The absence of today that lasts longest."""
    if "absence" not in facts:
        return None
    longest = max(facts["absence"], key=lambda row: (row[9] is None, str(row[9] or ""), row[0]))
    pk, stand_in, *name, first_day, last_day = longest
    absence = Absence(pk=pk, pilot=pilot, first_day=as_day(first_day), last_day=last_day and as_day(last_day))
    if stand_in is not None:
        absence.stand_in = Pilot.from_db(connection.alias, ["id", *NAME_FIELDS], [stand_in, *name])
    return absence


def _facts(pilots: Sequence[int], today: date) -> dict[int, dict[str, list[Sequence[Any]]]]:
    """All that cards show beside the pilot's own fields, by the pilot; what belongs to everybody under 0."""
    places = -(-len(pilots) // AT_ONCE) * AT_ONCE
    filled = [*pilots, *[pilots[-1]] * (places - len(pilots))]
    statement = _statement(connection.vendor, places)
    values = {SOME_DAY: today} | {-place: pk for place, pk in enumerate(filled, start=1)}
    facts: dict[int, dict[str, list[Sequence[Any]]]] = defaultdict(lambda: defaultdict(list))
    for kind, pilot, *row in fetched(statement.sql, statement.bound(values)):
        facts[pilot or 0][kind].append(row)
    return facts


@cache
def _statement(_vendor: str, places: int) -> Statement:
    """Everything about `places` people, whose keys come later: until then they are -1, -2 and so on."""
    people = [-place for place in range(1, places + 1)]
    width = {"numbers": 3, "texts": 6, "days": 2}
    topics = Pilot.topics.through.objects.filter(pilot__in=people)
    places_of_work = DepartmentAssignment.objects.valid_on(SOME_DAY).filter(pilot__in=people, is_primary=True)
    absences = Absence.objects.covering(SOME_DAY).filter(pilot__in=people)
    # By EXISTS, as SQLite would list everybody for an IN.
    is_appointed = Exists(Pilot.objects.appointed_on(SOME_DAY).filter(pk=OuterRef("stand_in")))
    stand_in = Case(When(is_appointed, then=F("stand_in")))
    parts = [
        part(
            "department",
            places_of_work,
            numbers=["pilot", "pk", "department"],
            texts=["department__number", "department__name"],
            width=width,
        ),
        part("topic", topics, numbers=["pilot", "topic"], texts=["topic__name", "topic__sort_key"], width=width),
        part(
            "language",
            SpokenLanguage.objects.filter(pilot__in=people),
            numbers=["pilot", "pk"],
            texts=["language"],
            width=width,
        ),
        part(
            "release",
            Consent.objects.in_force().filter(pilot__in=people),
            numbers=["pilot", "pk"],
            texts=["field"],
            width=width,
        ),
        part(
            "absence",
            absences,
            numbers=["pilot", "pk", stand_in],
            texts=[f"stand_in__{name}" for name in NAME_FIELDS],
            days=["first_day", "last_day"],
            width=width,
        ),
        part("photo", Photo.objects.filter(pilot__in=people), numbers=["pilot", "pk"], texts=["sha256"], width=width),
        part(
            "role name",
            RoleName.objects.all(),
            numbers=[None, "pk"],
            texts=["singular_f", "singular_m", "singular_n"],
            width=width,
        ),
    ]
    return compiled(parts[0].union(*parts[1:], all=True))
