"""The directory shows appointed pilots and never anybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.consent import Consent, VoluntaryField
from people.models.role_grant import Role
from people.views.directory import PAGE_SIZE
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_programme, make_user

pytestmark = pytest.mark.django_db
NOT_APPOINTED = {
    "in training": {},
    "appointed tomorrow": {"appointed_from": TODAY + timedelta(days=1)},
    "ended today": {"appointed_from": LONG_AGO, "appointed_until": TODAY},
}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def search(client: Client, words: str = "") -> str:
    return client.get(reverse("people:directory"), {"q": words}).content.decode()


def test_the_card_carries_the_contact(staff: Client) -> None:
    make_pilot("Öztürk", appointed_from=LONG_AGO, phone="0641 306-1234", room="B 12", mail="oe@giessen.example")

    page = search(staff)

    assert "Sam Öztürk" in page
    assert 'href="tel:06413061234"' in page
    assert 'href="mailto:oe@giessen.example"' in page


@pytest.mark.parametrize("facts", NOT_APPOINTED.values(), ids=NOT_APPOINTED.keys())
def test_whoever_is_not_appointed_today_is_not_found(staff: Client, facts: dict[str, object]) -> None:
    make_pilot("Listig", appointed_from=LONG_AGO)
    hidden = make_pilot("Listlos", **facts)

    page = search(staff, "list")
    profile = staff.get(reverse("people:pilot_detail", args=[hidden.pk]))

    assert "Sam Listig" in page
    assert "Listlos" not in page
    assert profile.status_code == 404


@pytest.mark.parametrize("words", ["Oeztuerk", "ozt", "SAM öz", "öztürk sam"])
def test_a_name_is_found_by_its_beginnings(staff: Client, words: str) -> None:
    make_pilot("Öztürk", appointed_from=LONG_AGO)
    make_pilot("Anders", appointed_from=LONG_AGO)

    page = search(staff, words)

    assert "Sam Öztürk" in page
    assert "Anders" not in page
    assert "1 person for" in page


def test_an_empty_answer_says_what_to_do(staff: Client) -> None:
    make_pilot(appointed_from=LONG_AGO)

    page = search(staff, "xyz")

    assert "Nobody found" in page
    assert reverse("people:departments") in page


def test_a_long_list_has_pages_and_keeps_the_question(staff: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        make_pilot(f"Meier {number:02}", appointed_from=LONG_AGO)

    first = search(staff, "meier")
    second = staff.get(reverse("people:directory"), {"q": "meier", "page": 2}).content.decode()

    assert f"{PAGE_SIZE + 1} people for" in first
    assert "?q=meier&amp;page=2" in first
    assert f"Meier {PAGE_SIZE:02}" not in first
    assert f"Meier {PAGE_SIZE:02}" in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_takes_the_same_queries_however_long(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_pilot(appointed_from=LONG_AGO)

    # session, account, granted, derived roles; count, pilots, topics, releases, departments, role name
    with django_assert_num_queries(10):
        staff.get(reverse("people:directory"))


@pytest.mark.parametrize("account", [{"role": Role.DPO}, {"is_external": True, "role": Role.TRAINER}])
def test_whoever_is_no_staff_is_refused(client: Client, account: dict[str, object]) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    client.force_login(make_user(**account))

    assert client.get(reverse("people:directory")).status_code == 403
    assert client.get(reverse("people:pilot_detail", args=[pilot.pk])).status_code == 403


def test_the_profile_shows_what_is_released_and_nothing_else(staff: Client) -> None:
    make_programme()
    pilot = make_pilot(
        department=make_department("Jugendamt", number="51"),
        appointed_from=LONG_AGO,
        appointed_round=1,
        role_form="feminine",
        bio="Seit zwanzig Jahren dabei",
        other_languages="Türkisch",
    )
    Consent.objects.create(pilot=pilot, field=VoluntaryField.LANGUAGES, text_version="2026-1", given_at=timezone.now())

    page = staff.get(reverse("people:pilot_detail", args=[pilot.pk])).content.decode()

    assert all(words in page for words in ("Digi-Lotsin", "51 Jugendamt", "round 1", "Türkisch"))
    assert "Seit zwanzig Jahren" not in page


def test_htmx_gets_the_piece_that_stands_in_the_page(staff: Client) -> None:
    make_pilot("Meier", appointed_from=LONG_AGO)

    whole = staff.get(reverse("people:directory"), {"q": "mei"})
    piece = staff.get(reverse("people:directory"), {"q": "mei"}, headers={"HX-Request": "true"})

    assert piece.content.decode().strip() in whole.content.decode()
    assert "<html" not in piece.content.decode()
    assert "HX-Request" in piece.headers["Vary"]


def test_a_history_restore_gets_the_whole_page(staff: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in staff.get(reverse("people:directory"), headers=headers).content.decode()
