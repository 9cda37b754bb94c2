"""Accounts and their roles."""

from __future__ import annotations

import pytest

from people.actions.accounts import grant_role, open_account, read_privacy_notice, set_password
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role, RoleGrant
from tests.factories import TODAY, make_user

pytestmark = pytest.mark.django_db


def test_an_account_begins_without_a_password() -> None:
    user = open_account("New@Giessen.example", by=None)

    assert user.email == "new@giessen.example"
    assert not user.has_usable_password()


def test_an_address_has_one_account_however_it_is_written() -> None:
    make_user("kim@giessen.example")

    with pytest.raises(Refused) as refusal:
        open_account("KIM@giessen.example", by=None)

    assert refusal.value.field == "mail"


def test_a_role_held_already_is_not_granted_again() -> None:
    user = make_user()

    first = grant_role(user, Role.ADMIN, by=None, today=TODAY)
    second = grant_role(user, Role.ADMIN, by=None, today=TODAY)

    assert first == second
    assert RoleGrant.objects.count() == 1
    assert AuditEvent.objects.filter(verb="role granted").count() == 1


@pytest.mark.parametrize("role", [Role.STAFF, Role.PILOT, Role.TRAINEE, Role.HEAD])
def test_a_role_that_follows_from_the_record_is_never_granted(role: Role) -> None:
    with pytest.raises(Refused):
        grant_role(make_user(), role, by=None, today=TODAY)

    assert RoleGrant.objects.count() == 0


def test_the_notice_is_read_once() -> None:
    user = make_user(privacy_notice_read_at=None)

    read_privacy_notice(user)
    read_privacy_notice(user)

    assert AuditEvent.objects.filter(verb="privacy notice read").count() == 1


def test_a_new_password_is_an_event_that_does_not_name_it() -> None:
    user = make_user()

    set_password(user, "Ganz-geheim-2026")

    user.refresh_from_db()
    assert user.check_password("Ganz-geheim-2026")
    assert AuditEvent.objects.get(verb="password set").changes == {}
