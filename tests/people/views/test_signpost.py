"""The box "The right person?" on the pages, and the page on which coordinators change it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.actions.signpost import write_signpost
from people.models.role_grant import Role
from people.models.signpost import Signpost
from tests.factories import LONG_AGO, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
EDIT = "/signpost/"
WORDS = {
    "pilots_help": "bei Programmen und Ideen",
    "service_helps": "bei Störungen",
    "service_phone": "0641 306-4444",
    "service_mail": "it-service@giessen.example",
}


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(make_user(role=Role.COORDINATOR, given_names="Kim", family_name="Muster"))
    return client


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_writer_sees_the_new_words_on_the_very_next_page(coordinator: Client) -> None:
    directory = reverse("people:directory")
    assert "with faults, accounts and hardware" in page(coordinator, directory)

    answer = coordinator.post(EDIT, WORDS, follow=True)

    assert "The box says this now" in answer.content.decode()
    box = page(coordinator, directory)
    assert all(words in box for words in ("bei Störungen", "tel:06413064444", "mailto:it-service@giessen.example"))
    assert "accounts and hardware" not in box


def test_the_box_stands_on_every_page_on_which_colleagues_look_for_somebody(coordinator: Client) -> None:
    department = make_department()
    pilot = make_pilot(department=department, appointed_from=LONG_AGO)
    coordinator.post(EDIT, WORDS)

    for url in (
        "/",
        reverse("people:directory"),
        reverse("people:pilot_detail", args=[pilot.pk]),
        reverse("people:department_detail", args=[department.pk]),
    ):
        assert "bei Programmen und Ideen" in page(coordinator, url), url


def test_only_who_may_change_it_is_offered_to(client: Client) -> None:
    client.force_login(make_user())

    assert EDIT not in page(client, reverse("people:directory"))


def test_a_coordinator_is_offered_to_change_it(coordinator: Client) -> None:
    assert f'href="{EDIT}"' in page(coordinator, reverse("people:directory"))


def test_a_preview_shows_the_words_and_keeps_nothing(coordinator: Client) -> None:
    answer = coordinator.post(EDIT, {**WORDS, "preview": "1"})

    assert "It is not saved yet." in answer.content.decode()
    assert answer.context["words"].service_helps == "bei Störungen"
    assert answer.context["form"]["pilots_help"].value() == "bei Programmen und Ideen"
    assert not Signpost.objects.exists()


def test_words_are_shown_as_they_are_typed_and_never_as_markup(coordinator: Client) -> None:
    coordinator.post(EDIT, {**WORDS, "pilots_help": "<b>fett</b>\nzweite Zeile"})

    assert "&lt;b&gt;fett&lt;/b&gt;<br>zweite Zeile" in page(coordinator, reverse("people:directory"))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("pilots_help", ""),
        ("service_helps", "x" * 401),
        ("service_phone", "javascript:1"),
        ("service_mail", "it-service"),
    ],
)
def test_words_that_do_not_fit_are_refused_and_stay_in_the_form(coordinator: Client, field: str, typed: str) -> None:
    answer = coordinator.post(EDIT, {**WORDS, field: typed})

    assert field in answer.context["form"].errors
    assert answer.context["form"][field].value() == typed
    assert not Signpost.objects.exists()


def test_what_it_said_before_stays_readable_with_writer_and_time(coordinator: Client) -> None:
    coordinator.post(EDIT, {**WORDS, "pilots_help": "beim Alten"})

    coordinator.post(EDIT, WORDS)

    history = page(coordinator, EDIT)
    assert "beim Alten" in history
    assert "written by Kim Muster" in history
    assert "2 March 2026" in history


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_often_it_was_written(
    coordinator: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kim = make_user()
    for number in range(count):
        write_signpost(**{**WORDS, "pilots_help": f"Nr. {number}"}, by=kim)

    # session, account, standing (3); the newest words, how many there are, those of the page with their writers (3)
    with django_assert_num_queries(6):
        coordinator.get(EDIT)
