"""What the day brings for appointments with a term: a notice some time before, and their end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from programmes.actions.mails import Draft, post
from programmes.actions.renew_appointments import expire
from programmes.models.appointment import Appointment
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.rules.mail_facts import LANGUAGE, day_in_words
from programmes.rules.terms import renewable


def queue_term_notices(at: datetime) -> Iterable[MailBatch]:
    """One batch for each appointment that ends within APPOINTMENT_TERM_NOTICE_DAYS, to the pilot and the coordinators
    of the round; once each."""
    today = timezone.localdate(at)
    told = MailMessage.objects.filter(batch__kind=MailKind.TERM_ENDS, appointment__isnull=False)
    until = today + timedelta(days=settings.APPOINTMENT_TERM_NOTICE_DAYS)
    soon = renewable().filter(effective_until__range=(today, until), ended_on__isnull=True)
    related = soon.select_related("pilot", "enrolment__cohort")
    for appointment in related.exclude(pk__in=told.values("appointment")).order_by("effective_until", "pk"):
        yield post(MailKind.TERM_ENDS, _drafts(appointment), cohort=appointment.enrolment.cohort, by=None, at=at)


def expire_terms(at: datetime) -> int:
    """Note the end of every term that is over; how many there were."""
    today = timezone.localdate(at)
    over = Appointment.objects.filter(effective_until__lt=today, ended_on__isnull=True).order_by("pk")
    return sum(expire(appointment, today=today) for appointment in over)


def _drafts(appointment: Appointment) -> list[Draft]:
    pilot, cohort = appointment.pilot, appointment.enrolment.cohort
    last_day = day_in_words(appointment.effective_until, LANGUAGE) if appointment.effective_until else ""
    told = {"person": str(pilot), "round": cohort.title, "last_day": last_day}
    own = settings.PUBLIC_URL + reverse("programmes:my_letters")
    theirs = settings.PUBLIC_URL + reverse("programmes:cohort_detail", args=[cohort.pk])
    coordinators = cohort.coordinators.filter(is_active=True).exclude(email="").order_by("pk")
    recipients = [(pilot.mail, str(pilot), own), *((one.email, one.name, theirs) for one in coordinators)]
    return [
        Draft(mail, {**told, "name": name, "link": link}, LANGUAGE, pilot=pilot, appointment=appointment)
        for mail, name, link in recipients
    ]
