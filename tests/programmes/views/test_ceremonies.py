"""The pages of ceremonies: planned, listed, put in order, and their papers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from programmes.actions.ceremonies import put_on_list
from programmes.actions.end_appointment import end_appointment
from programmes.models.appointment import EndReason
from programmes.models.ceremony import Ceremony, CeremonyEntry, Step
from programmes.models.letter import AppointmentLetter
from programmes.rules.ceremony import places_of
from programmes.rules.ceremony_papers import Paper, on_paper
from tests.factories import TODAY, make_signatory, make_user
from tests.programmes.ceremonies import entry_of, issue, make_ceremony, note, voided

LATER = date(2026, 4, 1)


@pytest.fixture(params=[Role.ADMIN, Role.MAYORS_OFFICE])
def page(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    client.force_login(make_user(role=request.param))
    return client


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_user(role=Role.MAYORS_OFFICE))
    return client


def names(response: Any) -> list[str]:
    return [place.letter.name_as_printed.removeprefix("Sam ") for place in response.context["places"]]


# --- planned --------------------------------------------------------------------------------------------------------


def test_a_ceremony_is_prepared_and_its_list_is_next(page: Client) -> None:
    make_signatory("Frank Muster")
    issue("Zander", "Adler")

    assert 'value="Frank Muster, Oberbürgermeister"' in page.get("/ceremonies/new/").content.decode()
    planned = page.post("/ceremonies/new/", {"held_on": "2026-04-01", "place": "Rathaus", "host": "OB"}, follow=True)
    ceremony = Ceremony.objects.get()
    assert planned.redirect_chain == [(f"/ceremonies/{ceremony.pk}/letters/", 302)]
    assert [(letter.name_as_printed, ticked) for letter, ticked in planned.context["rows"]] == [
        ("Sam Adler", True),
        ("Sam Zander", True),
    ]
    letters = [letter.pk for letter in AppointmentLetter.objects.all()]
    listed = page.post(f"/ceremonies/{ceremony.pk}/letters/", {"letters": letters}, follow=True)
    assert names(listed) == ["Adler", "Zander"]
    assert "2 letters are on the list." in listed.content.decode()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"held_on": "x"}, "Please enter the day as a date."),
        ({"place": " "}, "Please enter the place."),
        ({"host": ""}, "Please enter who hands them over."),
        ({"held_on": "2026-03-02"}, "There is a ceremony on this day at this place already."),
    ],
)
@pytest.mark.parametrize("address", ["/ceremonies/new/", "/ceremonies/{other}/edit/"])
def test_a_refused_plan_says_where_and_keeps_what_was_typed(
    office: Client, address: str, fields: dict[str, Any], error: str
) -> None:
    make_ceremony()
    other = make_ceremony(held_on=LATER, place="Kongresshalle")
    typed = {"held_on": "2026-04-02", "place": "Rathaus", "host": "Dezernentin", **fields}

    shown = office.post(address.format(other=other.pk), typed)

    assert shown.context["form"].errors == {next(iter(fields)): [error]}
    assert "host" in fields or 'value="Dezernentin"' in shown.content.decode()
    assert Ceremony.objects.count() == 2


def test_a_plan_is_changed_until_something_happened(office: Client) -> None:
    ceremony = make_ceremony("Adler")
    address, typed = f"/ceremonies/{ceremony.pk}/edit/", {"held_on": "2026-03-02", "place": "Haus", "host": "OB"}
    office.post(address, typed)
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.HANDED_OVER)

    shown = office.post(address, typed | {"place": "Rathaus"})

    assert "stay as they are" in shown.content.decode()
    assert Ceremony.objects.get().place == "Haus"
    assert address not in office.get(f"/ceremonies/{ceremony.pk}/").content.decode()


def test_the_list_of_ceremonies_says_how_far_each_is(office: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Baum"))
    note(ceremony, Step.HANDED_OVER)
    make_ceremony(held_on=LATER)

    shown = office.get("/ceremonies/")

    assert [(one.held_on, one.listed, one.given, one.absent) for one in shown.context["page"]] == [
        (LATER, 0, 0, 0),
        (TODAY, 3, 2, 1),
    ]
    assert "1 letter waits for its ceremony." in shown.content.decode()


# --- the list -------------------------------------------------------------------------------------------------------


def test_a_letter_that_waits_no_more_is_no_choice_and_the_ticks_stay(office: Client) -> None:
    adler, baum, celik = issue("Adler", "Baum", "Celik")
    ceremony, other = make_ceremony(), make_ceremony(place="Haus")
    office.post(f"/ceremonies/{other.pk}/letters/", {"letters": [adler.pk]})

    shown = office.post(f"/ceremonies/{ceremony.pk}/letters/", {"letters": [adler.pk, baum.pk]})

    assert "does not wait any more" in shown.content.decode()
    assert shown.context["rows"] == [(baum, True), (celik, False)]
    assert not ceremony.entries.exists()


@pytest.mark.parametrize("letters", [[], ["x"], [10**30]])
def test_nothing_or_nonsense_chosen_is_said(office: Client, letters: list[Any]) -> None:
    ceremony = make_ceremony()
    issue("Adler")

    shown = office.post(f"/ceremonies/{ceremony.pk}/letters/", {"letters": letters})

    assert list(shown.context["form"].errors) == ["letters"]
    assert not ceremony.entries.exists()


def test_the_list_is_moved_sorted_and_shortened_without_a_script(office: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    address, entry = f"/ceremonies/{ceremony.pk}/arrange/", entry_of(ceremony, "Celik")

    moved = office.post(address, {"do": "up", "entry": entry.pk})
    assert moved["Location"] == f"/ceremonies/{ceremony.pk}/#entry-{entry.pk}"
    assert names(office.get(f"/ceremonies/{ceremony.pk}/")) == ["Adler", "Celik", "Baum"]
    office.post(address, {"do": "name"})
    assert names(office.get(f"/ceremonies/{ceremony.pk}/")) == ["Adler", "Baum", "Celik"]
    office.post(address, {"do": "off", "entry": entry.pk})
    assert names(office.get(f"/ceremonies/{ceremony.pk}/")) == ["Adler", "Baum"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"do": "up"}, "Please choose the letter."),
        ({"do": "off", "entry": 10**30}, "not on the list any more"),
        ({"do": "sideways"}, "sideways"),
        ({"do": "up", "entry": "other"}, "not on the list any more"),
    ],
)
def test_what_cannot_be_arranged_is_said(office: Client, fields: dict[str, Any], reason: str) -> None:
    ceremony, other = make_ceremony("Adler"), make_ceremony("Baum", place="Haus")
    if fields.get("entry") == "other":
        fields = {**fields, "entry": other.entries.get().pk}

    shown = office.post(f"/ceremonies/{ceremony.pk}/arrange/", fields, follow=True)

    assert reason in shown.content.decode()
    assert CeremonyEntry.objects.count() == 2


# --- papers, and how much is asked ------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", Paper)
def test_a_paper_is_a_file_of_its_own_name(page: Client, paper: Paper) -> None:
    ceremony = make_ceremony("Adler")

    file = page.get(f"/ceremonies/{ceremony.pk}/papers/{paper.value}.pdf")

    assert file.content.startswith(b"%PDF")
    assert "2026-03-02.pdf" in file["Content-Disposition"]


def test_a_paper_that_cannot_be_is_told_on_the_list(office: Client) -> None:
    ceremony = make_ceremony()

    shown = office.get(f"/ceremonies/{ceremony.pk}/papers/names.pdf", follow=True)

    assert "Nobody stands on this paper yet." in shown.content.decode()
    assert office.get(f"/ceremonies/{ceremony.pk}/papers/gossip.pdf").status_code == 404
    assert office.head(f"/ceremonies/{ceremony.pk}/papers/names.pdf").status_code == 405


@pytest.mark.parametrize("letters", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # session, user, roles; ceremony; entries, facts; waiting; settled: handed over, absent
        ("", 9),
        # session, user, roles; ceremony; entries, facts
        ("hall/", 6),
    ],
)
def test_a_list_asks_the_same_questions_however_many_letters(
    office: Client, letters: int, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ceremony = make_ceremony(*(f"Name{number}" for number in range(letters)))
    note(ceremony, Step.PRINTED)

    with django_assert_num_queries(queries):
        office.get(f"/ceremonies/{ceremony.pk}/{address}")


@pytest.mark.parametrize("letters", [1, 3])
def test_choosing_letters_asks_the_same_questions(
    office: Client, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ceremony = make_ceremony()
    issue(*(f"Name{number}" for number in range(letters)))

    # session, user, roles; ceremony; letters
    with django_assert_num_queries(5):
        office.get(f"/ceremonies/{ceremony.pk}/letters/")


@pytest.mark.parametrize("ceremonies", [1, 3])
def test_the_ceremonies_ask_the_same_questions(
    office: Client, ceremonies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(ceremonies):
        make_ceremony(f"Name{number}", place=f"Haus {number}")

    # session, user, roles; count, ceremonies; waiting
    with django_assert_num_queries(6):
        office.get("/ceremonies/")


def test_whoever_was_absent_here_is_offered_to_other_lists_only(office: Client) -> None:
    ceremony, later = make_ceremony("Adler"), make_ceremony(held_on=LATER)
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.ABSENT)

    here, there = (office.get(f"/ceremonies/{one.pk}/letters/") for one in (ceremony, later))

    assert [len(page.context["rows"]) for page in (here, there)] == [0, 1]


def test_whoever_is_appointed_no_more_is_neither_offered_nor_read_out(office: Client) -> None:
    letters = issue("Adler", "Baum")
    ceremony = make_ceremony(held_on=LATER)
    end_appointment(letters[0].appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)

    assert [
        letter.name_as_printed for letter, _ticked in office.get(f"/ceremonies/{ceremony.pk}/letters/").context["rows"]
    ] == ["Sam Baum"]
    put_on_list(ceremony, letters, by=None)
    assert [
        len(on_paper(paper, places_of(ceremony), TODAY)) for paper in (Paper.NAMES, Paper.PRESS, Paper.LETTERS)
    ] == [1, 1, 2]


def test_the_list_of_ceremonies_counts_as_the_page_does(office: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum")
    voided(entry_of(ceremony, "Baum").letter)

    assert office.get("/ceremonies/").context["page"][0].listed == 1
    assert office.get(f"/ceremonies/{ceremony.pk}/").context["tally"].letters == 1
