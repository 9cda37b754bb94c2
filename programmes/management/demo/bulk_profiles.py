"""What people of the large register tell, release and keep, and who of them is away: varied, so that counts differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.pilot import ContactWay, Pilot
from people.models.spoken_language import Language, SpokenLanguage
from people.models.topic import Topic
from people.rules.consents import CONSENT_TEXT_VERSION
from programmes.management.demo.calendar import hours

BIO = "Ich zeige gern, was mir selbst geholfen hat, und lerne dabei jedes Mal etwas dazu."
OFFICE_HOURS = ("montags 9 bis 10 Uhr", "dienstags 13 bis 15 Uhr", "donnerstags 8 bis 9 Uhr", "nach Absprache")
CONTACT_ME_FOR = ("erste Schritte", "kurze Fragen zwischendurch", "Schulungen für Ihr Team")
# Of a hundred people, how many tell this of themselves; of these most release it.
TELL = {
    VoluntaryField.BIO: 6,
    VoluntaryField.OFFICE_HOURS: 20,
    VoluntaryField.CONTACT_ME_FOR: 12,
    VoluntaryField.PREFERRED_CONTACT: 30,
    VoluntaryField.LANGUAGES: 25,
}
RELEASE_WHAT_THEY_TOLD, RELEASE_TOPICS = 80, 95
AWAY_NOW, WERE_AWAY = 1, 2
ABROAD = tuple(language for language in Language if language != Language.GERMAN)
AFTER_APPOINTMENT = timedelta(days=30)


def tell_of_themselves(pilot: Pilot, random: Random) -> None:
    """Fill in what `pilot`, not stored yet, tells; languages and releases follow once it is."""
    pilot.room = f"{random.randrange(1, 5)}.{random.randrange(1, 60):02}"
    if _happens(TELL[VoluntaryField.BIO], random):
        pilot.bio = BIO
    if _happens(TELL[VoluntaryField.OFFICE_HOURS], random):
        pilot.office_hours = random.choice(OFFICE_HOURS)
    if _happens(TELL[VoluntaryField.CONTACT_ME_FOR], random):
        pilot.contact_me_for = random.choice(CONTACT_ME_FOR)
    if _happens(TELL[VoluntaryField.PREFERRED_CONTACT], random):
        pilot.preferred_contact = random.choice(ContactWay.values)


def note_profiles(pilots: Sequence[Pilot], topics: Sequence[Topic], random: Random) -> None:
    """Topics, languages, releases and absences of stored pilots, in one insert each."""
    knows = Pilot.topics.through
    knows.objects.bulk_create(knows(pilot=pilot, topic=topic) for pilot in pilots for topic in random.sample(topics, 2))
    spoken = {pilot.pk: _languages(random) for pilot in pilots if _happens(TELL[VoluntaryField.LANGUAGES], random)}
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(pilot_id=pk, language=language) for pk, languages in spoken.items() for language in languages
    )
    Consent.objects.bulk_create(
        Consent(
            pilot=pilot,
            field=field,
            text_version=CONSENT_TEXT_VERSION,
            given_at=hours(_appointed(pilot), 1)[0],
        )
        for pilot in pilots
        for field in _released(pilot, random, speaks=pilot.pk in spoken)
    )
    Absence.objects.bulk_create(_absences(pilots, random))


def _languages(random: Random) -> list[str]:
    return [Language.GERMAN, *random.sample(ABROAD, random.randrange(1, 3))]


def _released(pilot: Pilot, random: Random, *, speaks: bool) -> Iterator[VoluntaryField]:
    if _happens(RELEASE_TOPICS, random):
        yield VoluntaryField.TOPICS
    for field in TELL:
        told = speaks if field == VoluntaryField.LANGUAGES else getattr(pilot, field)
        if told and _happens(RELEASE_WHAT_THEY_TOLD, random):
            yield field


def _absences(pilots: Sequence[Pilot], random: Random) -> Iterator[Absence]:
    """Some are away with no end known, so that they are whatever the day; of these every other has a stand-in."""
    for place, pilot in enumerate(pilots):
        first_day = _appointed(pilot) + AFTER_APPOINTMENT
        if _happens(WERE_AWAY, random):
            yield Absence(pilot=pilot, first_day=first_day, last_day=first_day + timedelta(days=11))
        elif _happens(AWAY_NOW, random):
            others = pilots[place - 1 : place] if _happens(50, random) else []
            yield Absence(pilot=pilot, first_day=first_day, stand_in=others[0] if others else None)


def _appointed(pilot: Pilot) -> date:
    if pilot.appointed_from is None:
        raise ValueError("Everybody in the large register is appointed.")
    return pilot.appointed_from


def _happens(percent: int, random: Random) -> bool:
    return random.randrange(100) < percent
