"""The guard itself: naughty views turn it red, honest ones do not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from people.actions.action import action, record
from people.errors import Refused
from people.models.topic import Topic
from tests.guard.writes import EXCEPTIONS, UnrecordedWrite


def naughty_create(request: HttpRequest) -> HttpResponse:
    Topic.objects.create(name="Excel", sort_key="excel")
    return HttpResponse()


def naughty_update(request: HttpRequest) -> HttpResponse:
    Topic.objects.update(name="Word")
    return HttpResponse()


def naughty_bulk(request: HttpRequest) -> HttpResponse:
    Topic.objects.bulk_create([Topic(name="Outlook", sort_key="outlook")])
    return HttpResponse()


def naughty_raw(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_topic")
    return HttpResponse()


def honest(request: HttpRequest) -> HttpResponse:
    @action
    def add_topic() -> None:
        record(None, "topic_added", Topic.objects.create(name="Excel", sort_key="excel"))

    add_topic()
    return HttpResponse()


def refused(request: HttpRequest) -> HttpResponse:
    """A rule says no after the first write: the rollback leaves nothing that would need an event."""
    try:
        with transaction.atomic():
            Topic.objects.create(name="Excel", sort_key="excel")
            raise Refused("No.")
    except Refused:
        return HttpResponse()


VIEWS = (naughty_create, naughty_update, naughty_bulk, naughty_raw, honest, refused)
urlpatterns = [path(view.__name__, view) for view in VIEWS]


@pytest.fixture
def client(settings: Any) -> Client:
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    return Client()


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["naughty_create", "naughty_update", "naughty_bulk", "naughty_raw"])
def test_a_write_without_an_event_fails_the_request(client: Client, view: str) -> None:
    with pytest.raises(UnrecordedWrite, match="people_topic"):
        client.get(f"/{view}")


@pytest.mark.django_db(transaction=True)
def test_a_committed_write_without_an_event_fails_the_request(client: Client) -> None:
    with pytest.raises(UnrecordedWrite, match="people_topic"):
        client.get("/naughty_create")


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["honest", "refused"])
def test_a_write_with_its_event_and_one_rolled_back_pass(client: Client, view: str) -> None:
    assert client.get(f"/{view}").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("view", ["honest", "refused"])
def test_a_committed_write_with_its_event_and_one_rolled_back_pass(client: Client, view: str) -> None:
    assert client.get(f"/{view}").status_code == 200


def test_the_exceptions_name_one_column_and_not_its_table() -> None:
    (last_login,) = EXCEPTIONS

    assert last_login.match('UPDATE "people_user" SET "last_login" = %s WHERE "people_user"."id" = 1')
    assert not last_login.match(
        'UPDATE "people_user" SET "last_login" = %s, "is_active" = %s WHERE "people_user"."id" = 1'
    )
