"""Issuing on the screen: what is shown is what is issued, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_counter import LetterCounter
from tests.factories import (
    make_enrolment,
    make_issuing_cohort,
    make_pilot,
    make_ready,
    make_result,
    make_signatory,
    make_user,
    modules_of,
)

URL, PREVIEW = "/letters/issue/", "/letters/issue/preview.pdf"


@pytest.fixture
def admin(db: None) -> User:
    return make_user(role=Role.ADMIN)


@pytest.fixture
def page(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def mark(people: Sequence[Enrolment], day: str = "2026-03-02") -> str:
    return ",".join([day, *(str(pk) for pk in sorted(person.pk for person in people))])


def press(
    client: Client,
    cohort: Cohort,
    *people: Enrolment,
    day: str = "2026-03-02",
    reviewed: str | None = None,
    url: str = URL,
) -> HttpResponse:
    """Press a button with these people chosen; as reviewed, unless the test says what was."""
    data = {
        "enrolments": [person.pk for person in people],
        "effective_from": day,
        "reviewed": mark(people, day) if reviewed is None else reviewed,
    }
    return client.post(f"{url}?round={cohort.pk}", data)


def test_the_page_chooses_all_who_are_ready_and_names_the_numbers(page: Client) -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, name) for name in ("Zander", "Adler")]
    LetterCounter.objects.create(year=2026, last_number=15)

    shown = page.get(URL)

    assert [(row.person.enrolment.pilot.family_name, row.is_chosen) for row in shown.context["rows"]] == [
        ("Adler", True),
        ("Zander", True),
    ]
    assert shown.context["mark"] == mark(people)
    for words in ("DL-2026-0016 to DL-2026-0017", "Issue 2 letters", 'value="2026-03-02"'):
        assert words in shown.content.decode()


def test_the_others_are_there_with_their_reason(page: Client) -> None:
    cohort = make_issuing_cohort()
    make_ready(cohort, "Adler")
    lacking = make_enrolment(cohort, make_pilot("Offen"), state=EnrolmentState.IN_TRAINING)
    make_result(lacking, modules_of(cohort.curriculum)[0])
    make_ready(cohort, "Pause", state=EnrolmentState.PAUSED)
    make_ready(cohort, "Weggegangen", state=EnrolmentState.WITHDRAWN)

    shown = page.get(URL)

    reasons = [(person.enrolment.pilot.family_name, reason) for person, reason in shown.context["others"]]
    assert reasons == [
        ("Offen", "the qualification is not complete yet"),
        ("Pause", "“paused” in this round"),
    ]
    # A name this long is no chance find in the letters of the picture beside.
    assert "Weggegangen" not in shown.content.decode()


def test_a_letter_that_cannot_be_printed_is_named_and_not_chosen(page: Client) -> None:
    cohort = make_issuing_cohort()
    good = make_ready(cohort, "Adler")
    make_ready(cohort, pilot=make_pilot("Zander", given_names="漢"))

    shown = page.get(URL)

    assert [(bool(row.finding), row.is_chosen) for row in shown.context["rows"]] == [(False, True), (True, False)]
    assert "U+6F22" in shown.content.decode()
    assert shown.context["mark"] == mark([good])


def test_three_pages_from_the_start_issue_the_letters(page: Client) -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, name) for name in ("Zander", "Adler")]
    shown = page.get(URL)

    done = page.post(
        f"{URL}?round={cohort.pk}",
        {
            "enrolments": [person.pk for person in people],
            "effective_from": "2026-03-02",
            "reviewed": shown.context["mark"],
        },
        follow=True,
    )

    assert done.redirect_chain == [(f"/letters/?round={cohort.pk}", 302)]
    assert "2 letters are issued: DL-2026-0001 to DL-2026-0002." in done.content.decode()
    assert AppointmentLetter.objects.count() == 2


def test_a_deputy_signs_only_after_the_page_has_shown_it(page: Client) -> None:
    cohort = make_issuing_cohort()
    deputy = make_signatory("Dora Drüben", is_deputy=True)
    adler = make_ready(cohort, "Adler")
    data = {"enrolments": [adler.pk], "effective_from": "2026-03-02", "signatory": str(deputy.pk)}

    shown = page.post(f"{URL}?round={cohort.pk}", {**data, "reviewed": mark([adler])})

    assert not AppointmentLetter.objects.exists()
    assert "Dora Drüben" in shown.content.decode()
    page.post(f"{URL}?round={cohort.pk}", {**data, "reviewed": shown.context["mark"]})
    assert AppointmentLetter.objects.get().content["signer_name"] == "Dora Drüben"


def test_another_selection_than_the_page_showed_is_shown_first(page: Client) -> None:
    cohort = make_issuing_cohort()
    adler, zander = make_ready(cohort, "Adler"), make_ready(cohort, "Zander")

    shown = press(page, cohort, adler, reviewed=mark([adler, zander]))

    assert shown.status_code == 200
    assert not AppointmentLetter.objects.exists()
    assert "Issue 1 letter" in shown.content.decode()
    assert "selection or the day is new" in shown.content.decode()
    assert [row.is_chosen for row in shown.context["rows"]] == [True, False]

    press(page, cohort, adler, reviewed=shown.context["mark"])

    assert AppointmentLetter.objects.get().name_as_printed == "Sam Adler"


def test_a_day_in_the_past_warns_before_anything_is_issued(page: Client) -> None:
    cohort = make_issuing_cohort()
    adler = make_ready(cohort, "Adler")

    shown = press(page, cohort, adler, day="2026-02-01", reviewed=mark([adler]))

    assert "The day is in the past" in shown.content.decode()
    assert not AppointmentLetter.objects.exists()

    press(page, cohort, adler, day="2026-02-01", reviewed=shown.context["mark"])

    assert str(AppointmentLetter.objects.get().appointment.effective_from) == "2026-02-01"


def test_the_second_click_is_refused_by_name_and_changes_nothing(page: Client) -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, name) for name in ("Adler", "Zander")]
    press(page, cohort, *people)

    again = press(page, cohort, *people)

    assert again.status_code == 200
    assert "Sam Adler, Sam Zander: letter of this round issued already." in again.content.decode()
    assert AppointmentLetter.objects.count() == LetterCounter.objects.get().last_number == 2


def test_the_pks_of_people_not_ready_issue_nothing(page: Client) -> None:
    cohort = make_issuing_cohort()
    ready, foreign = make_ready(cohort, "Adler"), make_ready(make_issuing_cohort(), "Fremd")
    lacking = make_enrolment(cohort, make_pilot("Offen"), state=EnrolmentState.IN_TRAINING)
    left = make_ready(cohort, "Weg", state=EnrolmentState.WITHDRAWN)

    answers = {other: press(page, cohort, ready, other).content.decode() for other in (foreign, lacking, left)}

    assert not AppointmentLetter.objects.exists()
    assert "Somebody chosen is not in this round." in answers[foreign]
    assert "Sam Offen: the qualification is not complete yet." in answers[lacking]
    assert "Sam Weg: “withdrawn” in this round." in answers[left]


@pytest.mark.parametrize("url", [URL, PREVIEW])
def test_a_refused_form_keeps_what_was_typed(page: Client, url: str) -> None:
    cohort = make_issuing_cohort()
    adler, _zander = make_ready(cohort, "Adler"), make_ready(cohort, "Zander")

    shown = press(page, cohort, adler, day="soon", url=url)

    assert shown.status_code == 200
    assert "Please enter the day as a date." in shown.content.decode()
    assert 'value="soon"' in shown.content.decode()
    assert [row.is_chosen for row in shown.context["rows"]] == [True, False]


def test_the_preview_is_a_pdf_and_writes_nothing(page: Client) -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, name) for name in ("Adler", "Zander")]

    pdf = press(page, cohort, *people, url=PREVIEW)

    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    assert pdf.content.startswith(b"%PDF-")
    assert not AppointmentLetter.objects.exists()
    assert not LetterCounter.objects.exists()


def test_the_preview_of_a_letter_that_cannot_be_printed_says_so(page: Client) -> None:
    cohort = make_issuing_cohort()
    person = make_ready(cohort, pilot=make_pilot("Zander", given_names="漢"))

    shown = press(page, cohort, person, url=PREVIEW)

    assert shown.status_code == 200
    assert "U+6F22" in shown.content.decode()


def test_rounds_are_chosen_by_the_address(page: Client) -> None:
    older, newer = make_issuing_cohort(), make_issuing_cohort()
    make_ready(older, "Adler")
    make_ready(newer, "Zander")

    assert page.get(URL).context["cohort"] == newer
    assert page.get(f"{URL}?round={older.pk}").context["cohort"] == older
    assert page.get(f"{URL}?round={newer.pk + 1000}").status_code == 404
    assert page.get(f"{URL}?round=x").status_code == 404


def test_nobody_is_ready_and_no_round_runs_are_said(page: Client) -> None:
    assert "No round runs yet" in page.get(URL).content.decode()
    cohort = make_issuing_cohort()
    assert f"Nobody of {cohort} is ready" in page.get(URL).content.decode()


def test_without_a_letter_text_the_page_says_so(page: Client) -> None:
    make_ready(make_issuing_cohort(words_from=date(2026, 3, 3)))

    assert "No letter text is released" in page.get(URL).content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MAYORS_OFFICE, Role.TRAINER, Role.DPO, None])
@pytest.mark.parametrize("url", [URL, PREVIEW])
def test_only_admins_issue(client: Client, db: None, role: Role | None, url: str) -> None:
    cohort = make_issuing_cohort()
    person = make_ready(cohort)
    client.force_login(make_user(role=role))

    assert press(client, cohort, person, url=url).status_code == 403
    assert not AppointmentLetter.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_questions_however_many_are_ready(
    page: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cohort = make_issuing_cohort()
    for number in range(people):
        make_ready(cohort, f"Name{number}")

    # session, user, grants, derived roles, second factor; who is ready: enrolments, modules, results, attendance;
    # round; people, modules, results, attendance, appointments; drafts: people, round, text, signatories,
    # settings, departments, modules, results, attendance; namesakes; counter, settings; signatories to choose from
    with django_assert_num_queries(26):
        page.get(f"{URL}?round={cohort.pk}")


def test_a_key_no_database_can_hold_is_no_round_and_no_person(page: Client) -> None:
    cohort = make_issuing_cohort()
    make_ready(cohort)

    for url in (URL, PREVIEW):
        shown = page.post(url, {"enrolments": [10**30], "effective_from": "2026-03-02"})
        assert "Somebody chosen is not in this round." in shown.content.decode()
    assert [page.get(URL, {"round": key}).status_code for key in (10**30, "1" * 5000, "0")] == [404] * 3


def test_whoever_signs_in_again_finds_the_page_of_the_preview(page: Client) -> None:
    assert page.get(PREVIEW).headers["Location"] == URL
