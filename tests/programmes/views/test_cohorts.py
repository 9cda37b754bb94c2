from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from tests.factories import make_cohort, make_enrolment, make_pilot, make_session, make_user
from tests.programmes.views.conftest import GROUND, signed_in

LIST = reverse("programmes:cohort_list")


def at(name: str, cohort: Cohort) -> str:
    return reverse(f"programmes:{name}", args=[cohort.pk])


# --- the list --------------------------------------------------------------------------------------------------------


def test_a_coordinator_sees_the_own_rounds_with_their_seats(page: Client, kim: User) -> None:
    own, foreign = make_cohort(coordinators=[kim], seats=12, taken=5), make_cohort(coordinators=[make_user()])

    response = page.get(LIST)

    assert list(response.context["cohorts"]) == [own]
    assert at("progress_matrix", own) in response.text
    assert "5 of 12 seats taken" in response.text
    assert foreign.title not in response.text


def test_a_trainer_sees_the_rounds_in_which_she_teaches_and_only_their_dates(db: None) -> None:
    tilda = make_user(role=Role.TRAINER)
    taught, other = make_cohort(), make_cohort()
    make_session(taught, trainer=tilda)
    make_session(other, trainer=make_user())

    response = signed_in(tilda).get(LIST)

    assert at("session_list", taught) in response.text
    assert f'href="{at("cohort_detail", taught)}"' not in response.text
    assert other.title not in response.text


def test_a_coordinator_without_the_role_of_a_trainer_sees_no_taught_rounds(page: Client, kim: User) -> None:
    make_session(make_cohort(), trainer=kim)

    assert "Rounds in which you teach" not in page.get(LIST).text


def test_without_a_round_the_list_says_what_comes_next(page: Client) -> None:
    assert "You have no round yet" in page.get(LIST).text


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    page: Client, kim: User, django_assert_num_queries: DjangoAssertNumQueries, rounds: int
) -> None:
    for _round in range(rounds):
        make_cohort(coordinators=[kim])

    with django_assert_num_queries(GROUND + 1):  # 1 the rounds
        page.get(LIST)


# --- one round -------------------------------------------------------------------------------------------------------


def test_a_round_shows_its_people_by_where_they_stand(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    for name, state in (("Sitz", "proposed"), ("Warte", "waitlisted"), ("Weg", "withdrawn"), ("Angebot", "offered")):
        make_enrolment(cohort, make_pilot(name), state=EnrolmentState(state))
    cohort.enrolments.filter(state=EnrolmentState.OFFERED).update(offered_until="2026-03-09")

    response = page.get(at("cohort_detail", cohort))

    context = response.context
    assert "offered until 9 Mar 2026" in response.text

    names = {group: [person.pilot.family_name for person in context[group]] for group in ("seated", "waiting", "left")}
    assert names == {"seated": ["Angebot", "Sitz"], "waiting": ["Warte"], "left": ["Weg"]}


@pytest.mark.parametrize(
    ("state", "shown", "hidden"),
    [
        (CohortState.PLANNED, "Open enrolment", "Enrol somebody"),
        (CohortState.ENROLLING, "Enrol somebody", "Record progress"),
        (CohortState.RUNNING, "Record progress", "Enrol somebody"),
        (CohortState.COMPLETED, "Show progress", "kern-btn--primary"),
    ],
)
def test_a_round_offers_the_one_step_of_its_state(
    page: Client, kim: User, state: CohortState, shown: str, hidden: str
) -> None:
    cohort = make_cohort(coordinators=[kim], state=state)

    text = page.get(at("cohort_detail", cohort)).text

    assert (shown in text, hidden in text, text.count("kern-btn--primary") <= 1) == (True, False, True)


@pytest.mark.parametrize("people", [1, 3])
def test_a_round_asks_the_same_number_of_questions(
    page: Client, kim: User, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    cohort = make_cohort(coordinators=[kim])
    for _person in range(people):
        make_enrolment(cohort, make_pilot())
        make_session(cohort)

    # 1 the round, 2 its people, 3 who waits, 4 who does not know of the place, 5-8 who does not know of its dates
    # (dates, people, results, mails), 9 requests for recognition, 10 its coming dates
    with django_assert_num_queries(GROUND + 10):
        page.get(at("cohort_detail", cohort))


# --- doors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cohort_detail", "cohort_move", "progress_matrix", "enrolment_create"])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.TRAINER, Role.MAYORS_OFFICE, Role.DPO, None])
def test_a_round_is_closed_to_other_roles(name: str, role: Role | None, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])

    assert signed_in(make_user(role=role)).get(at(name, cohort)).status_code == 403


@pytest.mark.parametrize(
    "name", ["cohort_detail", "cohort_move", "progress_matrix", "enrolment_create", "session_list"]
)
def test_the_round_of_another_coordinator_does_not_exist(page: Client, name: str) -> None:
    foreign = make_cohort(coordinators=[make_user(role=Role.COORDINATOR)])

    assert page.get(at(name, foreign)).status_code == 404
    assert page.get(reverse(f"programmes:{name}", args=[99_999])).status_code == 404


def test_the_round_of_another_coordinator_is_not_moved(page: Client) -> None:
    foreign = make_cohort(coordinators=[make_user()], state=CohortState.PLANNED)

    assert page.post(at("cohort_move", foreign), {"state": "enrolling"}).status_code == 404
    assert Cohort.objects.get(pk=foreign.pk).state == CohortState.PLANNED


# --- on to the next state --------------------------------------------------------------------------------------------


def test_a_planned_round_opens(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.PLANNED)

    response = page.post(at("cohort_move", cohort), {"state": "enrolling"}, follow=True)

    assert response.redirect_chain[0][0] == at("cohort_detail", cohort)
    assert "The round is now “enrolling”." in response.text


def test_the_page_before_starting_says_who_starts_and_changes_nothing(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    make_enrolment(cohort, state=EnrolmentState.ADMITTED)

    response = page.get(at("cohort_move", cohort), {"state": "running"})

    assert "1 person is admitted and starts training" in response.text
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.ENROLLING


def test_a_date_that_is_called_off_is_none_of_the_coming_ones(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim])
    make_session(cohort, place="Raum 1", cancelled_at=datetime(2026, 3, 1, tzinfo=UTC))
    to_come = make_session(cohort, place="Raum 2")

    text = page.get(at("cohort_detail", cohort)).text

    assert "Raum 1" not in text
    assert reverse("programmes:session_detail", args=[cohort.pk, to_come.pk]) in text


def test_the_page_before_starting_says_that_there_are_too_few(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], minimum=2)
    sentence = "The smallest number of people is 2."
    starting = f"{at('cohort_move', cohort)}?state=running"
    make_enrolment(cohort, state=EnrolmentState.ADMITTED)

    one_admitted = page.get(starting).text
    make_enrolment(cohort, make_pilot("Zweite"), state=EnrolmentState.ADMITTED)

    assert sentence in one_admitted
    assert sentence not in page.get(starting).text
    assert "at least 2" in page.get(at("cohort_detail", cohort)).text


def test_a_step_the_round_cannot_take_is_refused_in_words(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.PLANNED)

    response = page.post(at("cohort_move", cohort), {"state": "completed"})

    assert response.status_code == 200
    assert "The round is “planned”; this step is not possible now." in response.text


@pytest.mark.parametrize("state", ["", "asleep"])
def test_a_state_that_does_not_exist_leads_back_to_the_round(page: Client, kim: User, state: str) -> None:
    cohort = make_cohort(coordinators=[kim])

    assert page.post(at("cohort_move", cohort), {"state": state}).url == at("cohort_detail", cohort)


# --- dates -----------------------------------------------------------------------------------------------------------


def test_the_coordinator_sees_all_dates_and_a_trainer_the_own_ones(page: Client, kim: User) -> None:
    tilda = make_user(role=Role.TRAINER)
    cohort = make_cohort(coordinators=[kim])
    own, other = make_session(cohort, trainer=tilda, place="Saal"), make_session(cohort, place="Keller")

    seen_by_kim = page.get(at("session_list", cohort)).context["coming"]
    seen_by_tilda = signed_in(tilda).get(at("session_list", cohort))

    assert seen_by_kim == [own, other]
    assert seen_by_tilda.context["coming"] == [own]
    assert "Keller" not in seen_by_tilda.text


def test_completing_a_round_says_what_becomes_of_those_still_in_training(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.RUNNING)
    path = at("cohort_move", cohort) + "?state=completed"
    assert "can go on" not in page.get(path).text

    make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)

    assert "Whoever is still in training can go on" in page.get(path).text


def test_no_more_seats_are_offered_than_people_wait(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], seats=9)
    for _number in range(2):
        make_enrolment(cohort, state=EnrolmentState.WAITLISTED)

    assert "Offer 2 free seats" in page.get(at("cohort_detail", cohort)).text
