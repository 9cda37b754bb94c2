"""One last seat at a session and two guests: the race is made, and the twin without a lock gives it to both."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from programmes.actions.enrolment_steps import withdraw
from programmes.actions.guest_places import take_guest_place
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_session, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def two_and_one_seat() -> tuple[ModuleSession, list[Enrolment]]:
    curriculum = make_curriculum()
    own, other = (make_cohort(curriculum=curriculum, state=CohortState.RUNNING) for _round in range(2))
    return make_session(other, seats=1), [make_enrolment(own, state=EnrolmentState.IN_TRAINING) for _one in range(2)]


def both_take_it(session: ModuleSession, people: list[Enrolment]) -> list[str]:
    kim, alex = make_user(), make_user()
    first, second = people
    return at_once(
        lambda: take_guest_place(session, first, by=kim, at=NOW),
        lambda: take_guest_place(session, second, by=alex, at=NOW),
    )


def test_two_guests_cannot_both_take_the_last_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    session, people = two_and_one_seat()
    monkeypatch.setattr(SessionGuest, "save", meeting_point(SessionGuest.save))

    outcomes = both_take_it(session, people)

    assert (outcomes, SessionGuest.objects.count()) == (["Refused", "done"], 1)


def test_two_who_look_without_a_lock_both_sit_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    session, people = two_and_one_seat()
    monkeypatch.setattr(SessionGuest, "save", meeting_point(SessionGuest.save))
    unlocked(monkeypatch)

    outcomes = both_take_it(session, people)

    assert (outcomes, SessionGuest.objects.count()) == (["done", "done"], 2)


def test_whoever_leaves_at_that_moment_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    session, (person, _other) = two_and_one_seat()
    kim, alex = make_user(), make_user()
    monkeypatch.setattr(SessionGuest, "save", meeting_point(SessionGuest.save))
    monkeypatch.setattr(Enrolment, "save", meeting_point(Enrolment.save))

    outcomes = at_once(
        lambda: take_guest_place(session, person, by=kim, at=NOW), lambda: withdraw(person, by=alex, today=TODAY)
    )

    assert outcomes in (["Refused", "done"], ["done", "done"])
    assert not SessionGuest.objects.exists()
