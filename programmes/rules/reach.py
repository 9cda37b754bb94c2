"""Who is at risk by date: whether what somebody lacks can still be learned before the round ends.

Dates alone decide, never how well somebody does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q
from django.utils import timezone

from programmes.models.cohort import Cohort
from programmes.models.module_result import ResultKind
from programmes.models.programme import DeliveryFormat, TrainingModule
from programmes.rules.progress import Progress, Result, Rule, progress
from programmes.rules.standing import PersonProgress

# Learned in one's own time: they need no session, only a day before the round ends.
WITHOUT_SESSION = (DeliveryFormat.SELF_STUDY, DeliveryFormat.PRACTICE)


@dataclass(frozen=True)
class Ahead:
    """What is to come of one module: the day of its next session in the round, and whether it can be done in time."""

    next_on: date | None
    in_time: bool


def ahead_of(cohort: Cohort, now: datetime) -> dict[int, Ahead]:
    """By the key of each module of the round's curriculum, what is to come of it. One query.

    A session is to come until it ends, unless it was called off; it is in time up to the last day of the round.
    """
    to_come = Q(sessions__cohort=cohort, sessions__cancelled_at__isnull=True, sessions__ends_at__gt=now)
    modules = TrainingModule.objects.filter(pk__in=cohort.curriculum.entries.values("module"))
    dates = modules.annotate(next_at=Min("sessions__starts_at", filter=to_come))
    rows = dates.values_list("pk", "delivery_format", "next_at")
    return {pk: ahead(form, next_at, now=now, ends_on=cohort.ends_on) for pk, form, next_at in rows}


def ahead(delivery_format: str, next_at: datetime | None, *, now: datetime, ends_on: date) -> Ahead:
    """What is to come of a module with this format and next session, in a round that lasts until `ends_on`."""
    next_on = timezone.localdate(next_at) if next_at else None
    last_chance = timezone.localdate(now) if delivery_format in WITHOUT_SESSION else next_on
    return Ahead(next_on, in_time=last_chance is not None and last_chance <= ends_on)


def out_of_reach(rule: Rule, person: PersonProgress, dates: Mapping[int, Ahead]) -> Progress | None:
    """Where the person would stand after passing everything that is to come in time; None where nothing lacked then."""
    if person.has_letter or person.progress.is_complete:
        return None
    counting = [standing.result for standing in person.progress.standings if standing.result]
    done = {result.module_id for result in counting}
    coming = [module for module, at in dates.items() if at.in_time and module not in done]
    left = progress(rule, [*counting, *(Result(module, ResultKind.PASSED, date.max) for module in coming)])
    return None if left.is_complete else left


def losses(rule: Rule, people: Sequence[PersonProgress], dates: Mapping[int, Ahead]) -> dict[int, Progress]:
    """What is out of reach, by the key of the enrolment: whoever is in here is at risk by date."""
    lost = {person.enrolment.pk: out_of_reach(rule, person, dates) for person in people}
    return {pk: left for pk, left in lost.items() if left}
