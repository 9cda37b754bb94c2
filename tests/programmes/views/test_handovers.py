"""The page on which letters are handed over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.ceremonies import prepare_ceremony, put_on_list
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from programmes.models.ceremony import Ceremony, Handover
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter
from tests.factories import TODAY, make_issuing_cohort, make_ready, make_user
from tests.programmes.ceremonies import TWO_DAYS_ON, ended, make_ceremony
from tests.programmes.ceremonies import issue as issue_in_february

URL = "/letters/handover/"
AT = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)


@pytest.fixture(params=[Role.ADMIN, Role.MAYORS_OFFICE])
def page(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    client.force_login(make_user(role=request.param))
    return client


def issue(cohort: Cohort, *names: str) -> list[AppointmentLetter]:
    return issue_letters([make_ready(cohort, name) for name in names], effective_from=TODAY, by=None, at=AT)


def typed(*letters: AppointmentLetter, **fields: Any) -> dict[str, Any]:
    return {
        "letters": [letter.pk for letter in letters],
        "held_on": "2026-03-02",
        "place": "Rathaus",
        "host": "OB",
        **fields,
    }


def test_the_page_chooses_all_letters_waiting_and_knows_who_signs(page: Client) -> None:
    issue(make_issuing_cohort(), "Zander", "Adler")

    shown = page.get(URL)

    assert [(letter.name_as_printed, chosen) for letter, chosen in shown.context["rows"]] == [
        ("Sam Adler", True),
        ("Sam Zander", True),
    ]
    assert 'value="Frank Muster, Oberbürgermeister"' in shown.content.decode()


def test_a_handover_is_noted_and_the_letter_waits_no_more(page: Client) -> None:
    cohort = make_issuing_cohort()
    adler, zander = issue(cohort, "Adler", "Zander")

    done = page.post(f"{URL}?round={cohort.pk}", typed(adler), follow=True)

    assert "1 letter was handed over." in done.content.decode()
    assert Handover.objects.get().letter == adler
    assert [letter for letter, _chosen in page.get(URL).context["rows"]] == [zander]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"held_on": "2026-03-03"}, "This day is in the future."),
        ({"held_on": "x"}, "Please enter the day as a date."),
        ({"place": " "}, "Please enter the place."),
        ({"host": ""}, "Please enter who handed them over."),
        ({"letters": []}, "Please choose at least one letter."),
    ],
)
def test_a_refused_form_says_where_and_keeps_what_was_typed(page: Client, fields: dict[str, Any], error: str) -> None:
    cohort = make_issuing_cohort()
    adler, _zander = issue(cohort, "Adler", "Zander")

    shown = page.post(f"{URL}?round={cohort.pk}", typed(adler, **{"place": "Kongresshalle", **fields}))

    assert shown.status_code == 200
    assert shown.context["form"].errors == {next(iter(fields)): [error]}
    assert error in shown.content.decode()
    assert not Ceremony.objects.exists()


def test_the_second_click_is_refused_by_number(page: Client) -> None:
    cohort = make_issuing_cohort()
    (adler,) = issue(cohort, "Adler")
    page.post(f"{URL}?round={cohort.pk}", typed(adler))

    again = page.post(f"{URL}?round={cohort.pk}", typed(adler))

    assert "Letter DL-2026-0001 was handed over already." in again.content.decode()
    assert Handover.objects.count() == 1


def test_a_letter_of_another_round_is_no_choice(page: Client) -> None:
    cohort = make_issuing_cohort()
    (adler,), (other,) = issue(cohort, "Adler"), issue(make_issuing_cohort(), "Fremd")

    shown = page.post(f"{URL}?round={cohort.pk}", typed(adler, other))

    assert "A letter chosen is not of this round." in shown.content.decode()
    assert not Handover.objects.exists()


def test_rounds_are_chosen_by_the_address(page: Client) -> None:
    older, newer = make_issuing_cohort(), make_issuing_cohort()
    issue(older, "Adler")
    issue(newer, "Zander")

    assert page.get(URL).context["cohort"] == newer
    assert page.get(f"{URL}?round={older.pk}").context["cohort"] == older
    assert page.get(f"{URL}?round=0").status_code == 404


def test_nothing_to_hand_over_is_said(page: Client) -> None:
    assert "Every letter is in its owner’s hands" in page.get(URL).content.decode()


@pytest.mark.parametrize("letters", [1, 3])
def test_the_page_asks_the_same_questions_however_many_letters(
    client: Client, db: None, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_user(role=Role.ADMIN))
    issue(make_issuing_cohort(), *(f"Name{number}" for number in range(letters)))

    # session, user, grants, derived roles, second factor; how many wait where, rounds; signatory; letters
    with django_assert_num_queries(7):
        client.get(URL)


def test_a_key_no_database_can_hold_is_no_round_and_no_letter(page: Client) -> None:
    cohort = make_issuing_cohort()
    issue(cohort, "Adler")

    shown = page.post(URL, {**typed(), "letters": [10**30]})

    assert "A letter chosen is not of this round." in shown.content.decode()
    assert [page.get(URL, {"round": key}).status_code for key in (10**30, "1" * 5000, "٣x", "0")] == [404] * 4


def test_a_letter_on_the_list_of_a_ceremony_is_not_offered_here(page: Client) -> None:
    cohort = make_issuing_cohort()
    adler, zander = issue(cohort, "Adler", "Zander")
    put_on_list(prepare_ceremony(held_on=TODAY, place="Kongresshalle", host="OB", by=None), [zander], by=None)

    shown = page.get(URL)

    assert shown.context["rounds"] == {cohort.pk: (cohort, 1)}
    assert [letter for letter, _chosen in shown.context["rows"]] == [adler]


def test_what_waits_on_a_list_is_not_said_to_be_handed_over(client: Client, db: None) -> None:
    client.force_login(make_user(role=Role.MAYORS_OFFICE))
    make_ceremony("Adler", "Baum")

    page = client.get("/letters/handover/").content.decode()

    assert "2 letters are on lists of ceremonies" in page
    assert "in its owner" not in page


def test_a_letter_on_an_end_is_not_handed_over(db: None) -> None:
    letter = issue_in_february("Adler")[0]
    hand_over([letter], held_on=TODAY, place="Rathaus", host="OB", by=None, today=TODAY)

    with pytest.raises(Refused, match="none to be handed over"):
        hand_over([ended(letter)], held_on=TWO_DAYS_ON.date(), place="B", host="OB", by=None, today=TWO_DAYS_ON.date())
