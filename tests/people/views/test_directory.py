"""The directory shows appointed pilots and never anybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.actions.profiles import give_consent, withdraw_consent
from people.actions.topics import add_topic
from people.models.consent import VoluntaryField
from people.models.role_grant import Role
from people.rules import paging, tallies
from people.rules.paging import PAGE_SIZE
from people.views import directory as views
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db


def names(answer: Any) -> list[str]:
    """The family names on a page, in order."""
    return [card.pilot.family_name for card in answer.context["listing"].cards]


def counts(answer: Any) -> dict[str, int | None]:
    """The choices on a page and how many each of them leaves."""
    return {choice.label: choice.count for choices in answer.context["listing"].facets.values() for choice in choices}


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


def test_a_long_list_is_turned_forth_and_back_and_keeps_the_question(staff: Client) -> None:
    for number in range(2 * PAGE_SIZE + 1):
        make_pilot(f"Meier {number:02}", appointed_from=LONG_AGO)
    first = staff.get(reverse("people:directory"), {"q": "meier"})

    second = staff.get(reverse("people:directory") + first.context["next"])
    last = staff.get(reverse("people:directory") + first.context["last"])
    back = staff.get(reverse("people:directory") + second.context["previous"])

    assert f"{2 * PAGE_SIZE + 1} people for" in first.content.decode()
    assert names(first) == [f"Meier {number:02}" for number in range(PAGE_SIZE)]
    assert names(second) == [f"Meier {number:02}" for number in range(PAGE_SIZE, 2 * PAGE_SIZE)]
    assert names(last) == [f"Meier {number:02}" for number in range(PAGE_SIZE + 1, 2 * PAGE_SIZE + 1)]
    assert names(back) == names(first)
    assert "previous" not in first.context
    assert "next" not in last.context


def test_a_letter_is_jumped_to(staff: Client) -> None:
    for letter in "ABMZ":
        for number in range(PAGE_SIZE // 4 + 1):
            make_pilot(f"{letter}{number}", appointed_from=LONG_AGO)
    letters = dict(staff.get(reverse("people:directory")).context["letters"])

    page = staff.get(reverse("people:directory") + letters["C"])

    assert names(page)[0] == "M0"


@pytest.mark.parametrize(
    ("place", "end"), [("after=zz.1", "?end=1"), ("before=a.1", "?"), ("q=mei&after=zz.1", "?q=mei&end=1")]
)
def test_beyond_either_end_is_the_nearest_page(staff: Client, place: str, end: str) -> None:
    make_pilot("Meier", appointed_from=LONG_AGO)

    answer = staff.get(f"{reverse('people:directory')}?{place}")

    assert answer.headers["Location"] == reverse("people:directory") + end
    assert names(staff.get(answer.headers["Location"])) == ["Meier"]


@pytest.mark.parametrize(
    "odd",
    [
        "after=%00", "after=A%27--", "before=.", "after=a.99999999999999999999", "department=x&department=99999999999",
        "topic=%F0%9F%98%80", "language=xx", "end=maybe", "q=%00", "q=%25_", "round=-1", "reachable=",
    ],
)  # fmt: skip
def test_an_odd_address_is_answered(staff: Client, odd: str) -> None:
    make_pilot("Meier", appointed_from=LONG_AGO)

    answer = staff.get(f"{reverse('people:directory')}?{odd}")

    assert answer.status_code == 200
    assert names(answer) == ["Meier"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_takes_the_same_queries_however_long(
    staff: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_pilot(appointed_from=LONG_AGO, appointed_round=3)

    # session, account, roles; people with their number, their cards, counts with the words of the office
    with django_assert_num_queries(6):
        staff.get(reverse("people:directory"))
    # the words of the office come first where there is a question
    with django_assert_num_queries(7):
        staff.get(reverse("people:directory"), {"q": "muster"})
    with django_assert_num_queries(6):
        staff.get(reverse("people:directory"), {"end": 1, "round": 3, "reachable": "on"})
    # session, account, roles; words of the office, nobody, names near to it, which of them may be seen
    with django_assert_num_queries(7):
        staff.get(reverse("people:directory"), {"q": "muztre"})


def test_a_list_of_many_is_not_counted(
    staff: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for module in (paging, tallies, views):
        monkeypatch.setattr(module, "MANY", 2)
    department = make_department("Jugendamt")
    for number in range(3):
        make_pilot(f"Meier {number}", department=department, appointed_from=LONG_AGO)

    # session, account, roles; people, their cards, words of the office
    with django_assert_num_queries(6):
        many = staff.get(reverse("people:directory"))
    few = staff.get(reverse("people:directory"), {"q": "2"})

    assert "More than 2 people" in many.content.decode()
    assert counts(many)["Jugendamt"] is None
    assert counts(few)["Jugendamt"] == 1


def test_what_is_chosen_can_be_taken_back(staff: Client) -> None:
    one, two = make_department("Jugendamt"), make_department("Sportamt")
    make_pilot("Meier", department=one, appointed_from=LONG_AGO)
    make_pilot("Meiser", department=two, appointed_from=LONG_AGO)
    chosen = {"q": "mei", "department": [one.pk, two.pk], "reachable": "1"}

    answer = staff.get(reverse("people:directory"), chosen)
    chips = dict(answer.context["chips"])

    assert names(answer) == ["Meier", "Meiser"]
    assert chips["Jugendamt"] == f"?q=mei&reachable=1&department={two.pk}"
    assert chips["Reachable today"] == f"?q=mei&department={one.pk}&department={two.pk}"
    assert names(staff.get(reverse("people:directory") + chips["Jugendamt"])) == ["Meiser"]
    assert answer.context["everything"] == "?q=mei"


def test_whoever_finds_nobody_is_told_what_may_have_been_meant(staff: Client) -> None:
    make_pilot("Öztürk", appointed_from=LONG_AGO)
    make_pilot("Ozturan")

    answer = staff.get(reverse("people:directory"), {"q": "Ötzürk"})

    assert answer.context["suggestions"] == [("Öztürk", "?q=%C3%96zt%C3%BCrk")]
    assert "Did you mean" in answer.content.decode()


def test_what_is_counted_once_is_counted_anew_after_a_write(staff: Client) -> None:
    """The guard of the memory: what a process keeps is bound to the audit chain, which every write moves."""
    topic = add_topic("E-Akte", by=None)
    pilot = make_pilot(appointed_from=LONG_AGO)
    pilot.topics.add(topic)
    give_consent(pilot, VoluntaryField.TOPICS, by=None)
    before = counts(staff.get(reverse("people:directory")))

    withdraw_consent(pilot, VoluntaryField.TOPICS, by=None)
    after = counts(staff.get(reverse("people:directory")))

    assert before["E-Akte"] == 1
    assert "E-Akte" not in after


@pytest.mark.parametrize("account", [{"role": Role.DPO}, {"is_external": True, "role": Role.TRAINER}])
def test_whoever_is_no_staff_is_refused(client: Client, account: dict[str, object]) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    client.force_login(make_user(**account))

    assert client.get(reverse("people:directory")).status_code == 403
    assert client.get(reverse("people:pilot_detail", args=[pilot.pk])).status_code == 403


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
