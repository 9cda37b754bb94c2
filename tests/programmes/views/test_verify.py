"""Anyone who holds a letter can check it; the answer never names its owner."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from programmes.models.letter import LetterKind, LetterState, ReplacementReason
from programmes.views.verify import LIMIT
from tests.factories import make_letter, make_pilot

pytestmark = pytest.mark.django_db
CODE = "bcdfghjkmnpqrstvwxyz"


@pytest.fixture(autouse=True)
def no_knocks_yet() -> None:
    cache.clear()


def check(client: Client, code: str = CODE) -> str:
    return client.get(reverse("programmes:verify_code", args=[code])).content.decode()


def test_a_letter_in_force_says_number_date_state_and_town_and_no_name(client: Client) -> None:
    letter = make_letter(make_pilot("Geheim", given_names="Ida"), verify_code=CODE)

    page = check(client)

    assert "Genuine and in force" in page
    assert "in force since 1 January 2026" in page
    assert all(fact in page for fact in (letter.reference, "1 December 2025", "Universitätsstadt Gießen"))
    assert "Geheim" not in page
    assert "Ida" not in page


def test_a_letter_that_takes_effect_later_says_when(client: Client) -> None:
    make_letter(verify_code=CODE, appointment={"effective_from": date(2026, 4, 1)})

    assert "takes effect on 1 April 2026" in check(client)


def test_an_ended_appointment_says_when_it_ended(client: Client) -> None:
    make_letter(verify_code=CODE, appointment={"ended_on": date(2026, 2, 1), "end_reason": "own_wish"})

    page = check(client)

    assert "It ended on 1 February 2026." in page
    assert "own wish" not in page


def test_a_term_that_is_over_names_the_first_day_without_it(client: Client) -> None:
    make_letter(verify_code=CODE, appointment={"effective_until": date(2026, 1, 31)})

    assert "It ended on 1 February 2026." in check(client)


def test_a_replaced_letter_names_the_number_of_the_new_one(client: Client) -> None:
    old = make_letter(verify_code=CODE, state=LetterState.REPLACED)
    reason = ReplacementReason.LOST
    new = make_letter(kind=LetterKind.REPLACEMENT, replaces=old, replacement_reason=reason)

    assert f"Letter no. {new.reference} took its place." in check(client)


def test_a_withdrawn_letter_says_when(client: Client) -> None:
    make_letter(verify_code=CODE, state=LetterState.VOIDED, voided_on=date(2026, 2, 3))

    page = check(client)

    assert "withdrawn on 3 February 2026" in page
    assert "in force" not in page


def test_an_unknown_code_is_a_page_of_its_own(client: Client) -> None:
    make_letter(verify_code=CODE)

    response = client.get(reverse("programmes:verify_code", args=[CODE[:-1]]))

    assert response.status_code == 404
    assert "We know no letter with this code" in response.content.decode()


@pytest.mark.parametrize("typed", [CODE.upper(), "bcdf-ghjk-mnpq-rstv-wxyz", " bcdf ghjk mnpq RSTV wxyz "])
def test_a_code_is_recognised_however_it_is_typed(client: Client, typed: str) -> None:
    letter = make_letter(verify_code=CODE)

    by_address = check(client, typed)
    by_form = client.get(reverse("programmes:verify"), {"code": typed}, follow=True).content.decode()

    assert letter.reference in by_address
    assert letter.reference in by_form


@pytest.mark.parametrize("typed", ["", "--- ---"])
def test_the_form_says_what_is_wrong_with_no_code(client: Client, typed: str) -> None:
    response = client.get(reverse("programmes:verify"), {"code": typed})

    assert response.status_code == 200
    assert "Please check your entries" in response.content.decode()


def test_no_robot_keeps_the_pages(client: Client) -> None:
    make_letter(verify_code=CODE)

    for address in (reverse("programmes:verify"), reverse("programmes:verify_code", args=[CODE])):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_demo_says_that_its_letters_are_specimens(client: Client, settings: Settings) -> None:
    make_letter(verify_code=CODE)

    real = check(client)
    settings.DEMO_MODE = True
    demo = check(client)

    assert "Specimen" not in real
    assert "Specimen" in demo


def test_an_address_that_knocks_too_often_is_asked_to_wait_and_no_other_one(client: Client) -> None:
    make_letter(verify_code=CODE)
    address = reverse("programmes:verify_code", args=[CODE])
    for _knock in range(LIMIT):
        assert client.get(address).status_code == 200

    refused = client.get(address)
    from_elsewhere = client.get(address, REMOTE_ADDR="10.0.0.9")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Please wait a minute" in refused.content.decode()
    assert from_elsewhere.status_code == 200
