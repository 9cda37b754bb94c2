"""Every door, every method, every account: the statuses of access_table.csv, and no door without a row.

WRITE_ACCESS_TABLE=1 writes the table anew from what the program answers; read the difference before committing it.
"""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.access import ACCOUNTS, METHODS, World, doors, read_table, write_table


def answer(client: Client, method: str, address: str) -> str:
    """The status of a request without any content, of which nothing stays: the next one meets the same record."""
    with transaction.atomic():
        response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return str(response.status_code)


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_door_has_a_row_for_every_method_and_no_row_lacks_its_door():
    expected = {(pattern, method) for _name, pattern in doors() for method in METHODS}

    if os.environ.get("WRITE_ACCESS_TABLE"):
        pytest.skip("the table is written anew")
    assert set(read_table()) == expected


def test_every_account_gets_at_every_door_what_the_table_says(world: World):
    table = {} if os.environ.get("WRITE_ACCESS_TABLE") else read_table()
    found: dict[tuple[str, str], dict[str, str]] = {}

    for account in ACCOUNTS:
        cache.clear()  # the limits of attempts count per address, and all these accounts have the same
        client = world.client(account)
        for name, pattern in doors():
            for method in METHODS:
                if pattern.startswith("accounts/"):
                    client = world.client(account)
                found.setdefault((pattern, method), {})[account] = answer(client, method, world.address(name, pattern))
    if os.environ.get("WRITE_ACCESS_TABLE"):
        write_table(found)
        pytest.skip("the table is written anew")

    differences = [
        f"{method} /{pattern} as {account}: {found[pattern, method][account]}, table says {status}"
        for (pattern, method), row in table.items()
        for account, status in row.items()
        if found.get((pattern, method), {}).get(account) != status
    ]
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_door_of_ours_takes_another_method(world: World, method: str):
    taken = []

    for account in ("staff", "coordinator", "admin"):
        client = world.client(account)
        for name, pattern in doors():
            # allauth's forms read PUT as POST; what they let through is its own.
            if not pattern.startswith("accounts/") and answer(client, method, world.address(name, pattern)) != "405":
                taken.append(f"{method} /{pattern} as {account}")

    assert not taken
