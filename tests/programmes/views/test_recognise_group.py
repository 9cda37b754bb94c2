"""A coordinator recognises modules for several people: chosen, looked at, entered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from tests.factories import make_cohort, make_curriculum, make_enrolment, make_pilot, make_result, modules_of
from tests.programmes.recognitions import REASON
from tests.programmes.views.conftest import GROUND, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(("C1", "D1")), state=CohortState.RUNNING)


@pytest.fixture
def people(cohort: Cohort) -> list[Enrolment]:
    names = ("Anfang", "Mitte", "Zett")
    return [make_enrolment(cohort, make_pilot(name), state=EnrolmentState.IN_TRAINING) for name in names]


def door(cohort: Cohort) -> str:
    return f"/cohorts/{cohort.pk}/progress/recognise/"


def typed(cohort: Cohort, *people: Enrolment, **fields: Any) -> dict[str, Any]:
    return {
        "modules": [module.pk for module in modules_of(cohort.curriculum)],
        "enrolments": [person.pk for person in people],
        "reason": REASON,
        "decided_by": "Kim Muster",
        **fields,
    }


def test_what_is_chosen_is_shown_and_then_entered(page: Client, cohort: Cohort, people: list[Enrolment]) -> None:
    first, second, _third = people
    make_result(first, modules_of(cohort.curriculum)[0])
    told = typed(cohort, first, text="Sam Mitte")

    preview = page.post(door(cohort), told)

    assert [one.enrolment for one in preview.context["group"]] == [first, second]
    assert "Make 3 entries" in preview.text
    assert ModuleResult.objects.count() == 1

    told = typed(cohort, first, second, mark=preview.context["mark"], confirm="1")
    response = page.post(door(cohort), told, follow=True)

    assert "3 entries: modules are recognised for 2 people." in response.text
    assert ModuleResult.objects.count() == 4


def test_the_preview_carries_everything_to_the_click(page: Client, cohort: Cohort, people: list[Enrolment]) -> None:
    text = page.post(door(cohort), typed(cohort, *people)).text

    for name, value in [*((("enrolments", person.pk)) for person in people), ("reason", REASON)]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert '<input type="hidden" name="mark" value=""' not in text


def test_whoever_wants_to_change_something_finds_everything_typed(
    page: Client, cohort: Cohort, people: list[Enrolment]
) -> None:
    text = page.post(door(cohort), typed(cohort, people[0], change="1")).text

    assert text.count(" checked") == 3  # two modules, one person
    assert REASON in text
    assert "Show what would be entered" in text


def test_what_changed_since_the_preview_is_shown_again(page: Client, cohort: Cohort, people: list[Enrolment]) -> None:
    mark = page.post(door(cohort), typed(cohort, *people)).context["mark"]
    make_result(people[0], modules_of(cohort.curriculum)[0])

    response = page.post(door(cohort), typed(cohort, *people, mark=mark, confirm="1"))

    assert errors(response) == {"__all__": ["Something has changed since the preview. Please look at it again."]}
    assert "Make 5 entries" in response.text
    assert ModuleResult.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"modules": []}, "modules"),
        ({"modules": ["0"]}, "modules"),
        ({"enrolments": []}, "enrolments"),
        ({"enrolments": ["0"]}, "enrolments"),
        ({"reason": " "}, "reason"),
        ({"decided_by": ""}, "decided_by"),
        ({"text": "Niemand Bekanntes"}, "text"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    page: Client, cohort: Cohort, people: list[Enrolment], fields: dict[str, Any], field: str
) -> None:
    response = page.post(door(cohort), typed(cohort, people[0], **fields, confirm="1", mark="x"))

    assert list(errors(response)) == [field]
    assert not ModuleResult.objects.exists()


def test_where_everybody_has_it_there_is_nothing_to_click(
    page: Client, cohort: Cohort, people: list[Enrolment]
) -> None:
    for module in modules_of(cohort.curriculum):
        make_result(people[0], module)

    text = page.post(door(cohort), typed(cohort, people[0])).text

    assert ("There is nothing to enter" in text, 'name="confirm"' in text) == (True, False)


def test_nobody_in_training_is_told(page: Client, cohort: Cohort) -> None:
    assert "Nobody is in training yet" in page.get(door(cohort)).text


def test_the_progress_leads_there_and_the_own_name_decides(
    page: Client, kim: User, cohort: Cohort, people: list[Enrolment]
) -> None:
    assert f'href="{door(cohort)}"' in page.get(f"/cohorts/{cohort.pk}/progress/").text
    assert page.get(door(cohort)).context["form"]["decided_by"].value() == kim.name


def test_a_strange_round_is_not_found(page: Client) -> None:
    assert page.get(door(make_cohort())).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_same_number_of_questions(
    page: Client,
    cohort: Cohort,
    people: list[Enrolment],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    told = typed(cohort, *people[:count])

    # 1 the round, 2 its people, 3 its modules, 4 those chosen, 5-7 rule, results, who was there
    with django_assert_num_queries(GROUND + 7):
        page.post(door(cohort), told)
