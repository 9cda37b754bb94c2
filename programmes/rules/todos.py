"""What waits for a coordinator, each with the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models.user import User
from people.rules.entry_reports import open_report_count
from programmes.models.cohort import CohortState
from programmes.models.interest import Interest
from programmes.models.module_session import ModuleSession
from programmes.models.recognition_request import RecognitionRequest
from programmes.rules.dashboard import Dashboard, RoundFigures
from programmes.rules.expected import lacking_results


@dataclass(frozen=True)
class Todo:
    """One thing to do: what it is, what the page behind it is for, its address, and the icon of its kind."""

    words: str
    hint: str
    address: str
    icon: str


def todos_of(user: User, seen: Dashboard, now: datetime) -> list[Todo]:
    """What `user` has to see to, round by round and then for all of them; four queries."""
    own = [todo for one in seen.rounds for todo in _of_round(one, now)]
    return [*own, *_attendance(user, now), *_recognitions(user), *_interests(), *_reports()]


def _of_round(one: RoundFigures, now: datetime) -> Iterator[Todo]:
    cohort = one.cohort
    if cohort.state == CohortState.ENROLLING:
        page = reverse("programmes:cohort_detail", args=[cohort.pk])
        if one.without_answer:
            words = ngettext(
                "{count} person still lacks consent or agreement",
                "{count} people still lack consent or agreement",
                one.without_answer,
            )
            yield Todo(_said(cohort, words, one.without_answer), _("See who, and ask by mail"), page, "people")
        if one.waiting and cohort.seats_free:
            words = ngettext(
                "{count} person waits while seats are free", "{count} people wait while seats are free", one.waiting
            )
            yield Todo(_said(cohort, words, one.waiting), _("Offer the free seats"), page, "clock")
    if cohort.state == CohortState.RUNNING:
        matrix = reverse("programmes:progress_matrix", args=[cohort.pk])
        if one.ready:
            words = ngettext("{count} person has all modules", "{count} people have all modules", one.ready)
            hint = _("See who is ready; an admin issues the letters")
            yield Todo(_said(cohort, words, one.ready), hint, f"{matrix}?show=ready", "letter")
        if one.lacking and cohort.ends_on < timezone.localdate(now):
            words = ngettext("{count} person still lacks modules", "{count} people still lack modules", one.lacking)
            hint = _("Training was to end on {day}").format(day=date_format(cohort.ends_on))
            yield Todo(_said(cohort, words, one.lacking), hint, matrix, "school")


def _said(cohort: object, words: str, count: int) -> str:
    return f"{cohort}: {words.format(count=count)}"


def _attendance(user: User, now: datetime) -> Iterator[Todo]:
    """Sessions just over that somebody needs and for which nobody was noted, while their trainer may still do so."""
    since = now - timedelta(days=settings.TRAINER_ACCESS_DAYS)
    over = ModuleSession.objects.taking_place().filter(
        cohort__coordinators=user, cohort__state=CohortState.RUNNING, ends_at__range=(since, now), attendances=None
    )
    for session in lacking_results(over).select_related("cohort", "module"):
        words = _("Attendance of {module} is not noted yet").format(module=session.module)
        hint = _("{round}, {day}").format(round=session.cohort, day=date_format(timezone.localtime(session.starts_at)))
        page = reverse("programmes:attendance", args=[session.cohort_id, session.pk])
        yield Todo(words, hint, page, "calendar")


def _recognitions(user: User) -> Iterator[Todo]:
    if count := RecognitionRequest.objects.run_by(user).to_decide().count():
        words = ngettext("{count} request for recognition", "{count} requests for recognition", count)
        yield Todo(
            words.format(count=count), _("Look at it and decide"), reverse("programmes:recognition_list"), "school"
        )


def _interests() -> Iterator[Todo]:
    if count := Interest.objects.still_open().count():
        words = ngettext(
            "{count} colleague would like to take part", "{count} colleagues would like to take part", count
        )
        page = reverse("programmes:interest_list")
        yield Todo(words.format(count=count), _("See who, and enrol them"), page, "people")


def _reports() -> Iterator[Todo]:
    if count := open_report_count():
        words = ngettext("{count} colleague reports a wrong entry", "{count} reports of wrong entries", count)
        page = reverse("people:entry_report_list")
        yield Todo(words.format(count=count), _("Look, correct, settle"), page, "missing")
