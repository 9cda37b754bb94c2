"""A program that calls the API, for the tests."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people.actions.api_tokens import make_token
from people.models.user import User


def token_of(user: User, name: str = "Auswertung") -> str:
    return make_token(name, by=user, at=timezone.now())


def get(path: str, token: str = "", **headers: str) -> HttpResponse:
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return Client().get(f"/api/v1/{path}", headers=headers)


def told(response: HttpResponse) -> Any:
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return json.loads(response.content)


def problem(response: HttpResponse) -> int:
    """The status of an answer that says in the one shape what went wrong."""
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    answer = json.loads(response.content)
    assert set(answer) == {"status", "title", "detail"}
    assert answer["status"] == response.status_code
    assert answer["detail"]
    return response.status_code
