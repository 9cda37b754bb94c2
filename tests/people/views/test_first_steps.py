"""The first steps: the notice is read once, coordinators and admins have a second factor."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOTICE = "/privacy/notice/"


def test_a_new_account_is_led_to_the_notice_first(client: Client) -> None:
    client.force_login(make_user(privacy_notice_read_at=None))

    response = client.get(reverse("people:directory"))

    assert (response.status_code, response.headers["Location"]) == (302, NOTICE)


def test_the_notice_is_confirmed_once_and_noted(client: Client) -> None:
    user = make_user(privacy_notice_read_at=None)
    client.force_login(user)

    page = client.get(NOTICE).content.decode()
    response = client.post(NOTICE)

    user.refresh_from_db()
    assert "I have read this" in page
    assert response.headers["Location"] == "/"
    assert user.privacy_notice_read_at is not None
    assert AuditEvent.objects.filter(verb="privacy notice read", actor=user).count() == 1
    assert client.get(reverse("people:directory")).status_code == 200


def test_the_whole_notice_can_be_read_before_confirming(client: Client) -> None:
    client.force_login(make_user(privacy_notice_read_at=None))

    assert client.get(reverse("people:privacy")).status_code == 200


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_who_runs_rounds_or_letters_sets_up_a_second_factor_first(
    client: Client, settings: Settings, role: Role
) -> None:
    settings.MFA_FORCED = True
    user = make_user(role=role)
    Authenticator.objects.filter(user=user).delete()
    client.force_login(user)

    response = client.get("/")

    assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index"))


def test_with_a_second_factor_the_register_opens(client: Client, settings: Settings) -> None:
    settings.MFA_FORCED = True
    user = make_user(role=Role.ADMIN)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    client.force_login(user)

    assert client.get("/").status_code == 200


def test_staff_need_no_second_factor(client: Client, settings: Settings) -> None:
    settings.MFA_FORCED = True
    client.force_login(make_user())

    assert client.get("/").status_code == 200


def test_the_demo_asks_nobody_for_one(client: Client, settings: Settings) -> None:
    settings.MFA_FORCED = False
    user = make_user(role=Role.ADMIN)
    Authenticator.objects.filter(user=user).delete()
    client.force_login(user)

    assert client.get("/").status_code == 200
