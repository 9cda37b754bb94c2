"""What was completed month by month or quarter by quarter, in all rounds together: numbers, nobody by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models.enrolment import Enrolment
from programmes.models.module_result import COUNTING, ModuleResult


class Step(models.TextChoices):
    """How long a period is."""

    MONTH = "month", gettext_lazy("months")
    QUARTER = "quarter", gettext_lazy("quarters")

    @property
    def months(self) -> int:
        return 3 if self == Step.QUARTER else 1

    @property
    def shown(self) -> int:
        """How many periods are looked at, the one that is not over among them."""
        return 8 if self == Step.QUARTER else 12


@dataclass(frozen=True)
class Period:
    """One month or quarter: how many modules were completed in it, and how many people their qualification."""

    first: date
    step: Step
    modules: int
    people: int

    @property
    def name(self) -> str:
        if self.step == Step.MONTH:
            return date_format(self.first, "F Y")
        return _("Quarter {number}, {year}").format(number=self.first.month // 3 + 1, year=self.first.year)


@dataclass(frozen=True)
class OverTime:
    """The latest periods, the oldest first."""

    periods: tuple[Period, ...]

    @property
    def modules(self) -> int:
        return sum(period.modules for period in self.periods)

    @property
    def people(self) -> int:
        return sum(period.people for period in self.periods)

    @property
    def most_modules(self) -> int:
        return max(period.modules for period in self.periods)

    @property
    def most_people(self) -> int:
        return max(period.people for period in self.periods)


def over_time(step: Step, today: date) -> OverTime:
    """The periods of `step` up to `today`, three queries. Only the days of these are read, whatever came before.

    An entry that another one corrects has counted on its day and is taken out again: so nothing is joined but the few
    corrections.
    """
    begins = _begins(step, today)
    results = ModuleResult.objects.achieved_between(begins[0], today)
    corrected = ModuleResult.objects.filter(
        corrects__achieved_on__range=(begins[0], today),
        corrects__kind__in=COUNTING,
        corrects__carried_from__isnull=True,
    )
    finished = Enrolment.objects.filter(finished_on__range=(begins[0], today))
    modules = _by_day(results, "achieved_on")
    modules.subtract(_by_day(corrected, "corrects__achieved_on"))
    modules_by, people_by = (_by_period(counts, begins) for counts in (modules, _by_day(finished, "finished_on")))
    return OverTime(tuple(Period(first, step, modules_by[first], people_by[first]) for first in begins))


def _begins(step: Step, today: date) -> list[date]:
    """The first days of the periods, the oldest first."""
    return sorted(_going_back(date(today.year, (today.month - 1) // step.months * step.months + 1, 1), step))


def _going_back(first: date, step: Step) -> Iterator[date]:
    for back in range(step.shown):
        months = first.year * 12 + first.month - 1 - back * step.months
        yield date(months // 12, months % 12 + 1, 1)


def _by_day(rows: models.QuerySet[ModuleResult] | models.QuerySet[Enrolment], day: str) -> Counter[date]:
    """How many of `rows` fall on each day: the database counts along its index, and needs no calendar of its own."""
    return Counter(dict(rows.order_by().values_list(day).annotate(count=Count("pk"))))


def _by_period(by_day: Counter[date], begins: list[date]) -> Counter[date]:
    found: Counter[date] = Counter()
    for day, number in by_day.items():
        found[max(first for first in begins if first <= day)] += number
    return found
