"""Reminders are put into the outbox; whether they are still needed is asked again when they leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS

from digilotsen.lock import only_one
from programmes.actions.answers import drafts_for
from programmes.actions.mails import Draft, post
from programmes.actions.term_notices import queue_term_notices
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.models.module_result import COUNTING, ModuleResult
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from programmes.rules.answers import WAITS_FOR, Question
from programmes.rules.mail_facts import LANGUAGE, day_in_words, session_facts

_GOES_ON = (CohortState.PLANNED, CohortState.ENROLLING, CohortState.RUNNING)


def queue_reminders(at: datetime) -> list[MailBatch]:
    """Remind of tomorrow's sessions, of agreements nobody has answered and terms that end; twice, it reminds once."""
    with only_one("reminders") as alone:
        if not alone:
            return []
        return [*_of_sessions(at), *_of_agreements(at), *queue_term_notices(at)]


def _of_sessions(at: datetime) -> Iterable[MailBatch]:
    """One batch for each session of tomorrow that takes place."""
    today = timezone.localdate(at)
    sessions = ModuleSession.objects.taking_place().filter(starts_at__date=today + timedelta(days=1))
    link = settings.PUBLIC_URL + reverse("programmes:my_qualification")
    for session in sessions.filter(cohort__state__in=_GOES_ON).select_related("cohort", "module", "trainer"):
        facts = {**session_facts(session, LANGUAGE), "link": link}
        drafts = [
            Draft(
                person.pilot.mail,
                {**facts, "name": str(person.pilot)},
                language=LANGUAGE,
                pilot=person.pilot,
                enrolment=person,
                session=session,
            )
            for person in _who_comes(session, today)
        ]
        if drafts:
            yield post(MailKind.REMINDER, drafts, cohort=session.cohort, by=None, at=at)


def _who_comes(session: ModuleSession, today: date) -> Iterable[Enrolment]:
    """Who trains in the session's round or is its guest, is not through with its module and was not reminded today."""
    results = ModuleResult.objects.in_force().filter(kind__in=COUNTING, module=session.module_id)
    reminders = MailMessage.objects.filter(
        batch__kind=MailKind.REMINDER, batch__made_at__date=today, session=session, enrolment__isnull=False
    )
    guests = SessionGuest.objects.filter(session=session)
    expected = Q(cohort=session.cohort_id) | Q(pk__in=guests.values("enrolment"))
    people = Enrolment.objects.invited().filter(expected).select_related("pilot")
    through, reminded = results.values("enrolment"), reminders.values("enrolment")
    return people.exclude(pk__in=through).exclude(pk__in=reminded).in_order()


def _of_agreements(at: datetime) -> Iterable[MailBatch]:
    """One batch for each round, to every head asked AGREEMENT_REMINDER_DAYS ago who has not answered; once each."""
    reminders = MailMessage.objects.filter(batch__kind=MailKind.AGREEMENT_REMINDER, enrolment__isnull=False)
    asked = MailMessage.objects.filter(
        batch__kind=MailKind.AGREEMENT,
        batch__made_at__lte=at - timedelta(days=settings.AGREEMENT_REMINDER_DAYS),
        email__status=STATUS.sent,
        enrolment__state=WAITS_FOR[Question.AGREEMENT],
        enrolment__cohort__state__in=_GOES_ON,
    ).exclude(enrolment__in=reminders.values("enrolment"))
    # Whoever was asked more than once is reminded of the last mail.
    asked_at = dict(asked.order_by("batch__made_at").values_list("enrolment", "batch__made_at"))
    people = Enrolment.objects.filter(pk__in=asked_at).select_related("pilot", "department", "cohort__programme")
    by_round: dict[Cohort, list[Draft]] = defaultdict(list)
    for draft in drafts_for(Question.AGREEMENT, list(people.order_by("cohort", "pk")), timezone.localdate(at)):
        if enrolment := draft.enrolment:
            asked_on = day_in_words(timezone.localdate(asked_at[enrolment.pk]), draft.language)
            by_round[enrolment.cohort].append(replace(draft, facts={**draft.facts, "asked_on": asked_on}))
    for cohort, drafts in by_round.items():
        yield post(MailKind.AGREEMENT_REMINDER, drafts, cohort=cohort, by=None, at=at)
