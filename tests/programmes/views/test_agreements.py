"""What a head of department sees of the own people: who trains and when, never how they are doing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState as S
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
)
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> User:
    return make_user(given_names="Renate", family_name="Exempel")


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(curriculum=make_curriculum(), state=CohortState.RUNNING)


@pytest.fixture
def person(head: User) -> Pilot:
    above = make_department("Dezernat", head=head)
    return make_pilot("Muster", department=make_department("Kita-Verwaltung", parent=above), user=make_user())


def test_a_head_sees_who_is_in_training_but_not_how_they_do(cohort: Cohort, person: Pilot, head: User) -> None:
    make_enrolment(cohort, person, state=S.IN_TRAINING)

    page = signed_in(head).get("/agreements/").content.decode()

    assert "Muster" in page
    assert all(word not in page.lower() for word in ("passed", "module", "lack"))


def test_a_head_sees_the_dates_of_each_round_once_whoever_is_through_with_what(
    cohort: Cohort, person: Pilot, head: User
) -> None:
    one = make_enrolment(cohort, person, state=S.IN_TRAINING)
    make_enrolment(cohort, make_pilot("Zweite", department=one.department), state=S.IN_TRAINING)
    day = datetime(2026, 3, 9, 8, tzinfo=UTC)
    session = make_session(cohort, starts_at=day)
    make_session(cohort, starts_at=day + timedelta(days=1), cancelled_at=day)
    make_session(cohort, starts_at=day - timedelta(days=20))
    make_result(one, session.module)

    text = signed_in(head).get("/agreements/").content.decode()

    assert text.count("Mon 9.3.2026, 09:00") == 1
    assert "10.3.2026" not in text
    assert "17.2.2026" not in text
    assert all(name in text for name in ("Muster", "Zweite"))


def test_a_round_without_dates_to_come_says_so_to_the_head(cohort: Cohort, person: Pilot, head: User) -> None:
    make_enrolment(cohort, person, state=S.IN_TRAINING)
    make_session(cohort, starts_at=datetime(2026, 2, 9, 8, tzinfo=UTC))

    assert "No dates lie ahead." in signed_in(head).get("/agreements/").content.decode()


def test_a_head_answers_for_people_enrolled_before_the_department_was_renamed_twice(
    cohort: Cohort, person: Pilot, head: User
) -> None:
    now = make_department("Amt für Kinder", head=head)
    between = make_department("Amt für Kita und Schule", successor=now, valid_until=TODAY - timedelta(days=1))
    first = make_department("Kita-Amt", successor=between, valid_until=TODAY - timedelta(days=9))
    waits = make_enrolment(cohort, person, department=first, state=S.CONSENTED, consented_on=TODAY)
    stranger = make_department("Schulamt", valid_until=TODAY - timedelta(days=9), successor=make_department("Sportamt"))
    make_enrolment(cohort, make_pilot("Fremd"), department=stranger, state=S.CONSENTED)

    text = signed_in(head).get("/agreements/").content.decode()

    assert "Muster" in text
    assert "Fremd" not in text
    signed_in(head).post("/agreements/", {"enrolment": waits.pk, "answer": "yes"})
    waits.refresh_from_db()
    assert waits.agreed_on == TODAY


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "9999999999"])
def test_an_answer_for_nobody_is_not_found(person: Pilot, head: User, key: str) -> None:
    assert signed_in(head).post("/agreements/", {"enrolment": key, "answer": "yes"}).status_code == 404
