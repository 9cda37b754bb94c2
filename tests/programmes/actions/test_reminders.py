"""Reminders: of tomorrow's sessions, and of agreements nobody has answered; each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from post_office.models import STATUS, Email

from programmes.actions.reminders import queue_reminders
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailKind, MailMessage
from programmes.models.module_result import ResultKind
from programmes.models.module_session import ModuleSession
from tests.factories import (
    make_cohort,
    make_department,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
)
from tests.mails import NOW, make_mails

pytestmark = pytest.mark.django_db
HEAD = "head@giessen.example"


def make_tomorrow(**fields: Any) -> tuple[Cohort, ModuleSession]:
    """A round with a session tomorrow at half past eleven in the evening, which is the day after in no other zone."""
    cohort = make_cohort(title="Runde 3", state=CohortState.RUNNING)
    starts_at = fields.pop("starts_at", NOW.replace(hour=22, minute=30) + timedelta(days=1))
    return cohort, make_session(cohort, **{"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), **fields})


def reminded() -> list[str]:
    return [to for (to,) in Email.objects.order_by("pk").values_list("to", flat=True)]


def trainee(cohort: Cohort, name: str, state: EnrolmentState = EnrolmentState.IN_TRAINING) -> Enrolment:
    return make_enrolment(cohort, make_pilot(name, mail=f"{name.lower()}@giessen.example"), state=state)


def test_everybody_who_comes_tomorrow_is_reminded() -> None:
    cohort, session = make_tomorrow(external_trainer="Alex Vorbild")
    trainee(cohort, "Zander")
    adler = trainee(cohort, "Adler", EnrolmentState.ADMITTED)

    (batch,) = queue_reminders(NOW)

    first = batch.messages.select_related("email").order_by("pk")[0]
    assert (batch.kind, batch.cohort, batch.made_by) == (MailKind.REMINDER, cohort, None)
    assert reminded() == ["adler@giessen.example", "zander@giessen.example"]
    assert (first.enrolment, first.session) == (adler, session)
    for line in ("Guten Tag Sam Adler,", "Wann: Dienstag, 3. März 2026, 22:30–23:30", "Leitung: Alex Vorbild"):
        assert line in first.email.message.splitlines()


@pytest.mark.parametrize("state", [EnrolmentState.PAUSED, EnrolmentState.WITHDRAWN, EnrolmentState.PROPOSED])
def test_who_does_not_come_is_not_reminded(state: EnrolmentState) -> None:
    cohort, _session = make_tomorrow()
    trainee(cohort, "Adler")
    make_enrolment(cohort, state=state)

    queue_reminders(NOW)

    assert reminded() == ["adler@giessen.example"]


def test_who_is_through_with_the_module_is_not_reminded() -> None:
    cohort, session = make_tomorrow()
    make_result(trainee(cohort, "Adler"), session.module, kind=ResultKind.RECOGNISED)
    zander = trainee(cohort, "Zander")
    mistake = make_result(zander, session.module)
    make_result(zander, session.module, kind=ResultKind.OPEN, corrects=mistake)

    queue_reminders(NOW)

    assert reminded() == ["zander@giessen.example"]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": NOW + timedelta(hours=2)},
        {"starts_at": NOW + timedelta(days=2)},
        {"cancelled_at": NOW},
    ],
)
def test_no_other_session_is_reminded_of(fields: dict[str, Any]) -> None:
    trainee(make_tomorrow(**fields)[0], "Adler")

    assert queue_reminders(NOW) == []


def test_a_cancelled_round_reminds_nobody() -> None:
    cohort, _session = make_tomorrow()
    trainee(cohort, "Adler")
    Cohort.objects.update(state=CohortState.CANCELLED)

    assert queue_reminders(NOW) == []


def test_called_again_it_reminds_only_who_has_come_in_between() -> None:
    cohort, _session = make_tomorrow()
    trainee(cohort, "Adler")
    queue_reminders(NOW)
    trainee(cohort, "Zander")

    queue_reminders(NOW + timedelta(hours=1))

    assert reminded() == ["adler@giessen.example", "zander@giessen.example"]


def test_a_session_that_was_put_off_is_reminded_of_again() -> None:
    cohort, session = make_tomorrow()
    trainee(cohort, "Adler")
    queue_reminders(NOW)
    ModuleSession.objects.update(
        starts_at=session.starts_at + timedelta(days=7), ends_at=session.ends_at + timedelta(days=7)
    )

    queue_reminders(NOW + timedelta(days=7))

    assert reminded() == ["adler@giessen.example"] * 2


# --- agreements -------------------------------------------------------------------------------------------------------


def asked(at: datetime, enrolment: Enrolment | None = None, status: int = STATUS.sent) -> Enrolment:
    """An enrolment whose head was asked for the agreement at `at`."""
    if enrolment is None:
        head = make_user(HEAD, given_names="Kim", family_name="Leitung")
        pilot = make_pilot("Muster", department=make_department("Jugendamt", head=head))
        state = {"state": EnrolmentState.CONSENTED, "consented_on": at.date()}
        enrolment = make_enrolment(make_cohort(title="Runde 3"), pilot, **state)
    make_mails(HEAD, kind=MailKind.AGREEMENT, enrolment=enrolment, cohort=enrolment.cohort, at=at)
    Email.objects.update(status=status)
    return enrolment


def test_a_head_who_has_not_answered_for_a_week_is_reminded_once() -> None:
    enrolment = asked(NOW - timedelta(days=7))

    (batch,) = queue_reminders(NOW)
    again = queue_reminders(NOW + timedelta(days=30))

    message = batch.messages.select_related("email").get()
    assert (batch.kind, message.enrolment, message.email.to) == (MailKind.AGREEMENT_REMINDER, enrolment, [HEAD])
    for words in (
        "Guten Tag Kim Leitung,",
        "am 23. Februar 2026",
        "Sam Muster (Jugendamt)",
        "http://localhost/answers/",
    ):
        assert words in message.email.message
    assert again == []


def test_who_was_asked_less_than_a_week_ago_is_not_reminded() -> None:
    asked(NOW - timedelta(days=7) + timedelta(minutes=1))

    assert queue_reminders(NOW) == []


def test_who_was_asked_again_is_reminded_of_the_last_mail() -> None:
    enrolment = asked(NOW - timedelta(days=20))
    asked(NOW - timedelta(days=10), enrolment)

    (batch,) = queue_reminders(NOW)

    assert "am 20. Februar 2026" in batch.messages.get().email.message


@pytest.mark.parametrize("state", [EnrolmentState.AGREED, EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN])
def test_who_has_answered_is_not_reminded(state: EnrolmentState) -> None:
    enrolment = asked(NOW - timedelta(days=8))
    enrolment.state, enrolment.agreed_on = state, NOW.date()
    enrolment.save()

    assert queue_reminders(NOW) == []


@pytest.mark.parametrize("status", [STATUS.failed, STATUS.queued])
def test_a_mail_that_never_left_is_no_reason_for_a_reminder(status: int) -> None:
    asked(NOW - timedelta(days=8), status=status)

    assert queue_reminders(NOW) == []
    assert MailMessage.objects.count() == 1
