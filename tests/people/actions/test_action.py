"""A write and its event are one; the trail cannot be altered unnoticed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from people.actions.accounts import open_account
from people.actions.action import action, record
from people.models.audit_event import AuditEvent, AuditHead
from people.models.role_grant import Role
from people.models.topic import Topic
from tests import append_only
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@action
def add(name: str, *, fails: bool = False) -> Topic:
    topic = Topic.objects.create(name=name, sort_key=name.lower())
    record(None, "topic added", topic)
    if fails:
        raise ValueError(name)
    return topic


def names() -> list[str]:
    return list(Topic.objects.values_list("name", flat=True))


def test_a_change_leaves_its_event() -> None:
    topic = add("Excel")

    event = AuditEvent.objects.get()
    assert (event.verb, event.object_type, event.object_id) == ("topic added", "people.topic", str(topic.pk))
    assert event.actor_role == "system"


def test_the_event_says_in_which_roles_somebody_acted() -> None:
    admin = make_user(role=Role.ADMIN)

    open_account("new@giessen.example", by=admin)

    assert AuditEvent.objects.get().actor_role == "admin,staff"


def test_without_its_event_there_is_no_change() -> None:
    AuditHead.objects.all().delete()  # nothing can be appended to a chain without a head

    with pytest.raises(AuditHead.DoesNotExist):
        add("Excel")

    assert names() == []


def test_an_action_that_fails_leaves_neither_change_nor_event() -> None:
    with pytest.raises(ValueError, match="Excel"):
        add("Excel", fails=True)

    assert names() == []
    assert AuditEvent.objects.count() == 0


def test_an_inner_action_that_fails_takes_only_its_own_part_back() -> None:
    @action
    def outer() -> None:
        add("Word")
        with pytest.raises(ValueError, match="Excel"):
            add("Excel", fails=True)

    outer()

    assert names() == ["Word"]
    assert AuditEvent.objects.count() == 1


def test_an_outer_action_that_fails_takes_the_inner_one_with_it() -> None:
    @action
    def outer() -> None:
        add("Word")
        raise ValueError("outer")

    with pytest.raises(ValueError, match="outer"):
        outer()

    assert names() == []
    assert AuditEvent.objects.count() == 0


def test_an_event_outside_of_an_action_is_refused() -> None:
    topic = Topic.objects.create(name="Excel", sort_key="excel")

    with pytest.raises(RuntimeError):
        record(None, "topic added", topic)


def test_a_whole_chain_is_found_whole() -> None:
    for name in ("Excel", "Word", "Outlook"):
        add(name)

    assert AuditEvent.objects.first_broken() is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "topic edded"},
        {"object_id": "0"},
        {"changes": {"a": 1}},
        {"reason": "x"},
        {"actor_role": "admin"},
        {"prev_hash": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_one_changed_byte_is_found_where_it_is(change: dict[str, Any]) -> None:
    for name in ("Excel", "Word", "Outlook"):
        add(name)
    second = AuditEvent.objects.order_by("pk")[1]
    append_only.lift(connection)

    AuditEvent.objects.filter(pk=second.pk).update(**change)

    assert AuditEvent.objects.first_broken() == second


def test_a_removed_event_is_missed_by_the_next_one() -> None:
    for name in ("Excel", "Word", "Outlook"):
        add(name)
    _first, second, third = AuditEvent.objects.order_by("pk")
    append_only.lift(connection)

    AuditEvent.objects.filter(pk=second.pk).delete()

    assert AuditEvent.objects.first_broken() == third


@pytest.mark.parametrize("statement", ["UPDATE people_auditevent SET verb = 'x'", "DELETE FROM people_auditevent"])
def test_the_database_refuses_to_change_an_event(statement: str) -> None:
    add("Excel")

    with pytest.raises((IntegrityError, DatabaseError), match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert AuditEvent.objects.get().verb == "topic added"
