"""Tokens for other programs: shown once, stored as a fingerprint, revoked by their owner alone."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.api_token import ApiToken
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/my/tokens/"


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def page(client: Client, kim: User) -> Client:
    client.force_login(kim)
    return client


def test_the_secret_is_shown_once_and_stored_as_a_fingerprint(page: Client, kim: User) -> None:
    made = page.post(PAGE, {"name": "Auswertung"})
    secret = made.context["secret"]

    token = ApiToken.objects.get()
    assert secret in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert len(secret) >= 32  # of 64 signs each: 192 bits
    assert (token.owner, token.name, token.secret_hash) == (kim, "Auswertung", sha256(secret.encode()).hexdigest())
    assert secret not in page.get(PAGE).content.decode()


def test_each_token_has_a_secret_of_its_own(page: Client) -> None:
    secrets = {page.post(PAGE, {"name": name}).context["secret"] for name in ("eins", "zwei")}

    assert len(secrets) == 2


def test_making_and_revoking_are_events_without_the_secret(page: Client, kim: User) -> None:
    secret = page.post(PAGE, {"name": "Auswertung"}).context["secret"]
    page.post(reverse("people:my_token_revoke", args=[ApiToken.objects.get().pk]))

    events = list(AuditEvent.objects.order_by("pk"))
    assert [(event.verb, event.actor) for event in events] == [("token made", kim), ("token revoked", kim)]
    assert secret not in str([event.changes for event in events])


def test_a_name_is_used_once_and_free_again_when_revoked(page: Client) -> None:
    page.post(PAGE, {"name": "Auswertung"})

    again = page.post(PAGE, {"name": "Auswertung"})
    assert again.context["form"].errors == {"name": ["You have a token with this name already."]}
    assert again.context["secret"] == ""
    assert 'value="Auswertung"' in again.content.decode()

    page.post(reverse("people:my_token_revoke", args=[ApiToken.objects.get().pk]))
    assert page.post(PAGE, {"name": "Auswertung"}).context["secret"]


def test_a_token_without_a_name_is_none(page: Client) -> None:
    assert "name" in page.post(PAGE, {"name": " "}).context["form"].errors
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_listed_no_more_and_revoked_once(page: Client) -> None:
    page.post(PAGE, {"name": "Auswertung"})
    revoke = reverse("people:my_token_revoke", args=[ApiToken.objects.get().pk])

    page.post(revoke)
    page.post(revoke)

    assert list(page.get(PAGE).context["tokens"]) == []
    assert AuditEvent.objects.filter(verb="token revoked").count() == 1


def test_somebody_elses_token_is_not_there(page: Client) -> None:
    other = make_user(role=Role.COORDINATOR)
    theirs = Client()
    theirs.force_login(other)
    theirs.post(PAGE, {"name": "Fremdes"})

    assert page.post(reverse("people:my_token_revoke", args=[ApiToken.objects.get().pk])).status_code == 404
    assert ApiToken.objects.in_force().exists()
    assert "Fremdes" not in page.get(PAGE).content.decode()


@pytest.mark.parametrize("tokens", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries, page: Client, tokens: int
) -> None:
    for number in range(tokens):
        page.post(PAGE, {"name": f"Token {number}"})

    with django_assert_num_queries(4):  # session, account, roles, tokens
        page.get(PAGE)
