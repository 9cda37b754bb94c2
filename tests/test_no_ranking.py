"""Nobody is ranked: people stand in the order of their names, whatever is asked for; results never sort them."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from people.actions.api_tokens import make_token
from people.models.role_grant import Role
from people.models.user import User
from programmes.exports.progress_json import PersonOut
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from tests.access import doors, read_table
from tests.factories import (
    make_curriculum,
    make_department,
    make_enrolment,
    make_issuing_cohort,
    make_pilot,
    make_ready,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.visible_texts import words_of

pytestmark = pytest.mark.django_db
# By name these stand in another order than by results, upwards or downwards, or by their rows in the record.
BY_NAME = ["Ahornblatt", "Birkenblatt", "Cedernblatt"]
QUESTIONS = [
    "",
    *(f"?{key}={value}" for key in ("sort", "order", "o", "ordering", "by") for value in ("done", "-done")),
]


@pytest.fixture
def head() -> User:
    return make_user("head@giessen.example")


@pytest.fixture
def coordinator() -> User:
    return make_user("coordinator@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def trainer() -> User:
    return make_user("trainer@giessen.example", role=Role.TRAINER)


@pytest.fixture
def cohort(coordinator: User, head: User, trainer: User) -> Cohort:
    """A round in which the last by name has done nothing, the first one module, the second two of three."""
    cohort = make_issuing_cohort(
        coordinators=[coordinator], curriculum=make_curriculum(("D1", "D2", "D3")), state=CohortState.RUNNING
    )
    office = make_department("Jugendamt", head=head)
    for name, done in (("Cedernblatt", 0), ("Ahornblatt", 1), ("Birkenblatt", 2)):
        person = make_enrolment(cohort, make_pilot(name, department=office), state=EnrolmentState.IN_TRAINING)
        for module in modules_of(cohort.curriculum)[:done]:
            make_result(person, module)
    make_ready(cohort, "Fertig")  # so that the page for issuing letters opens
    make_session(cohort, trainer=trainer, starts_at=timezone.now())
    return cohort


def addresses(cohort: Cohort, account: str) -> list[str]:
    """Every page and file that could name several people of the round, without those about one of them."""
    table = read_table()
    session = cohort.sessions.get().pk
    found = []
    for _name, pattern in doors():
        address = pattern.replace("<int:pk>", str(cohort.pk)).replace("<int:session_pk>", str(session))
        for extension in ("csv", "xlsx", "ods"):
            filled = f"/{address.replace('<slug:extension>', extension)}"
            if table[pattern, "GET"][account] != "403" and "<" not in filled and "accounts/" not in filled:
                found.append(filled)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("account", "at_least"), [("coordinator", 8), ("admin", 1), ("trainer", 2), ("head", 2), ("staff", 0)]
)
def test_people_stand_in_the_order_of_their_names(
    cohort: Cohort, head: User, coordinator: User, trainer: User, account: str, at_least: int
) -> None:
    users = {"head": head, "coordinator": coordinator, "trainer": trainer, "staff": make_user()}
    user = users.get(account) or make_user(role=Role.ADMIN)
    client = Client()
    if account == "coordinator":
        client = Client(headers={"Authorization": f"Bearer {make_token('x', by=user, at=timezone.now())}"})
    client.force_login(user)
    lists = [address for address in addresses(cohort, account) if len(named(client, address)) > 1]

    wrong = [
        address + question
        for address in lists
        for question in QUESTIONS
        if named(client, address + question) != BY_NAME
    ]

    assert wrong == []
    assert len(lists) >= at_least


def named(client: Client, address: str) -> list[str]:
    """The three people in the order in which an answer names them."""
    cache.clear()  # the limit of the API
    response = client.get(address)
    if response.status_code != 200:
        return []
    return list(dict.fromkeys(re.findall("|".join(BY_NAME), words_of(response.content, response["Content-Type"]))))


def test_a_program_is_told_where_somebody_stands_but_no_number_to_compare() -> None:
    assert set(PersonOut.model_fields) == {
        "enrolment",
        "name",
        "department",
        "modules",
        "missing",
        "is_ready",
        "has_letter",
    }
