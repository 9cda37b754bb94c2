"""What speaks against a time for a session: a warning each, because the office may know better."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession
from programmes.models.programme import TrainingModule
from programmes.models.session_guest import SessionGuest
from programmes.rules.workdays import is_workday


def clashes(
    cohort: Cohort,
    starts_at: datetime,
    ends_at: datetime,
    *,
    place: str = "",
    trainer: User | None = None,
    leaving_out: ModuleSession | None = None,
) -> list[str]:
    """Sentences about what else happens at that time; `leaving_out` is the session that is moved there."""
    day = timezone.localdate(starts_at)
    found = [] if is_workday(day) else [_("{day} is no working day.").format(day=date_format(day, "DATE_FORMAT"))]
    others = ModuleSession.objects.taking_place().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    others = others.exclude(pk=leaving_out.pk if leaving_out else 0).select_related("module", "cohort")
    for other in others:
        if other.cohort_id == cohort.pk:
            found.append(_said(_("This round has “{module}” at that time: {when}."), other))
        if trainer is not None and other.trainer_id == trainer.pk:
            found.append(_said(_("{trainer} teaches “{module}” at that time: {when}."), other, trainer=trainer))
        if place and other.place.casefold() == place.casefold():
            found.append(_said(_("{place} is taken at that time: {module}, {when}."), other, place=place))
    if busy := _busy_elsewhere(cohort, others):
        text = ngettext(
            "{count} person of this round has a session of another round at that time.",
            "{count} people of this round have a session of another round at that time.",
            busy,
        )
        found.append(text.format(count=busy))
    return found


def out_of_order(
    cohort: Cohort, module: TrainingModule, starts_at: datetime, *, leaving_out: ModuleSession | None = None
) -> list[str]:
    """Sentences about what `cohort` would learn before what it needs, were `module` taught then; three queries.

    A module counts from its first date on; what has no date yet speaks against nothing.
    """
    planned = cohort.sessions.taking_place().exclude(pk=leaving_out.pk if leaving_out else 0).order_by()
    begins = dict(planned.values("module").annotate(first=Min("starts_at")).values_list("module", "first"))
    begins[module.pk] = min(starts_at, begins.get(module.pk, starts_at))
    needs = [(needed, module) for needed in module.prerequisites.order_by("code")]
    is_needed = [(module, other) for other in TrainingModule.objects.filter(prerequisites=module).order_by("code")]
    text = _("“{later}” begins before “{needed}”, which it needs.")
    return [
        text.format(later=later.title, needed=needed.title)
        for needed, later in needs + is_needed
        if needed.pk in begins and later.pk in begins and begins[later.pk] < begins[needed.pk]
    ]


def _busy_elsewhere(cohort: Cohort, others: QuerySet[ModuleSession]) -> int:
    """How many people of `cohort` hold a place in another round that meets then, or are guests there."""
    elsewhere = others.exclude(cohort=cohort).values("cohort")
    as_guests = SessionGuest.objects.filter(session__in=others.exclude(cohort=cohort)).values("enrolment")
    there = Enrolment.objects.with_seat().filter(Q(cohort__in=elsewhere) | Q(pk__in=as_guests))
    pilots = there.values("pilot")
    return Enrolment.objects.with_seat().filter(cohort=cohort, pilot__in=pilots).count()


def _said(text: str, session: ModuleSession, **facts: object) -> str:
    when = date_format(timezone.localtime(session.starts_at), "SHORT_DATETIME_FORMAT")
    return text.format(module=session.module.title, when=when, **facts)
