"""Rounds are planned and changed by coordinators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.forms.cohort_plan import next_one
from programmes.models.cohort import Cohort
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_session, make_user
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db
CREATE = "/cohorts/new/"


@pytest.fixture
def kim() -> User:
    return make_user(role=Role.COORDINATOR)


@pytest.fixture
def page(kim: User) -> Client:
    return signed_in(kim)


def typed(kim: User, cohort: Cohort, **changes: Any) -> dict[str, Any]:
    """What the form holds of `cohort`, with some of it changed."""
    names = (
        "number",
        "title",
        "opens_on",
        "closes_on",
        "starts_on",
        "ends_on",
        "seats",
        "minimum",
        "offer_days",
        "call",
    )
    said = {name: getattr(cohort, name) for name in names}
    return {**said, "curriculum": cohort.curriculum_id, "coordinators": [kim.pk], **changes}


def edit(cohort: Cohort) -> str:
    return reverse("programmes:cohort_edit", args=[cohort.pk])


def test_a_round_is_planned_with_all_that_was_typed(page: Client, kim: User) -> None:
    like = make_cohort(curriculum=make_curriculum(), number=3)

    page.post(CREATE, typed(kim, like, number=4, title="Vierte", seats=9, minimum=3, call="Kommen Sie!"))

    planned = Cohort.objects.get(number=4)
    assert (planned.title, planned.seats, planned.minimum, planned.call) == ("Vierte", 9, 3, "Kommen Sie!")
    assert (planned.curriculum, list(planned.coordinators.all())) == (like.curriculum, [kim])


def test_the_next_round_lies_ahead_on_the_same_weekdays() -> None:
    old = make_cohort(
        number=2,
        title="2. Ausbildungsrunde",
        opens_on=date(2023, 3, 1),
        closes_on=date(2023, 3, 31),
        starts_on=date(2023, 5, 2),
        ends_on=date(2023, 8, 1),
    )

    proposed = next_one(old, 3, TODAY)

    assert proposed["title"] == "3. Ausbildungsrunde"
    assert proposed["opens_on"] >= TODAY > proposed["opens_on"] - timedelta(weeks=52)
    assert all(proposed[field].weekday() == getattr(old, field).weekday() for field in ("opens_on", "ends_on"))
    assert proposed["ends_on"] - proposed["starts_on"] == old.ends_on - old.starts_on


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"closes_on": "2020-01-01"}, "Enrolment closes before it opens."),
        ({"ends_on": "2020-01-01"}, "Training ends before it starts."),
        ({"minimum": 50}, "fewer seats than the smallest number"),
        ({"seats": 0}, "At least 1 seat."),
        ({"coordinators": []}, "choose at least one coordinator"),
        ({"number": 1}, "There is a round with this number already."),
        ({"starts_on": "31.02.2026"}, "Please enter the day as a date."),
    ],
)
def test_what_cannot_be_is_said_and_keeps_what_was_typed(
    page: Client, kim: User, changes: dict[str, Any], sentence: str
) -> None:
    like = make_cohort(curriculum=make_curriculum(), number=1)

    shown = page.post(CREATE, typed(kim, like, **{"number": 7, "title": "Getippt", "call": "Auch getippt", **changes}))

    assert sentence in shown.content.decode()
    assert "Auch getippt" in shown.content.decode()
    assert Cohort.objects.count() == 1


def test_a_changed_plan_names_its_fields_in_the_trail(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], curriculum=make_curriculum(), seats=12)

    page.post(edit(cohort), typed(kim, cohort, seats=20, promotes_by_itself="on"))

    cohort.refresh_from_db()
    assert (cohort.seats, cohort.promotes_by_itself) == (20, True)


def test_the_curriculum_stays_once_somebody_is_enrolled(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], curriculum=make_curriculum())
    make_enrolment(cohort)
    other = make_curriculum()

    shown = page.post(edit(cohort), typed(kim, cohort, curriculum=other.pk)).content.decode()

    assert "the curriculum stays" in shown
    assert Cohort.objects.get(pk=cohort.pk).curriculum == cohort.curriculum


def test_a_date_of_the_round_stays_inside_it(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], curriculum=make_curriculum())
    session = make_session(cohort)

    shown = page.post(
        edit(cohort), typed(kim, cohort, starts_on=session.starts_at.date() + timedelta(days=1), ends_on=cohort.ends_on)
    ).content.decode()

    assert "A date of this round lies before this day." in shown


def test_fewer_seats_than_people_are_refused(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], curriculum=make_curriculum(), seats=5, taken=3)

    shown = page.post(edit(cohort), typed(kim, cohort, seats=2)).content.decode()

    assert "There are fewer seats than people in this round." in shown


def test_another_coordinators_round_is_not_found(page: Client) -> None:
    assert page.get(edit(make_cohort(curriculum=make_curriculum()))).status_code == 404
