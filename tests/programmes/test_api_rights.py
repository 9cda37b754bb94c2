"""Who reads what with a token: what its owner may read, asked anew at each request."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from people.actions.api_tokens import revoke_token
from people.models.api_token import ApiToken
from people.models.role_grant import Role, RoleGrant
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from tests.factories import make_cohort, make_user
from tests.programmes.api_calls import get, problem, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], state=CohortState.RUNNING)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic a2ltOng=", "nonsense"])
def test_without_a_valid_token_nothing_is_told(cohort: Cohort, header: str) -> None:
    for path in ("rounds/", f"rounds/{cohort.pk}/progress/", "pilots/"):
        response = get(path, Authorization=header)

        assert problem(response) == 401
        assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(client: Client, kim: User) -> None:
    client.force_login(kim)

    assert problem(client.get("/api/v1/rounds/")) == 401


def test_a_token_has_the_rights_of_its_owner_not_of_who_is_signed_in(client: Client, kim: User, cohort: Cohort) -> None:
    client.force_login(kim)
    other = token_of(make_user(role=Role.COORDINATOR))

    response = client.get(f"/api/v1/rounds/{cohort.pk}/progress/", headers={"Authorization": f"Bearer {other}"})

    assert problem(response) == 404


def test_a_round_of_somebody_else_is_not_there(kim: User) -> None:
    foreign = make_cohort()
    token = token_of(kim)

    there = get(f"rounds/{foreign.pk}/progress/", token)
    nowhere = get("rounds/999999/progress/", token)

    assert problem(there) == problem(nowhere) == 404
    assert there.content == nowhere.content


def test_a_revoked_token_opens_nothing(kim: User) -> None:
    token = token_of(kim)
    assert get("rounds/", token).status_code == 200

    revoke_token(ApiToken.objects.get(), by=kim, at=timezone.now())

    assert problem(get("rounds/", token)) == 401


def test_a_closed_account_has_no_token(kim: User) -> None:
    token = token_of(kim)

    User.objects.filter(pk=kim.pk).update(is_active=False)

    assert problem(get("rounds/", token)) == 401


def test_whoever_lost_the_role_reads_nothing(kim: User, cohort: Cohort) -> None:
    token = token_of(kim)

    RoleGrant.objects.filter(user=kim).update(until=date(2026, 3, 1))

    assert [problem(get(path, token)) for path in ("rounds/", f"rounds/{cohort.pk}/progress/", "pilots/")] == [403] * 3


def test_whoever_took_the_second_factor_away_reads_nothing(kim: User, settings: LazySettings) -> None:
    token = token_of(kim)
    settings.MFA_FORCED = True
    assert get("rounds/", token).status_code == 200

    Authenticator.objects.filter(user=kim).delete()

    assert problem(get("rounds/", token)) == 403


def test_an_admin_reads_the_directory_but_no_progress(cohort: Cohort) -> None:
    token = token_of(make_user(role=Role.ADMIN))

    assert get("pilots/", token).status_code == 200
    assert problem(get("rounds/", token)) == 403
    assert problem(get(f"rounds/{cohort.pk}/progress/", token)) == 403
