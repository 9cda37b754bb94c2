"""A pasted list means people of the round, or says line by line whom it does not mean."""

from __future__ import annotations

import pytest

from people.errors import Refused
from programmes.models.enrolment import Enrolment
from programmes.rules.list_in_round import people_meant
from programmes.rules.people_list import read_text
from tests.factories import make_cohort, make_enrolment, make_pilot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Enrolment]:
    cohort = make_cohort()
    pilots = [
        make_pilot("Häcker", given_names="Emil", mail="emil@giessen.example"),
        make_pilot("Öztürk", given_names="Anne", user=make_user("anne@konto.example")),
        make_pilot("Muster", given_names="Kim", mail="kim@giessen.example"),
        make_pilot("Muster", given_names="Kim", mail="kim2@giessen.example"),
    ]
    return [make_enrolment(cohort, pilot) for pilot in pilots]


def meant(text: str, people: list[Enrolment]) -> list[int]:
    lines = read_text(text, lambda _cell: False)
    return [people.index(person) for person in people_meant(lines, people)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Emil Häcker", [0]),
        ("Haecker, Emil", [0]),
        ("EMIL@giessen.example", [0]),
        ("anne@konto.example", [1]),
        ("Anne Ozturk\nEmil Häcker\nanne@konto.example", [1, 0]),
        ("Kim Muster, kim2@giessen.example", [3]),
    ],
)
def test_a_line_means_somebody_by_address_or_name(people: list[Enrolment], text: str, who: list[int]) -> None:
    assert meant(text, people) == who


def test_who_is_not_meant_beyond_doubt_is_named(people: list[Enrolment]) -> None:
    with pytest.raises(Refused) as refused:
        meant("Emil Häcker\nKim Muster\nNo Body", people)

    assert refused.value.field == "text"
    assert str(refused.value).endswith("fits line 2: Kim Muster; line 3: No Body.")


def test_of_many_only_some_are_named(people: list[Enrolment]) -> None:
    with pytest.raises(Refused, match="line 5: No Body5; …"):
        meant("\n".join(f"No Body{number}" for number in range(1, 9)), people)
