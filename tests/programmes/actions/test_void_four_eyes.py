"""Four eyes: one admin asks for a letter to be withdrawn, another one decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.replace_letter import replace_letter
from programmes.actions.void_letter import ask_to_void, confirm_void, drop_void, void_letter
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter, LetterState, ReplacementReason, VoidReason
from programmes.models.void_request import VoidOutcome, VoidRequest
from tests.factories import make_issuing_cohort, make_ready, make_user
from tests.programmes.actions.issuing import issue

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def four_eyes(settings: Settings) -> None:
    settings.LETTER_FOUR_EYES = True


@pytest.fixture
def ada(db: None) -> User:
    return make_user("ada@giessen.example", role=Role.ADMIN)


@pytest.fixture
def bo(db: None) -> User:
    return make_user("bo@giessen.example", role=Role.ADMIN)


@pytest.fixture
def letter(db: None) -> AppointmentLetter:
    return issue(make_ready(make_issuing_cohort()))[0]


def ask(letter: AppointmentLetter, by: User) -> VoidRequest:
    return ask_to_void(letter, reason=VoidReason.MISTAKE, by=by, at=NOON)


def test_nobody_withdraws_a_letter_alone(letter: AppointmentLetter, ada: User) -> None:
    with pytest.raises(Refused, match="second person"):
        void_letter(letter, reason=VoidReason.MISTAKE, by=ada, at=NOON)
    wish = ask(letter, ada)

    with pytest.raises(Refused, match="somebody else has to confirm"):
        confirm_void(wish, by=ada, at=NOON)

    letter.refresh_from_db()
    assert letter.state == LetterState.ISSUED


def test_the_database_lets_nobody_confirm_their_own_wish(letter: AppointmentLetter, ada: User) -> None:
    wish = ask(letter, ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        VoidRequest.objects.filter(pk=wish.pk).update(outcome=VoidOutcome.CONFIRMED, decided_by=ada, decided_at=NOON)


def test_another_admin_confirms_and_the_letter_is_withdrawn(letter: AppointmentLetter, ada: User, bo: User) -> None:
    wish = ask(letter, ada)
    assert Appointment.objects.get().ended_on is None

    confirm_void(wish, by=bo, at=NOON)

    letter.refresh_from_db()
    wish.refresh_from_db()
    assert (letter.state, letter.void_reason) == (LetterState.VOIDED, VoidReason.MISTAKE)
    assert (wish.outcome, wish.decided_by) == (VoidOutcome.CONFIRMED, bo)
    assert Appointment.objects.get().ended_on is not None


@pytest.mark.parametrize(("own", "outcome"), [(True, VoidOutcome.TAKEN_BACK), (False, VoidOutcome.DECLINED)])
def test_a_wish_dropped_leaves_the_letter_in_force_and_may_come_again(
    letter: AppointmentLetter, ada: User, bo: User, own: bool, outcome: VoidOutcome
) -> None:
    wish = ask(letter, ada)

    assert drop_void(wish, by=ada if own else bo, at=NOON).outcome == outcome

    letter.refresh_from_db()
    assert letter.state == LetterState.ISSUED
    with pytest.raises(Refused, match="decided already"):
        confirm_void(wish, by=bo, at=NOON)
    ask(letter, bo)


def test_while_it_waits_nothing_else_happens_to_the_letter(letter: AppointmentLetter, ada: User) -> None:
    ask(letter, ada)

    with pytest.raises(Refused, match="still to be decided"):
        ask(letter, ada)
    with pytest.raises(Refused, match="still to be decided"):
        replace_letter(letter, reason=ReplacementReason.LOST, by=ada, at=NOON)
