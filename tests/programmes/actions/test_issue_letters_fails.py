"""A batch of twenty letters fails at the n-th statement, at every n: all of it or nothing.

The statements are counted once. On SQLite each of them fails in its turn; on PostgreSQL, where one costs more, every
statement that writes or locks does, and of the others every fifth. The letters are set for real, each once: their
codes are the same in every try, so a letter set before has the same bytes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, connections
from post_office.models import Email

from people.models.audit_event import AuditEvent
from programmes.actions import enter_letter
from programmes.actions.end_letter import end_with_letter
from programmes.actions.replace_letter import replace_letter
from programmes.actions.void_letter import void_letter
from programmes.letters.letter import Letter, from_json, to_json
from programmes.letters.render import Rendered, render
from programmes.models.appointment import Appointment, EndReason
from programmes.models.letter import AppointmentLetter, ReplacementReason, VoidReason
from tests.factories import TODAY, make_department, make_issuing_cohort, make_pilot, make_ready, make_user
from tests.programmes.actions.issuing import NOON, issue, the_record

LETTERS = 20
CHANGES = re.compile(r"INSERT|UPDATE|DELETE|FOR (NO KEY )?UPDATE|SAVEPOINT")


class Broken(Exception):
    """The database failed here."""


@pytest.fixture(autouse=True)
def same_letters_in_every_try(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Begin the codes anew; a letter that was set before is not set again."""
    drawn: dict[str, Random] = {"signs": Random(0)}

    def begin_anew() -> None:
        drawn["signs"] = Random(1)

    @cache
    def set_once(text: str) -> Rendered:
        return render(from_json(text))

    def set_letter(letter: Letter) -> Rendered:
        return set_once(to_json(letter))

    def next_sign(signs: str) -> str:
        return drawn["signs"].choice(signs)

    monkeypatch.setattr(secrets, "choice", next_sign)
    monkeypatch.setattr(enter_letter, "render", set_letter)
    return begin_anew


@contextmanager
def watched(fail_at: int, seen: list[str]) -> Iterator[None]:
    """Note each statement and fail before the one with this number (0: none); transactions may be taken back."""

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("ROLLBACK"):
            seen.append(sql)
            if len(seen) == fail_at:
                raise Broken
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def all_that_is_there() -> dict[str, Any]:
    letters = list(AppointmentLetter.objects.order_by("pk").values_list("reference", "state"))
    ends = list(Appointment.objects.order_by("pk").values_list("ended_on", flat=True))
    return {**the_record(), "states": letters, "ends": ends, "mails": Email.objects.count()}


def fails_everywhere_or_not_at_all(act: Callable[[], object], begin_anew: Callable[[], None]) -> int:
    """Let `act` fail at every statement there is, then succeed; how many failures there were."""
    before = all_that_is_there()
    begin_anew()
    statements: list[str] = []
    # The commit fails: the statements before it are known now, and nothing of them may stay.
    with patch.object(connections["default"], "commit", refused), pytest.raises(DatabaseError), watched(0, statements):
        act()
    assert all_that_is_there() == before
    tried = 0
    for number, sql in enumerate(statements, start=1):
        if connection.vendor == "postgresql" and number % 5 and not CHANGES.search(sql):
            continue
        begin_anew()
        with pytest.raises(Broken), watched(number, []):
            act()
        assert all_that_is_there() == before, f"statement {number} left something behind: {sql[:80]}"
        tried += 1
    begin_anew()
    act()
    return tried


def refused() -> None:
    """Stand in for the commit of a database that can no more."""
    raise DatabaseError("the commit failed")


@pytest.mark.django_db(transaction=True)
def test_a_batch_of_twenty_leaves_nothing_whatever_statement_fails(
    same_letters_in_every_try: Callable[[], None],
) -> None:
    cohort = make_issuing_cohort(seats=LETTERS)
    people = [make_ready(cohort, f"Name {chr(65 + place)}") for place in range(LETTERS)]

    tried = fails_everywhere_or_not_at_all(lambda: issue(*people), same_letters_in_every_try)

    assert tried > 8 * LETTERS, "the batch makes more statements than were broken"
    numbers = list(AppointmentLetter.objects.values_list("number", flat=True).order_by("number"))
    assert numbers == list(range(1, LETTERS + 1))
    assert AuditEvent.objects.first_broken() is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["replace", "void", "end"])
def test_whatever_fails_while_a_letter_moves_on_leaves_it_as_it_was(
    act: str, same_letters_in_every_try: Callable[[], None]
) -> None:
    # Their head is told of an end by mail, in the same transaction.
    department = make_department(head=make_user("head@giessen.example"))
    letter = issue(make_ready(make_issuing_cohort(), pilot=make_pilot("Adler", department=department)))[0]
    acts: dict[str, Callable[[], object]] = {
        "replace": lambda: replace_letter(letter, reason=ReplacementReason.LOST, by=None, at=NOON),
        "void": lambda: void_letter(letter, reason=VoidReason.MISTAKE, by=None, at=NOON),
        "end": lambda: end_with_letter(
            letter.appointment, ended_on=TODAY.replace(day=9), reason=EndReason.LEFT, by=None, at=NOON
        ),
    }

    assert fails_everywhere_or_not_at_all(acts[act], same_letters_in_every_try) > 8
