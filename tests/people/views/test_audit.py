"""The audit trail is read by those who answer for the register."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.actions.accounts import open_account
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from tests import append_only
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def dpo(client: Client) -> Client:
    client.force_login(make_user(role=Role.DPO))
    return client


def test_an_event_is_told_in_words_the_newest_first(dpo: Client) -> None:
    admin = make_user("kim@giessen.example", role=Role.ADMIN)
    first, second = (open_account(f"new{number}@giessen.example", by=admin) for number in (1, 2))

    page = dpo.get(reverse("people:audit")).content.decode()

    assert "kim@giessen.example" in page
    assert "admin, staff" in page
    assert page.index(f"account no. {second.pk}") < page.index(f"account no. {first.pk}")


def test_the_chain_is_checked_only_when_asked(dpo: Client) -> None:
    open_account("new@giessen.example", by=None)

    page = dpo.get(reverse("people:audit")).content.decode()
    checked = dpo.get(reverse("people:audit"), {"check": "1"}).content.decode()

    assert "The chain is whole" not in page
    assert "The chain is whole" in checked


def test_a_broken_chain_names_the_entry(dpo: Client) -> None:
    for number in range(3):
        open_account(f"new{number}@giessen.example", by=None)
    second = AuditEvent.objects.order_by("pk")[1]
    append_only.lift(connection)
    AuditEvent.objects.filter(pk=second.pk).update(object_id="999")

    page = dpo.get(reverse("people:audit"), {"check": "1"}).content.decode()

    assert f"The chain is broken at entry {second.pk}." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_takes_the_same_queries_however_long(
    dpo: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        open_account(f"new{number}@giessen.example", by=make_user())

    with django_assert_num_queries(5):  # session, account, roles; count, events with actors
        dpo.get(reverse("people:audit"))


@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.MAYORS_OFFICE, Role.TRAINER])
def test_nobody_else_reads_it(client: Client, role: Role | None) -> None:
    client.force_login(make_user(role=role))

    assert client.get(reverse("people:audit")).status_code == 403
