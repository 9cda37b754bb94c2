"""A seat at a date of another round: for what is missing, where one is free; given back by whoever leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.attendance import note_attendance
from programmes.actions.cohorts import move_cohort
from programmes.actions.defer import defer
from programmes.actions.enrolment_steps import discontinue, finish, pause, withdraw
from programmes.actions.guest_places import give_guest_place_back, take_guest_place
from programmes.actions.reminders import queue_reminders
from programmes.actions.results import Outcome, correct_result, record_results
from programmes.actions.session_mails import tell
from programmes.actions.sessions import SessionPlan, cancel_session, change_session
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailKind, MailMessage
from programmes.models.module_result import ResultKind
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from programmes.rules.calendar_feeds import dates_of
from programmes.rules.session_clashes import clashes
from programmes.rules.session_news import expects, news_of
from programmes.rules.standing import progress_of
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.programmes.guest_dates import (
    NEXT_WEEK,
    NOW,
    at_the_time_of_a_date_they_teach,
    at_the_time_of_an_own_date,
    begun,
    called_off,
    elsewhere,
    full_by_its_own_seats,
    full_of_guests,
    full_of_own_people,
    keeps_seats_for_its_own,
    of_a_foreign_module,
    of_a_module_done,
    of_a_module_with_a_place,
    of_a_planned_round,
    of_the_own_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def guest_of(kim: User) -> Enrolment:
    """Somebody in training who lacks both modules of their round."""
    cohort = make_cohort(state=CohortState.RUNNING, coordinators=[kim])
    return make_enrolment(cohort, make_pilot("Gast", user=make_user()), state=EnrolmentState.IN_TRAINING)


def test_a_free_seat_is_taken_and_told(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)

    guest = take_guest_place(session, guest_of, by=kim, at=NOW)

    assert (guest.session, guest.enrolment) == (session, guest_of)
    event = AuditEvent.objects.get(verb="guest place taken")
    assert event.changes == {"round": session.cohort_id, "session": session.pk, "enrolment": guest_of.pk}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (full_of_own_people, "No seat is free"),
        (full_by_its_own_seats, "No seat is free"),
        (full_of_guests, "No seat is free"),
        (keeps_seats_for_its_own, "No seat is free"),
        (called_off, "called off"),
        (begun, "has begun already"),
        (of_a_planned_round, "The other round is “planned”"),
        (of_the_own_round, "own round"),
        (at_the_time_of_an_own_date, "another date at that time"),
        (at_the_time_of_a_date_they_teach, "another date at that time"),
        (of_a_module_done, "not missing any more"),
        (of_a_module_with_a_place, "give it back first"),
        (of_a_foreign_module, "not missing any more"),
    ],
)
def test_a_place_is_refused_in_words(
    make: Callable[[Enrolment], ModuleSession], words: str, guest_of: Enrolment, kim: User
) -> None:
    session, before = make(guest_of), SessionGuest.objects.count()

    with pytest.raises(Refused, match=words):
        take_guest_place(session, guest_of, by=kim, at=NOW)

    assert SessionGuest.objects.count() == before


def test_the_last_seat_is_a_seat(guest_of: Enrolment, kim: User) -> None:
    take_guest_place(elsewhere(guest_of, round={"seats": 9, "taken": 3}, seats=4), guest_of, by=kim, at=NOW)

    assert SessionGuest.objects.count() == 1


@pytest.mark.parametrize("state", [EnrolmentState.ADMITTED, EnrolmentState.PAUSED, EnrolmentState.FINISHED])
def test_only_somebody_in_training_takes_a_place(guest_of: Enrolment, kim: User, state: EnrolmentState) -> None:
    guest_of.state, guest_of.finished_on = state, TODAY
    guest_of.save()

    with pytest.raises(Refused, match="in training"):
        take_guest_place(elsewhere(guest_of), guest_of, by=kim, at=NOW)


def test_a_place_is_given_back_once_and_not_after_the_session_began(guest_of: Enrolment, kim: User) -> None:
    guest = take_guest_place(elsewhere(guest_of), guest_of, by=kim, at=NOW)
    with pytest.raises(Refused, match="begun"):
        give_guest_place_back(guest, by=kim, at=NEXT_WEEK)

    for _click in range(2):
        give_guest_place_back(guest, by=kim, at=NOW)

    assert not SessionGuest.objects.exists()
    assert AuditEvent.objects.filter(verb="guest place given back").count() == 1


LEAVING: dict[str, Callable[[Enrolment, User], Any]] = {
    "withdraw": lambda one, by: withdraw(one, by=by, today=TODAY),
    "pause": lambda one, by: pause(one, by=by),
    "discontinue": lambda one, by: discontinue(one, by=by, today=TODAY),
    "defer": lambda one, by: defer(one, to=None, by=by, today=TODAY),
    "finish": lambda one, by: finish(one, by=by, on=TODAY),
    "the round is cancelled": lambda one, by: move_cohort(one.cohort, CohortState.CANCELLED, by=by),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_whoever_leaves_gives_the_places_to_come_back(
    leave: Callable[[Enrolment, User], Any], guest_of: Enrolment, kim: User
) -> None:
    take_guest_place(elsewhere(guest_of), guest_of, by=kim, at=NOW)
    past = SessionGuest.objects.create(
        session=elsewhere(guest_of, starts_at=NOW - timedelta(days=3)), enrolment=guest_of, taken_at=NOW
    )

    leave(guest_of, kim)

    assert list(SessionGuest.objects.all()) == [past]
    assert AuditEvent.objects.filter(verb="guest place given back").count() == 1


def test_whoever_is_through_with_the_module_gives_its_place_back(guest_of: Enrolment, kim: User) -> None:
    module, other = modules_of(guest_of.cohort.curriculum)
    take_guest_place(elsewhere(guest_of), guest_of, by=kim, at=NOW)
    kept = take_guest_place(
        elsewhere(guest_of, module=other, starts_at=NEXT_WEEK + timedelta(days=1)), guest_of, by=kim, at=NOW
    )

    passed = Outcome(ResultKind.PASSED, TODAY)
    (result,) = record_results(guest_of.cohort, module, [guest_of], passed, by=kim, today=TODAY)
    assert list(SessionGuest.objects.all()) == [kept]

    open_again = correct_result(result, Outcome(ResultKind.OPEN, TODAY), by=kim, today=TODAY)
    take_guest_place(elsewhere(guest_of), guest_of, by=kim, at=NOW)
    correct_result(open_again, passed, by=kim, today=TODAY)
    assert list(SessionGuest.objects.all()) == [kept]


def test_a_guest_is_invited_with_the_session_and_told_when_it_is_over(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)
    guest = take_guest_place(session, guest_of, by=kim, at=NOW)
    (news,) = news_of(session.cohort, NOW)
    assert (news.kind, news.guest.to) == (MailKind.INVITATION, guest_of.pilot.mail)
    assert expects(session, guest_of.pilot.mail, guest_of)

    tell(MailKind.INVITATION, session.cohort, by=kim, at=NOW)
    assert news_of(session.cohort, NOW) == []
    assert "METHOD:REQUEST" in MailMessage.objects.get().calendar

    give_guest_place_back(guest, by=kim, at=NOW)
    assert [one.kind for one in news_of(session.cohort, NOW)] == [MailKind.UNINVITED]
    assert not expects(session, guest_of.pilot.mail, guest_of)


def test_a_guest_is_told_that_a_session_is_off_and_reminded_of_one_of_tomorrow(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)
    take_guest_place(session, guest_of, by=kim, at=NOW)
    tell(MailKind.INVITATION, session.cohort, by=kim, at=NOW)
    (batch,) = queue_reminders(NEXT_WEEK - timedelta(days=1))
    assert batch.messages.get().enrolment == guest_of

    cancel_session(session, by=kim, at=NOW)

    assert [one.kind for one in news_of(session.cohort, NOW)] == [MailKind.SESSION_CANCELLED]


def test_a_guest_has_the_date_in_the_own_calendar(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)
    take_guest_place(session, guest_of, by=kim, at=NOW)
    other = make_session(session.cohort, starts_at=NEXT_WEEK + timedelta(days=1))
    own = CalendarFeed(cohort=None, made_by=guest_of.pilot.user)

    assert session in dates_of(own)
    assert other not in dates_of(own)


def test_being_there_as_a_guest_is_noted_and_counts_for_nothing(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)
    session.cohort.coordinators.add(kim)
    take_guest_place(session, guest_of, by=kim, at=NOW)

    assert note_attendance(session, {guest_of.pk: True}, by=kim, at=NEXT_WEEK) == 1

    (person,) = progress_of(guest_of.cohort.curriculum, [guest_of])
    standing = person.progress.standings[0]
    assert (standing.state, standing.day) == ("attended", NEXT_WEEK.date())
    assert not standing.result


def test_a_place_at_that_time_counts_as_busy(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of)
    take_guest_place(session, guest_of, by=kim, at=NOW)

    found = clashes(guest_of.cohort, NEXT_WEEK, NEXT_WEEK + timedelta(hours=1))

    assert found == ["1 person of this round has a session of another round at that time."]


def test_a_session_gets_no_fewer_seats_than_guests(guest_of: Enrolment, kim: User) -> None:
    session = elsewhere(guest_of, seats=5)
    take_guest_place(session, guest_of, by=kim, at=NOW)
    SessionGuest.objects.create(session=session, enrolment=make_enrolment(guest_of.cohort), taken_at=NOW)
    fields = {field: getattr(session, field) for field in SessionPlan.__dataclass_fields__}

    with pytest.raises(Refused, match="more seats") as refusal:
        change_session(session, SessionPlan(**{**fields, "seats": 1}), by=kim)

    assert refusal.value.field == "seats"
    assert change_session(session, SessionPlan(**{**fields, "seats": 2}), by=kim).seats == 2


def test_an_elective_nobody_needs_any_more_is_not_missing(kim: User) -> None:
    curriculum = make_curriculum(required=["D1"], electives=["W1", "W2"], electives_needed=1)
    _required, first, second = modules_of(curriculum)
    cohort: Cohort = make_cohort(curriculum=curriculum, state=CohortState.RUNNING)
    enrolment = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, first)

    with pytest.raises(Refused, match="not missing"):
        take_guest_place(elsewhere(enrolment, module=second), enrolment, by=kim, at=NOW)
