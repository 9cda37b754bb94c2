"""Somebody works in another department, or is no longer appointed: whose head is asked, and which heads are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from post_office.models import Email

from people.actions.departments import merge_departments
from people.actions.pilots import move_pilot
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.end_appointment import end_appointment, step_back
from programmes.actions.moves import agree_anew
from programmes.models.appointment import Appointment, EndReason
from programmes.models.earlier_agreement import EarlierAgreement
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailBatch, MailKind
from programmes.rules.answers import heads_of, own_people
from programmes.rules.moves import moved_people
from tests.factories import TODAY, make_department, make_enrolment, make_letter, make_pilot, make_user

pytestmark = pytest.mark.django_db
S = EnrolmentState


def led_by(name: str, **fields: object) -> Department:
    head = make_user(f"{name.lower()}@giessen.example", given_names="Frau", family_name=name)
    return make_department(f"Amt {name}", head=head, **fields)


@pytest.fixture
def old() -> Department:
    return led_by("Alt")


@pytest.fixture
def new() -> Department:
    return led_by("Neu")


@pytest.fixture
def sam(old: Department) -> Pilot:
    return make_pilot("Muster", department=old, user=make_user("sam@giessen.example", department=old))


def told() -> dict[str, str]:
    return {mail.to[0]: mail.message for mail in Email.objects.all()}


# --- heads are told --------------------------------------------------------------------------------------------------


def test_both_heads_are_told_when_a_pilot_moves(sam: Pilot, new: Department) -> None:
    appointment = make_letter(sam).appointment

    move_pilot(sam, new, by=make_user(), on=TODAY)

    sentence = "Sam Muster wechselt am 2. März 2026 von „Amt Alt“ nach „Amt Neu“."
    assert told().keys() == {"alt@giessen.example", "neu@giessen.example"}
    assert all(sentence in text for text in told().values())
    batch = MailBatch.objects.get()
    assert (batch.kind, batch.cohort) == (MailKind.HEAD_TOLD, appointment.enrolment.cohort)


def test_the_head_is_told_of_the_end_and_of_no_reason(sam: Pilot) -> None:
    appointment = make_letter(sam).appointment

    end_appointment(appointment, ended_on=TODAY, reason=EndReason.REVOKED, by=make_user(), today=TODAY)

    (text,) = told().values()
    assert "Sam Muster ist ab dem 2. März 2026 nicht mehr ernannt." in text
    assert not any(reason.label.lower() in text.lower() for reason in EndReason)


def test_whoever_steps_back_has_told_the_head_by_it(sam: Pilot) -> None:
    appointment = make_letter(sam).appointment
    assert sam.user

    step_back(appointment, ended_on=TODAY, by=sam.user, today=TODAY)

    assert told().keys() == {"alt@giessen.example"}


def test_nobody_is_told_of_what_they_did_or_of_themselves(sam: Pilot, old: Department) -> None:
    appointment, head = make_letter(sam).appointment, old.head
    assert head
    end_appointment(appointment, ended_on=TODAY, reason=EndReason.LEFT, by=head, today=TODAY)
    chief = make_pilot("Leitung", department=old, user=head)

    end_appointment(make_letter(chief).appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)

    assert told() == {}


def test_what_lies_long_back_is_no_news(sam: Pilot, new: Department) -> None:
    make_letter(sam, appointment={"effective_from": TODAY - timedelta(days=200)})

    move_pilot(sam, new, by=make_user(), on=TODAY - timedelta(days=91))

    assert told() == {}


def test_no_head_hears_of_somebody_who_is_not_appointed(sam: Pilot, new: Department) -> None:
    make_enrolment(pilot=sam, state=S.IN_TRAINING)

    move_pilot(sam, new, by=make_user(), on=TODAY)

    assert told() == {}


def test_a_refused_move_tells_nobody(sam: Pilot, old: Department) -> None:
    make_letter(sam)

    with pytest.raises(Refused):
        move_pilot(sam, old, by=make_user(), on=TODAY)

    assert told() == {}


# --- enrolments ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED, S.WAITLISTED, S.OFFERED])
def test_before_anybody_agreed_the_new_head_is_asked(sam: Pilot, new: Department, state: EnrolmentState) -> None:
    enrolment = make_enrolment(pilot=sam, state=state)

    move_pilot(sam, new, by=make_user(), on=TODAY)

    enrolment.refresh_from_db()
    assert (enrolment.department, enrolment.state) == (new, state)
    assert AuditEvent.objects.filter(verb="enrolment follows").count() == 1


@pytest.mark.parametrize("state", [S.AGREED, S.ADMITTED, S.IN_TRAINING, S.PAUSED])
def test_an_agreement_stays_until_the_new_head_agrees(sam: Pilot, old: Department, new: Department, state: str) -> None:
    enrolment = make_enrolment(pilot=sam, state=EnrolmentState(state), time_share="ein Vormittag")
    assert moved_people([enrolment], TODAY) == []

    move_pilot(sam, new, by=make_user(), on=TODAY)
    assert moved_people([enrolment], TODAY) == [(enrolment, new)]
    agree_anew(enrolment, on=TODAY, agreed_by=" Herr Neu ", by=make_user(), today=TODAY)

    fresh = Enrolment.objects.get()
    assert (fresh.department, fresh.agreed_by, fresh.time_share, fresh.state) == (new, "Herr Neu", "", state)
    assert moved_people([fresh], TODAY) == []
    earlier = EarlierAgreement.objects.get()
    assert (earlier.department, earlier.agreed_by, earlier.time_share) == (old, "Frau Amtsleitung", "ein Vormittag")


def test_nobody_agrees_a_second_time_for_the_same_department(sam: Pilot) -> None:
    enrolment = make_enrolment(pilot=sam, state=S.IN_TRAINING)

    with pytest.raises(Refused, match="has agreed already"):
        agree_anew(enrolment, on=TODAY, agreed_by="Frau Alt", by=None, today=TODAY)


def test_the_day_and_the_name_are_asked_for(sam: Pilot, new: Department) -> None:
    enrolment = make_enrolment(pilot=sam, state=S.IN_TRAINING)
    move_pilot(sam, new, by=None, on=TODAY)

    with pytest.raises(Refused, match="in the future"):
        agree_anew(enrolment, on=TODAY + timedelta(days=1), agreed_by="Frau Neu", by=None, today=TODAY)
    with pytest.raises(Refused, match="who agreed"):
        agree_anew(enrolment, on=TODAY, agreed_by=" ", by=None, today=TODAY)

    assert not EarlierAgreement.objects.exists()


def test_an_earlier_agreement_is_never_changed(sam: Pilot, new: Department) -> None:
    enrolment = make_enrolment(pilot=sam, state=S.IN_TRAINING)
    move_pilot(sam, new, by=None, on=TODAY)
    agree_anew(enrolment, on=TODAY, agreed_by="Frau Neu", by=None, today=TODAY)

    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
        EarlierAgreement.objects.update(agreed_by="Niemand")


def test_who_is_through_needs_no_agreement(sam: Pilot, new: Department) -> None:
    enrolment = make_enrolment(pilot=sam, state=S.FINISHED)

    move_pilot(sam, new, by=None, on=TODAY)

    assert moved_people([enrolment], TODAY) == []


def test_a_department_that_goes_on_in_another_takes_its_agreements_along(
    sam: Pilot, old: Department, new: Department
) -> None:
    trained, asked = make_enrolment(pilot=sam, state=S.IN_TRAINING), make_enrolment(state=S.CONSENTED)
    Enrolment.objects.filter(pk=asked.pk).update(department=old)

    merge_departments([old, new], into=new, on=TODAY, by=None, today=TODAY)

    assert moved_people(list(Enrolment.objects.filter(pk=trained.pk)), TODAY) == []
    old.refresh_from_db()
    assert heads_of([old], TODAY) == {old.pk: new.head}
    assert asked in own_people(User.objects.get(pk=new.head_id), TODAY)


def test_an_appointment_without_a_department_tells_nobody() -> None:
    pilot = make_pilot()
    pilot.assignments.update(valid_until=TODAY - timedelta(days=9))
    appointment = make_letter(pilot).appointment

    end_appointment(appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)

    assert told() == {}
    assert Appointment.objects.get().ended_on == TODAY
