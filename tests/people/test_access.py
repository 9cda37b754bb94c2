"""Roles add up: some are granted, some follow from the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.access import roles_of
from people.models.role_grant import Role, RoleGrant
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_every_account_is_staff() -> None:
    assert roles_of(make_user(), TODAY) == {Role.STAFF}


def test_a_disabled_account_has_no_role_at_all() -> None:
    assert roles_of(make_user(role=Role.ADMIN, is_active=False), TODAY) == frozenset()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN, Role.TRAINER, Role.MAYORS_OFFICE])
def test_a_granted_role_adds_to_staff_and_implies_no_other(role: Role) -> None:
    assert roles_of(make_user(role=role), TODAY) == {Role.STAFF, role}


def test_the_data_protection_officer_is_no_staff() -> None:
    assert roles_of(make_user(role=Role.DPO), TODAY) == {Role.DPO}


def test_a_trainer_from_outside_is_no_staff() -> None:
    assert roles_of(make_user(role=Role.TRAINER, is_external=True), TODAY) == {Role.TRAINER}


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TOMORROW, None, False),
        (LONG_AGO, YESTERDAY, False),
    ],
)
def test_a_grant_holds_on_its_days(since: object, until: object, holds: bool) -> None:
    user = make_user()
    RoleGrant.objects.create(user=user, role=Role.ADMIN, since=since, until=until)

    assert (Role.ADMIN in roles_of(user, TODAY)) is holds


@pytest.mark.parametrize(
    ("facts", "role"),
    [
        ({}, Role.TRAINEE),
        ({"appointed_from": TODAY}, Role.PILOT),
        ({"appointed_from": TOMORROW}, Role.TRAINEE),
        ({"appointed_from": LONG_AGO, "appointed_until": TODAY}, Role.TRAINEE),
    ],
)
def test_who_takes_part_is_pilot_or_trainee_by_the_day(facts: dict[str, object], role: Role) -> None:
    user = make_user()
    make_pilot(user=user, **facts)

    assert roles_of(user, TODAY) == {Role.STAFF, role}


@pytest.mark.parametrize("office", ["head", "deputy"])
def test_who_leads_a_department_of_today_is_a_head(office: str) -> None:
    user = make_user()
    make_department(**{office: user})

    assert roles_of(user, TODAY) == {Role.STAFF, Role.HEAD}


def test_who_led_a_closed_department_is_none() -> None:
    user = make_user()
    make_department(head=user, valid_until=YESTERDAY)

    assert roles_of(user, TODAY) == {Role.STAFF}
