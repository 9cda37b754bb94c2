"""A key no database can hold is no choice, wherever several rows are ticked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from tests.factories import LONG_AGO, make_pilot, make_user

pytestmark = pytest.mark.django_db
HUGE = "99999999999999999999"


@pytest.mark.parametrize(
    ("door", "field"),
    [
        ("people:my_profile", "topics"),
        ("people:department_create", "sites"),
        ("people:departments_merge", "departments"),
        ("programmes:project_create", "departments"),
        ("programmes:project_create", "topics"),
    ],
)
def test_a_key_no_database_can_hold_is_no_choice(client: Client, door: str, field: str) -> None:
    user = make_user(role=Role.COORDINATOR)
    make_pilot(user=user, appointed_from=LONG_AGO)
    client.force_login(user)

    answer = client.post(reverse(door), {field: [HUGE]})

    assert answer.status_code == 200
    assert answer.context["form"].has_error(field, "invalid_choice")
