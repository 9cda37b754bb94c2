"""Acts that weigh ask for password or code where the sign-in is a while ago; clock moved, checks real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from people.models.role_grant import Role, RoleGrant
from people.models.user import User
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_counter import LetterCounter
from tests.conftest import NINE_O_CLOCK
from tests.factories import LONG_AGO, make_issuing_cohort, make_ready, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "ein-gutes-Passwort-2026"
SENTENCE = "This is neither your password nor a valid code."


@pytest.fixture
def admin(db: None) -> User:
    """An admin with a password and no factor yet."""
    cache.clear()
    user = make_user("ada@giessen.example")
    RoleGrant.objects.create(user=user, role=Role.ADMIN, since=LONG_AGO)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture(autouse=True)
def no_factor_forced(settings: Settings) -> None:
    settings.MFA_FORCED = False


@pytest.fixture
def page(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def later(page: Client) -> Iterator[None]:
    """Six minutes after the sign-in."""
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=6), tick=True):
        yield


def press(page: Client, **more: Any) -> Any:
    """Issue the one letter that is ready, as the page shows it."""
    shown = page.get("/letters/issue/")
    chosen = [row.person.enrolment.pk for row in shown.context["rows"]]
    told = {"enrolments": chosen, "effective_from": "2026-03-02", "reviewed": shown.context["mark"], **more}
    return page.post(f"/letters/issue/?round={shown.context['cohort'].pk}", told)


@pytest.fixture(autouse=True)
def somebody_is_ready(db: None) -> None:
    make_ready(make_issuing_cohort(), "Adler")


def test_who_has_just_signed_in_is_asked_for_nothing(page: Client) -> None:
    assert b'name="secret"' not in page.get("/letters/issue/").content

    assert press(page).status_code == 302


@pytest.mark.usefixtures("later")
def test_later_the_form_asks_and_a_wrong_answer_keeps_everything_else(page: Client) -> None:
    assert b'name="secret"' in page.get("/letters/issue/").content

    for wrong, sentence in (("falsch", SENTENCE), ("", "Please enter your password or a code")):
        shown = press(page, secret=wrong, effective_from="2026-03-09")
        assert shown.context["form"].errors["secret"][0].startswith(sentence)
        assert 'value="2026-03-09"' in shown.content.decode()
        assert [row.is_chosen for row in shown.context["rows"]] == [True]
        assert "falsch" not in shown.content.decode()
    assert not AppointmentLetter.objects.exists()
    assert not LetterCounter.objects.filter(last_number__gt=0).exists()


@pytest.mark.usefixtures("later")
def test_the_password_issues_and_counts_for_five_minutes(page: Client) -> None:
    assert press(page, secret=PASSWORD).status_code == 302

    letter = AppointmentLetter.objects.get()
    assert b'name="secret"' not in page.get(f"/letters/{letter.pk}/void/").content
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=12), tick=True):
        assert b'name="secret"' in page.get(f"/letters/{letter.pk}/void/").content


@pytest.mark.usefixtures("later")
def test_a_code_of_the_app_serves_once(page: Client, admin: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(admin, secret)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    assert press(page, secret=f"{code[:3]} {code[3:]}").status_code == 302

    letter = AppointmentLetter.objects.get()
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=6), tick=True):
        other = Client()
        other.force_login(admin)
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=11, seconds=30), tick=True):
        again = other.post(f"/letters/{letter.pk}/void/", {"reason": "mistake", "secret": code})
    assert SENTENCE in again.content.decode()


@pytest.mark.usefixtures("later")
def test_a_recovery_code_serves(page: Client, admin: User) -> None:
    TOTP.activate(admin, generate_totp_secret())
    code = RecoveryCodes.activate(admin).get_unused_codes()[0]

    assert press(page, secret=code).status_code == 302


@pytest.mark.usefixtures("later")
def test_too_many_attempts_are_refused_even_with_the_right_password(page: Client) -> None:
    for _attempt in range(6):
        press(page, secret="falsch-und-lang-genug")

    shown = press(page, secret=PASSWORD)

    assert shown.status_code == 200
    assert "Too many failed login attempts" in shown.content.decode()
    assert not AppointmentLetter.objects.exists()


@pytest.mark.usefixtures("later")
def test_who_has_a_passkey_alone_proves_it_elsewhere_and_finds_the_choice_kept(page: Client, admin: User) -> None:
    admin.set_unusable_password()
    admin.save()
    page.force_login(admin)
    Authenticator.objects.create(user=admin, type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}})
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=15), tick=True):
        assert b'name="secret"' not in page.get("/letters/issue/").content
        away = press(page, effective_from="2026-03-09", reviewed="")
        assert away.status_code == 200  # the day is new, so the page is shown once more first
        away = press(page, effective_from="2026-03-09", reviewed=away.context["mark"])

        assert away.headers["Location"].startswith("/accounts/reauthenticate/?next=%2Fletters%2Fissue%2F")
        assert not AppointmentLetter.objects.exists()
        back = page.get(f"/letters/issue/?round={AppointmentLetter.objects.count() or ''}")
    assert 'value="2026-03-09"' in back.content.decode()
    assert [row.is_chosen for row in back.context["rows"]] == [True]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("act", ["replace", "void", "end", "thanks"])
def test_every_act_on_a_letter_asks(page: Client, act: str) -> None:
    press(page, secret=PASSWORD)
    letter = AppointmentLetter.objects.get()
    told = {"reason": {"replace": "lost", "void": "mistake", "end": "revoked"}.get(act, ""), "ended_on": "2026-03-02"}
    with time_machine.travel(NINE_O_CLOCK + timedelta(minutes=20), tick=True):
        shown = page.post(f"/letters/{letter.pk}/{act}/", told)

    assert shown.status_code == 200
    assert "secret" in shown.context["form"].errors
    assert AppointmentLetter.objects.get().state == "issued"
    assert AppointmentLetter.objects.get().appointment.ended_on is None
