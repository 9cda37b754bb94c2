"""The demo register, for the tests that hold its story against the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

from programmes.management.demo.register import seed_register
from tests.conftest import NINE_O_CLOCK


@pytest.fixture(scope="module")
def demo_register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo register, seeded once for all tests of this file and gone after them."""
    with django_db_blocker.unblock(), time_machine.travel(NINE_O_CLOCK), transaction.atomic():
        seed_register(NINE_O_CLOCK.date())
        yield
        transaction.set_rollback(True)
