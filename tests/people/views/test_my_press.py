"""Being named to the press: said and taken back by the person alone, each kept with its text."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models.audit_event import AuditEvent
from people.models.consent import Consent, VoluntaryField
from people.models.pilot import Pilot
from people.rules.consents import CONSENT_TEXTS
from tests.factories import make_pilot, make_user

pytestmark = pytest.mark.django_db
URL = "/my/press/"


@pytest.fixture
def me(client: Client) -> Pilot:
    user = make_user()
    client.force_login(user)
    return make_pilot("Ich", user=user)


def test_somebody_agrees_and_takes_it_back(client: Client, me: Pilot) -> None:
    assert "only counted" in client.get(URL).content.decode()

    agreed = client.post(URL, {"do": "agree"}, follow=True)
    assert agreed.context["has_agreed"]
    withdrawn = client.post(URL, {"do": "withdraw"}, follow=True)

    consent = Consent.objects.get()
    assert (consent.pilot, consent.field, consent.text_version) == (me, VoluntaryField.PRESS, "press-2026-1")
    assert consent.withdrawn_at is not None
    assert not withdrawn.context["has_agreed"]
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "consent given",
        "consent withdrawn",
    ]


def test_the_text_in_force_is_shown_word_for_word(client: Client, me: Pilot) -> None:
    assert str(CONSENT_TEXTS["press-2026-1"]) in client.get(URL).content.decode()


def test_anything_else_changes_nothing(client: Client, me: Pilot) -> None:
    client.post(URL, {"do": "publish"})

    assert not Consent.objects.exists()


def test_saving_the_profile_leaves_the_consent_for_the_press_alone(client: Client, me: Pilot) -> None:
    client.post(URL, {"do": "agree"})

    client.post("/my/profile/", {"role_form": "neutral", "form_of_address": "neutral", "pronunciation": "Ich"})

    assert Consent.objects.in_force().filter(field=VoluntaryField.PRESS).exists()


# --- how the name is spoken, which stands on the form of the profile -------------------------------------------------


def test_a_pronunciation_is_kept_and_its_change_is_an_event(client: Client, me: Pilot) -> None:
    client.post("/my/profile/", {"pronunciation": "Nojeh Degsampel (wie Exempel)"})

    assert Pilot.objects.get().pronunciation == "Nojeh Degsampel (wie Exempel)"
    assert AuditEvent.objects.get(verb="name corrected").changes == {"fields": ["pronunciation"]}


@pytest.mark.parametrize(("typed", "odd"), [("j\u0254\u0281dis", "\u0254 \u0281"), ("Łukowska 2", "2"), ("王", "王")])
def test_phonetic_signs_are_refused_and_what_was_typed_stays(client: Client, me: Pilot, typed: str, odd: str) -> None:
    shown = client.post("/my/profile/", {"pronunciation": typed})

    assert f"This does not work here: {odd}" in shown.content.decode()
    assert typed in shown.content.decode()
    assert Pilot.objects.get().pronunciation == ""
