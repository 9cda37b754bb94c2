"""Anyone who holds a letter can check it; the answer never names its owner."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from people.models.audit_event import AuditEvent
from programmes.actions.end_appointment import end_appointment
from programmes.models.appointment import EndReason
from programmes.models.letter import (
    AppointmentLetter,
    LetterDocument,
    LetterKind,
    LetterStanding,
    LetterState,
    ReplacementReason,
)
from programmes.views.verify import LIMIT, MOST_BYTES
from tests.factories import TODAY, make_issuing_cohort, make_letter, make_pilot, make_ready
from tests.programmes.actions.issuing import issue

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

    assert "Its last day was 31 January 2026." in page
    assert "own wish" not in page


def test_a_term_that_is_over_names_its_last_day_as_the_paper_does(client: Client) -> None:
    make_letter(verify_code=CODE, appointment={"effective_until": date(2026, 1, 31)})

    assert "Its last day was 31 January 2026." in check(client)


@pytest.mark.parametrize("end", [{"effective_until": date(2026, 5, 31)}, {"ended_on": date(2026, 6, 1)}])
def test_an_end_to_come_is_told(client: Client, end: dict[str, date]) -> None:
    reason = {"end_reason": "own_wish"} if "ended_on" in end else {}
    make_letter(verify_code=CODE, appointment={**end, **reason})

    page = check(client)

    assert "Genuine and in force" in page
    assert "Its last day is 31 May 2026." in page


def test_an_appointment_that_never_held_says_so(client: Client) -> None:
    ended = {"effective_from": date(2026, 2, 1), "ended_on": date(2026, 2, 1), "end_reason": "left"}
    make_letter(verify_code=CODE, appointment=ended)

    assert "It was ended before it took effect." in check(client)


def test_an_appointment_ended_before_a_day_to_come_is_not_said_to_take_effect(client: Client) -> None:
    never = {"effective_from": date(2026, 4, 1), "ended_on": date(2026, 4, 1), "end_reason": "left"}
    make_letter(verify_code=CODE, appointment=never)

    page = check(client)

    assert "Genuine, the appointment has ended" in page
    assert "takes effect" not in page
    for standing in LetterStanding:
        found = AppointmentLetter.objects.with_standing(standing, TODAY)
        assert found.exists() == (standing == LetterStanding.ENDED)


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


# --- letters on an end, replacements, and files -----------------------------------------------------------------------


def test_the_five_answers_and_the_unknown_one_have_words_of_their_own(client: Client) -> None:
    codes = iter(f"{sign}cdfghjkmnpqrstvwxyz" for sign in "bcdfghj")
    standings: list[dict[str, Any]] = [
        {},
        {"appointment": {"effective_from": date(2026, 4, 1)}},
        {"appointment": {"ended_on": date(2026, 2, 1), "end_reason": "left"}},
        {"state": LetterState.REPLACED},
        {"state": LetterState.VOIDED},
        {"kind": LetterKind.END, "appointment": {"ended_on": date(2026, 2, 1), "end_reason": "left"}},
    ]
    letters = [make_letter(verify_code=next(codes), **fields) for fields in standings]
    make_letter(kind=LetterKind.REPLACEMENT, replaces=letters[3], replacement_reason=ReplacementReason.LOST)

    pages = [check(client, letter.verify_code) for letter in letters] + [check(client, "unknown")]

    headings = [page.split("<h1>")[1].split("</h1>")[0] for page in pages]
    assert len(set(headings)) == len(pages)
    assert headings[5] == "Genuine: a letter on the end of an appointment"
    assert "The last day of the appointment was 31 January 2026." in pages[5]


def send(client: Client, content: bytes, **more: Any) -> Any:
    return client.post("/verify/file/", {"letter": SimpleUploadedFile("letter.pdf", content)}, **more)


def test_the_file_of_a_letter_is_genuine_and_says_what_it_is_worth_today(client: Client) -> None:
    (letter,) = issue(make_ready(make_issuing_cohort(), "Geheim"))
    pdf = bytes(LetterDocument.objects.get(letter=letter).pdf)

    genuine = send(client, pdf).content.decode()
    end_appointment(letter.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)
    ended = send(client, pdf).content.decode()

    assert "byte for byte, the one we issued on 2 March 2026" in genuine
    assert "Genuine and in force" in genuine
    assert "Genuine, the appointment has ended" in ended
    assert "Geheim" not in genuine


def test_a_file_with_one_byte_changed_is_not_genuine_and_nothing_of_it_is_kept(client: Client) -> None:
    (letter,) = issue(make_ready(make_issuing_cohort()))
    pdf = bytes(LetterDocument.objects.get(letter=letter).pdf)
    events = AuditEvent.objects.count()

    shown = send(client, pdf + b"\n").content.decode()

    assert "We have not issued this file" in shown
    assert "even saving it anew" in shown
    assert (LetterDocument.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_body_too_large_is_refused_by_its_size_before_it_is_read(client: Client) -> None:
    class Unread:
        def read(self, *_sizes: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = client.generic("POST", "/verify/file/", **{"CONTENT_LENGTH": str(MOST_BYTES + 1), "wsgi.input": Unread()})

    assert answer.status_code == 413
    assert "We have not read this file." in answer.content.decode()


@pytest.mark.parametrize("content", [None, b""])
def test_no_file_and_an_empty_one_are_told_beside_the_field(client: Client, content: bytes | None) -> None:
    answer = client.post("/verify/file/") if content is None else send(client, content)

    assert answer.status_code == 200
    assert answer.context["file_form"].errors["letter"]


def test_files_count_as_knocks(client: Client) -> None:
    for _knock in range(LIMIT):
        send(client, b"%PDF-1.7")

    assert send(client, b"%PDF-1.7").status_code == 429
