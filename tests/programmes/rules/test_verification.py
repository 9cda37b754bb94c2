"""Codes are forgiving; an end is the first day without."""

from __future__ import annotations

from datetime import date

import pytest

from programmes.models.appointment import Appointment
from programmes.rules.verification import first_day_without, grouped_code, plain_code

CODE = "bcdfghjkmnpqrstvwxyz"


@pytest.mark.parametrize("typed", [CODE.upper(), grouped_code(CODE), f" {CODE} ", "\u00a0".join(CODE)])
def test_case_blanks_and_hyphens_do_not_matter(typed: str) -> None:
    assert plain_code(typed) == CODE


def test_another_sign_is_another_code() -> None:
    assert plain_code("bcdf2") != plain_code("bcdf3")


@pytest.mark.parametrize(
    ("ended_on", "until", "expected"),
    [
        (None, None, None),
        (date(2026, 2, 1), None, date(2026, 2, 1)),
        (None, date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 1, 15), date(2026, 1, 31), date(2026, 1, 15)),
        (date(2026, 3, 1), date(2026, 1, 31), date(2026, 2, 1)),
    ],
)
def test_a_term_names_its_last_day_and_an_end_the_first_without(
    ended_on: date | None, until: date | None, expected: date | None
) -> None:
    assert first_day_without(Appointment(ended_on=ended_on, effective_until=until)) == expected
