"""A coordinator, signed in, and what the pages of rounds have in common."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.models.role_grant import Role
from people.models.user import User
from tests.factories import make_user

# What every page asks: 1 session, 2 account, 3 roles with the second factor.
GROUND = 3


@pytest.fixture
def kim(db: None) -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def page(kim: User) -> Client:
    """The browser of Kim, a coordinator."""
    return signed_in(kim)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def errors(response: Any) -> dict[str, list[str]]:
    """The errors of the page's form; a refused form comes back as 200."""
    assert response.status_code == 200
    return dict(response.context["form"].errors)
