"""What people of the programme tell about themselves, and what of it they show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date

from django.utils import timezone

from people.actions.action import action, record
from people.models.consent import Consent, VoluntaryField
from people.models.pilot import Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from people.models.user import User
from people.rules.consents import text_version_of
from people.rules.own_profile import ON_THE_FORM, OwnProfile, Told


@action
def write_own_profile(pilot: Pilot, profile: OwnProfile, *, by: User | None) -> None:
    """Keep the whole profile as its person wants it: told, topics, releases, official contact and how they are called.

    What stays as it was leaves no event; a release that is no longer ticked is withdrawn.
    """
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    write_profile(pilot, by=by, told=profile.told)
    choose_topics(pilot, profile.topics, by=by)
    release(pilot, profile.shown, of=ON_THE_FORM, by=by)
    if changed := _keep(pilot, {"phone": profile.phone, "room": profile.room}):
        record(by, "contact corrected", pilot, {"fields": changed})
    called = {part: getattr(profile, part) for part in ("role_form", "form_of_address", "pronunciation")}
    if changed := _keep(pilot, called):
        record(by, "name corrected", pilot, {"fields": changed})


@action
def write_profile(pilot: Pilot, *, by: User | None, told: Told) -> None:
    """Keep what the person tells about themselves; each part is shown only with its consent."""
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    texts = {field: value for field, value in asdict(told).items() if field != "languages"}
    changed = _keep(pilot, texts)
    spoken = set(SpokenLanguage.objects.filter(pilot=pilot).values_list("language", flat=True))
    if spoken != set(told.languages):
        SpokenLanguage.objects.filter(pilot=pilot).exclude(language__in=told.languages).delete()
        SpokenLanguage.objects.bulk_create(
            SpokenLanguage(pilot=pilot, language=language) for language in told.languages if language not in spoken
        )
        changed.append("languages")
    if changed:
        record(by, "profile written", pilot, {"fields": changed})


@action
def choose_topics(pilot: Pilot, topics: Iterable[Topic], *, by: User | None) -> None:
    """Say what the pilot can be asked about; shown to others once the person has released it."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    chosen = {topic.pk for topic in topics}
    if chosen != set(pilot.topics.values_list("pk", flat=True)):
        pilot.topics.set(chosen)
        record(by, "topics chosen", pilot)


@action
def release(
    pilot: Pilot, shown: Collection[str], *, of: Iterable[VoluntaryField] = VoluntaryField, by: User | None
) -> None:
    """Of the voluntary fields `of`, show colleagues those in `shown` and hide the others."""
    for field in of:
        (give_consent if field in shown else withdraw_consent)(pilot, field, by=by)


@action
def give_consent(pilot: Pilot, field: VoluntaryField, *, by: User | None) -> Consent:
    """The person releases one voluntary field under the text in force; given twice, the first one stands."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    consent, new = Consent.objects.in_force().get_or_create(
        pilot=pilot, field=field, defaults={"text_version": text_version_of(field), "given_at": timezone.now()}
    )
    if new:
        record(by, "consent given", consent, {"pilot": pilot.pk, "field": str(field)})
    return consent


@action
def withdraw_consent(pilot: Pilot, field: VoluntaryField, *, by: User | None) -> None:
    """The person hides one voluntary field at once; released again, it gets a new consent."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    consent = Consent.objects.in_force().filter(pilot=pilot, field=field).first()
    if consent is not None:
        consent.withdrawn_at = timezone.now()
        consent.save()
        record(by, "consent withdrawn", consent, {"pilot": pilot.pk, "field": str(field)})


@action
def confirm_details(pilot: Pilot, *, by: User | None, today: date) -> None:
    """Note that the person has looked at the own entry and found it right; once a day is enough."""
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if pilot.details_confirmed_on != today:
        pilot.details_confirmed_on = today
        pilot.save(update_fields=["details_confirmed_on"])
        record(by, "details confirmed", pilot, {"on": str(today)})


def _keep(pilot: Pilot, values: Mapping[str, object]) -> list[str]:
    """Store those of `values` that differ; their names."""
    changed = [field for field, value in values.items() if getattr(pilot, field) != value]
    for field in changed:
        setattr(pilot, field, values[field])
    if changed:
        pilot.save(update_fields=changed)
    return changed
