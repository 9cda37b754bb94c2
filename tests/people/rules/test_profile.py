"""What colleagues see of a pilot is what the pilot released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.photo import Photo
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from people.rules.profile import visible_cards
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_programme

pytestmark = pytest.mark.django_db
ON_CARDS = [field for field in VoluntaryField if field != VoluntaryField.PRESS]
TOLD = {
    "bio": "Seit 20 Jahren im Amt",
    "other_languages": "Platt",
    "office_hours": "Mo 9-11",
    "contact_me_for": "E-Akte",
    "preferred_contact": "visit",
}


def make_teller(**fields: Any) -> Pilot:
    """Somebody who told everything about themselves and has released nothing yet."""
    pilot = make_pilot(**{"appointed_from": LONG_AGO, **TOLD, **fields})
    Photo.objects.create(pilot=pilot, jpeg=b"jpeg", sha256="f" * 64)
    SpokenLanguage.objects.create(pilot=pilot, language="tr")
    pilot.topics.add(Topic.objects.get_or_create(name="E-Akte", sort_key="e akte")[0])
    return pilot


def release(pilot: Pilot, field: VoluntaryField, **fields: Any) -> None:
    Consent.objects.create(
        pilot=pilot, **{"field": field, "text_version": "2026-1", "given_at": timezone.now(), **fields}
    )


def test_nothing_voluntary_shows_without_a_release() -> None:
    pilot = make_teller()

    (card,) = visible_cards([pilot], TODAY)

    assert not any(getattr(card, name.value) for name in ON_CARDS)


@pytest.mark.parametrize("field", VoluntaryField)
def test_a_release_shows_its_own_field_and_no_other(field: VoluntaryField) -> None:
    pilot = make_teller()
    release(pilot, field)

    (card,) = visible_cards([pilot], TODAY)

    # What the press may read is nothing that colleagues see.
    assert [name for name in ON_CARDS if getattr(card, name.value)] == [field] * (field in ON_CARDS)


def test_a_withdrawn_release_hides_at_once() -> None:
    pilot = make_teller()
    now = timezone.now()
    release(pilot, VoluntaryField.BIO, given_at=now, withdrawn_at=now)

    (card,) = visible_cards([pilot], TODAY)

    assert card.bio == ""


def test_the_release_of_one_person_shows_nothing_of_another() -> None:
    open_one, closed_one = make_teller(), make_teller()
    release(open_one, VoluntaryField.BIO)

    cards = visible_cards([open_one, closed_one], TODAY)

    assert [card.bio for card in cards] == [TOLD["bio"], ""]


def test_the_card_calls_people_as_they_want_to_be_called() -> None:
    make_programme()
    people = [make_teller(role_form=form) for form in ("feminine", "masculine", "neutral")]

    cards = visible_cards(people, TODAY)

    assert [card.role for card in cards] == ["Digi-Lotsin", "Digi-Lotse", "Digi-Lots*in"]


def test_the_card_of_somebody_absent_tells_until_when_and_who_stands_in() -> None:
    pilot, stand_in = make_teller(), make_teller(academic_title="Dr.")
    Absence.objects.create(pilot=pilot, first_day=TODAY, last_day=TODAY + timedelta(days=1))
    longest = Absence.objects.create(
        pilot=pilot, first_day=LONG_AGO, last_day=TODAY + timedelta(days=9), stand_in=stand_in
    )
    Absence.objects.create(pilot=pilot, first_day=TODAY + timedelta(days=1))

    away, there = visible_cards([pilot, stand_in], TODAY)

    assert away.absence == longest
    assert away.absence.last_day == TODAY + timedelta(days=9)
    assert str(away.absence.stand_in) == "Dr. Sam Muster"
    assert there.absence is None


@pytest.mark.parametrize("facts", [{"appointed_from": None}, {"appointed_until": TODAY}])
def test_a_stand_in_who_is_not_appointed_is_not_named(facts: dict[str, Any]) -> None:
    pilot, stand_in = make_teller(), make_teller(**facts)
    Absence.objects.create(pilot=pilot, first_day=TODAY, stand_in=stand_in)

    (card,) = visible_cards([pilot], TODAY)

    assert card.absence is not None
    assert card.absence.stand_in is None


def test_a_card_knows_where_somebody_works_today() -> None:
    pilot = make_teller(department=make_department("Sportamt"))
    pilot.assignments.update(valid_until=TODAY - timedelta(days=1))
    here, beside = make_department("Jugendamt"), make_department("Bauamt")
    DepartmentAssignment.objects.create(pilot=pilot, department=here, valid_from=TODAY)
    DepartmentAssignment.objects.create(pilot=pilot, department=beside, valid_from=TODAY, is_primary=False)

    (card,) = visible_cards([pilot], TODAY)

    assert card.department == here
    assert str(card.department) == "Jugendamt"


def test_many_cards_come_in_the_order_asked_for() -> None:
    people = [make_teller() for _number in range(27)]

    cards = visible_cards(reversed(people), TODAY)

    assert [card.pilot for card in cards] == people[::-1]
    assert all(card.department == card.pilot.assignments.get().department for card in cards)


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_the_same_queries_however_many_they_are(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_teller() for _number in range(count)]

    with django_assert_num_queries(1):  # departments, topics, languages, releases, absences, photos, role name at once
        visible_cards(people, TODAY)
