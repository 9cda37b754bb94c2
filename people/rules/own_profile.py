"""What pilots say about themselves, as it is written and as colleagues would see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace

from people.models.consent import VoluntaryField
from people.models.pilot import FormOfAddress, Pilot
from people.models.role_name import RoleForm, RoleName
from people.models.spoken_language import Language
from people.models.topic import Topic
from people.rules.profile import Card


@dataclass(frozen=True)
class Told:
    """What pilots tell about themselves, each part of their own free will; languages are values of Language."""

    bio: str = ""
    languages: Sequence[str] = ()
    other_languages: str = ""
    office_hours: str = ""
    contact_me_for: str = ""
    preferred_contact: str = ""
    helps_other_departments: bool = False


@dataclass(frozen=True)
class OwnProfile:
    """A whole profile as its person wants it from now on; `shown` are the voluntary fields released to colleagues."""

    told: Told = Told()
    topics: Collection[Topic] = ()
    shown: Collection[str] = ()
    phone: str = ""
    room: str = ""
    role_form: str = RoleForm.NEUTRAL
    form_of_address: str = FormOfAddress.NEUTRAL
    pronunciation: str = ""


# The picture is released with itself, being named to the press under words of its own: each on its own page.
ON_THE_FORM = tuple(field for field in VoluntaryField if field not in (VoluntaryField.PHOTO, VoluntaryField.PRESS))


def previewed(card: Card, profile: OwnProfile) -> Card:
    """The card that colleagues would see once `profile` is saved; `card` is today's. Nothing is written."""
    told, role_name = profile.told, RoleName.objects.first()

    def released(field: VoluntaryField, text: str) -> str:
        return text if field in profile.shown else ""

    shows_languages = VoluntaryField.LANGUAGES in profile.shown
    return replace(
        card,
        pilot=_with(card.pilot, profile),
        role=role_name.form(profile.role_form) if role_name else "",
        topics=tuple(profile.topics) if VoluntaryField.TOPICS in profile.shown else (),
        bio=released(VoluntaryField.BIO, told.bio),
        languages=_languages(told) if shows_languages else (),
        office_hours=released(VoluntaryField.OFFICE_HOURS, told.office_hours),
        contact_me_for=released(VoluntaryField.CONTACT_ME_FOR, told.contact_me_for),
        preferred_contact=released(VoluntaryField.PREFERRED_CONTACT, told.preferred_contact),
        is_preview=True,
    )


def _languages(told: Told) -> tuple[str, ...]:
    spoken = sorted(str(Language(code).label) for code in told.languages)
    return (*spoken, told.other_languages) if told.other_languages else tuple(spoken)


def _with(pilot: Pilot, profile: OwnProfile) -> Pilot:
    """A copy of the pilot, never saved, with what stands on every card."""
    pilot = copy(pilot)
    pilot.phone, pilot.room = profile.phone, profile.room
    pilot.helps_other_departments = profile.told.helps_other_departments
    pilot.preferred_contact = profile.told.preferred_contact
    return pilot
