"""Whose attendance is noted at a session."""

from __future__ import annotations

from django.db.models import Q

from programmes.models.enrolment import Enrolment, EnrolmentQuerySet
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest


def people_at(session: ModuleSession) -> EnrolmentQuerySet:
    """The people of the session's round and its guests, by name: on the attendance page and the sign-in sheet alike."""
    guests = SessionGuest.objects.filter(session=session).values("enrolment")
    return Enrolment.objects.in_sessions().filter(Q(cohort=session.cohort_id) | Q(pk__in=guests)).in_order()
