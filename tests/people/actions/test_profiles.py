"""What people tell about themselves, and what of it they show."""

from __future__ import annotations

import pytest

from people.actions.profiles import (
    choose_topics,
    confirm_details,
    give_consent,
    withdraw_consent,
    write_own_profile,
    write_profile,
)
from people.models.audit_event import AuditEvent
from people.models.consent import Consent, VoluntaryField
from people.models.pilot import Pilot
from people.models.topic import Topic
from people.rules.own_profile import OwnProfile, Told
from tests.factories import TODAY, make_pilot
from tests.together import at_once, meeting_point

pytestmark = pytest.mark.django_db


def test_a_consent_given_twice_stands_once() -> None:
    pilot = make_pilot()

    give_consent(pilot, VoluntaryField.BIO, by=None)
    give_consent(pilot, VoluntaryField.BIO, by=None)

    assert Consent.objects.in_force().filter(pilot=pilot).count() == 1
    assert AuditEvent.objects.filter(verb="consent given").count() == 1


def test_a_profile_leaves_what_changed_meanwhile() -> None:
    pilot = make_pilot("Muster")
    Pilot.objects.update(family_name="Anders", appointed_from=TODAY)

    write_profile(pilot, by=None, told=Told(bio="Fragen Sie mich."))

    fresh = Pilot.objects.get()
    assert (fresh.family_name, fresh.appointed_from, fresh.bio) == ("Anders", TODAY, "Fragen Sie mich.")


def test_a_consent_withdrawn_and_given_again_is_a_new_row() -> None:
    pilot = make_pilot()

    give_consent(pilot, VoluntaryField.BIO, by=None)
    withdraw_consent(pilot, VoluntaryField.BIO, by=None)
    give_consent(pilot, VoluntaryField.BIO, by=None)

    first, second = Consent.objects.order_by("pk")
    assert (first.withdrawn_at is None, second.withdrawn_at is None) == (False, True)
    assert AuditEvent.objects.filter(verb="consent withdrawn").get().changes == {"pilot": pilot.pk, "field": "bio"}


def test_what_was_never_released_is_withdrawn_without_a_trace() -> None:
    pilot = make_pilot()
    give_consent(pilot, VoluntaryField.BIO, by=None)

    withdraw_consent(pilot, VoluntaryField.TOPICS, by=None)

    assert Consent.objects.in_force().get().field == VoluntaryField.BIO
    assert not AuditEvent.objects.filter(verb="consent withdrawn").exists()


def test_a_profile_leaves_the_release_of_the_picture_alone() -> None:
    pilot = make_pilot()
    give_consent(pilot, VoluntaryField.PHOTO, by=None)

    write_own_profile(pilot, OwnProfile(shown={"bio"}), by=None)

    assert set(Consent.objects.in_force().values_list("field", flat=True)) == {"photo", "bio"}


def test_the_same_topics_chosen_again_leave_no_event() -> None:
    pilot, topic = make_pilot(), Topic.objects.create(name="E-Akte", sort_key="e akte")

    choose_topics(pilot, [topic], by=None)
    choose_topics(pilot, [topic], by=None)

    assert list(pilot.topics.all()) == [topic]
    assert AuditEvent.objects.filter(verb="topics chosen").count() == 1


def test_details_are_confirmed_on_the_day_of_asking() -> None:
    pilot = make_pilot()

    confirm_details(pilot, by=None, today=TODAY)

    assert Pilot.objects.get().details_confirmed_on == TODAY


@pytest.mark.django_db(transaction=True)
def test_a_double_click_releases_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(Consent, "save", meeting_point(Consent.save))

    outcomes = at_once(
        lambda: give_consent(pilot, VoluntaryField.BIO, by=None),
        lambda: give_consent(pilot, VoluntaryField.BIO, by=None),
    )

    assert (outcomes, Consent.objects.count()) == (["done", "done"], 1)
