"""Who signs a letter is asked wherever one is issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from people.models.role_grant import Role
from programmes.actions.end_appointment import end_appointment
from programmes.models.appointment import EndReason
from programmes.models.letter import AppointmentLetter
from tests.factories import TODAY, make_issuing_cohort, make_ready, make_signatory, make_user
from tests.programmes.actions.issuing import issue, issue_for
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(make_user("ada@giessen.example", role=Role.ADMIN))


@pytest.fixture
def letter(db: None) -> AppointmentLetter:
    return issue(make_ready(make_issuing_cohort(), "Adler"))[0]


def replaced(admin: Client, letter: AppointmentLetter, signs: str) -> object:
    return admin.post(f"/letters/{letter.pk}/replace/", {"reason": "lost", "signatory": signs})


def thanked(admin: Client, letter: AppointmentLetter, signs: str) -> object:
    end_appointment(letter.appointment, ended_on=TODAY, reason=EndReason.OWN_WISH, by=None, today=TODAY)
    return admin.post(f"/letters/{letter.pk}/thanks/", {"signatory": signs})


def ended(admin: Client, letter: AppointmentLetter, signs: str) -> object:
    data = {"ended_on": "2026-03-02", "reason": "own_wish", "with_letter": "on", "signatory": signs}
    return admin.post(f"/letters/{letter.pk}/end/", data)


def carried_on(admin: Client, letter: AppointmentLetter, signs: str) -> object:
    return admin.post("/letters/terms/", {"appointments": [letter.appointment_id], "signatory": signs})


@pytest.mark.parametrize("act", [replaced, thanked, ended, carried_on])
@pytest.mark.parametrize("who", ["usual", "deputy"])
def test_whoever_is_chosen_signs(
    admin: Client, act: Callable[[Client, AppointmentLetter, str], object], who: str
) -> None:
    term = {"effective_from": date(2026, 1, 10), "effective_until": date(2026, 3, 20)}
    letter = issue_for(make_ready(make_issuing_cohort(), "Adler"), **term)
    signing = {"usual": letter.signatory, "deputy": make_signatory("Dora Drüben", is_deputy=True)}

    act(admin, letter, str(signing[who].pk))

    new = AppointmentLetter.objects.exclude(pk=letter.pk).get()
    assert new.signatory == signing[who]
    assert signing[who].name in str(new.content)


def test_who_signs_is_asked_only_where_there_is_a_choice(admin: Client, letter: AppointmentLetter) -> None:
    assert "signatory" not in admin.get(f"/letters/{letter.pk}/replace/").context["form"].fields
    make_signatory("Dora Drüben", is_deputy=True)

    assert "Dora Drüben" in admin.get(f"/letters/{letter.pk}/replace/").content.decode()
