"""Whose attendance is noted at a session, and whether it is still needed."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from programmes.models.enrolment import Enrolment, EnrolmentQuerySet
from programmes.models.module_result import COUNTING, ModuleResult
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet
from programmes.models.session_guest import SessionGuest


def people_at(session: ModuleSession) -> EnrolmentQuerySet:
    """The people of the session's round and its guests, by name: on the attendance page and the sign-in sheet alike."""
    guests = SessionGuest.objects.filter(session=session).values("enrolment")
    return Enrolment.objects.in_sessions().filter(Q(cohort=session.cohort_id) | Q(pk__in=guests)).in_order()


def lacking_results(sessions: ModuleSessionQuerySet) -> ModuleSessionQuerySet:
    """Those of `sessions` at which somebody is expected who has no result of the module yet; no query of its own."""
    guests = SessionGuest.objects.filter(session=OuterRef(OuterRef("pk"))).values("enrolment")
    results = ModuleResult.objects.in_force().filter(
        kind__in=COUNTING, enrolment=OuterRef("pk"), module=OuterRef(OuterRef("module"))
    )
    expected = Enrolment.objects.in_sessions().filter(Q(cohort=OuterRef("cohort")) | Q(pk__in=guests))
    return sessions.filter(Exists(expected.filter(~Exists(results))))
