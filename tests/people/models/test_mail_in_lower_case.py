from importlib import import_module

import pytest
from django.core.management import CommandError
from django.db import IntegrityError, transaction

from tests.factories import make_pilot

lowered = import_module("people.migrations.0006_mail_in_lower_case").lowered


@pytest.mark.django_db
def test_the_database_keeps_addresses_of_people_in_lower_case() -> None:
    with pytest.raises(IntegrityError, match="mail_is_stored_in_lower_case"), transaction.atomic():
        make_pilot(mail="Sam@giessen.example")

    assert make_pilot(mail="sam@giessen.example").mail == "sam@giessen.example"


def test_the_migration_lowers_only_what_is_not_in_lower_case() -> None:
    assert lowered([(1, "Sam@giessen.example"), (2, "ina@giessen.example")]) == {1: "sam@giessen.example"}


def test_the_migration_stops_where_two_people_would_have_one_address() -> None:
    mails = [(1, "Sam@giessen.example"), (2, "ina@giessen.example"), (3, "sam@giessen.example")]

    with pytest.raises(CommandError, match=r"Sam@giessen\.example and sam@giessen\.example"):
        lowered(mails)
