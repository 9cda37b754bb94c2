"""When a mail has become pointless, by what it asks or says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailKind, MailMessage
from programmes.rules.mail_conditions import is_pointless
from tests.factories import TODAY, make_cohort, make_enrolment, make_session
from tests.mails import NOW, make_mails

pytestmark = pytest.mark.django_db
S = EnrolmentState
CONSENT_DAY = {"consented_on": TODAY}


def message_of(kind: MailKind, **about: Any) -> MailMessage:
    make_mails("sam@giessen.example", kind=kind, **about)
    return MailMessage.objects.select_related("batch__cohort", "enrolment", "session").get()


@pytest.mark.parametrize(
    ("kind", "state", "facts", "pointless"),
    [
        (MailKind.CONSENT, S.PROPOSED, {}, False),
        (MailKind.CONSENT, S.CONSENTED, CONSENT_DAY, True),
        (MailKind.CONSENT, S.WITHDRAWN, {}, True),
        (MailKind.AGREEMENT, S.CONSENTED, CONSENT_DAY, False),
        (MailKind.AGREEMENT, S.AGREED, {}, True),
        (MailKind.AGREEMENT_REMINDER, S.CONSENTED, CONSENT_DAY, False),
        (MailKind.AGREEMENT_REMINDER, S.AGREED, {}, True),
        (MailKind.AGREEMENT_REMINDER, S.DECLINED, {}, True),
        (MailKind.ADMITTED, S.ADMITTED, {}, False),
        (MailKind.ADMITTED, S.WITHDRAWN, {}, True),
        (MailKind.OFFER, S.OFFERED, {}, False),
        (MailKind.OFFER, S.OFFERED, {"offered_until": TODAY}, False),
        (MailKind.OFFER, S.OFFERED, {"offered_until": TODAY - timedelta(days=1)}, True),
        (MailKind.OFFER, S.PROPOSED, {}, True),
        (MailKind.INVITATION, S.IN_TRAINING, {}, False),
        (MailKind.INVITATION, S.DEFERRED, {}, True),
        (MailKind.SESSION_CANCELLED, S.DEFERRED, {}, False),
        (MailKind.HEAD_TOLD, S.DISCONTINUED, {}, False),
        (MailKind.RECOGNITION_DECIDED, S.DISCONTINUED, {}, False),
    ],
)
def test_what_the_enrolment_settles(
    kind: MailKind, state: EnrolmentState, facts: dict[str, Any], pointless: bool
) -> None:
    enrolment = make_enrolment(state=state, **facts)

    assert is_pointless(message_of(kind, enrolment=enrolment, cohort=enrolment.cohort), NOW) is pointless


@pytest.mark.parametrize(
    ("kind", "facts", "pointless"),
    [
        (MailKind.INVITATION, {}, False),
        (MailKind.INVITATION, {"cancelled_at": NOW}, True),
        (MailKind.INVITATION, {"starts_at": NOW}, True),
        (MailKind.REMINDER, {"starts_at": NOW + timedelta(days=1)}, False),
        (MailKind.REMINDER, {"starts_at": NOW + timedelta(days=1), "cancelled_at": NOW}, True),
        (MailKind.REMINDER, {"starts_at": NOW + timedelta(days=7)}, True),
        (MailKind.SESSION_CHANGED, {"starts_at": NOW - timedelta(hours=1)}, True),
        (MailKind.SESSION_CANCELLED, {"cancelled_at": NOW}, False),
        (MailKind.SESSION_CANCELLED, {}, True),
    ],
)
def test_what_the_session_settles(kind: MailKind, facts: dict[str, Any], pointless: bool) -> None:
    session = make_session(make_cohort(), **facts)

    assert is_pointless(message_of(kind, session=session, cohort=session.cohort), NOW) is pointless


@pytest.mark.parametrize(
    ("kind", "pointless"),
    [(MailKind.INVITATION, True), (MailKind.CONSENT, True), (MailKind.SESSION_CHANGED, False)],
)
def test_a_cancelled_round_asks_for_nothing_any_more(kind: MailKind, pointless: bool) -> None:
    cohort = make_cohort(state=CohortState.CANCELLED)

    assert is_pointless(message_of(kind, cohort=cohort), NOW) is pointless


@pytest.mark.parametrize(
    ("state", "facts", "pointless"),
    [
        (S.WITHDRAWN, {}, False),
        (S.IN_TRAINING, {}, True),  # expected again
        (S.IN_TRAINING, {"cancelled_at": NOW}, False),  # a calendar still has it
        (S.WITHDRAWN, {"starts_at": NOW}, True),
    ],
)
def test_nobody_is_told_not_to_come_who_is_expected_again(
    state: EnrolmentState, facts: dict[str, Any], pointless: bool
) -> None:
    enrolment = make_enrolment(state=state)
    session = make_session(enrolment.cohort, **facts)

    message = message_of(MailKind.UNINVITED, enrolment=enrolment, session=session, cohort=enrolment.cohort)

    assert is_pointless(message, NOW) is pointless
