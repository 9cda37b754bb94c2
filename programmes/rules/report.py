"""A year of the programme in figures that name nobody: small groups are kept out of them (rules.suppression).

A report is of a calendar year and of nothing else: two periods that a reader chose would tell of a single day between
them. What came together over the years is added up from what each of their reports says, so it says nothing more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models.department import DepartmentKind
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.module_result import ModuleResult
from programmes.models.module_session import ModuleSession
from programmes.models.programme import SubjectArea
from programmes.models.project import Project, ProjectState
from programmes.rules.coverage import coverage_on
from programmes.rules.ready import ready_people
from programmes.rules.suppression import Published, suppress, suppress_entries

# A table of more rounds than this counts by the quarter of a year instead, and the rounds are not listed.
MOST_ROUNDS = 40
MOST_PROJECTS = 40
HELD = (CohortState.RUNNING, CohortState.COMPLETED)


class Line(NamedTuple):
    """A line of a table: its name, its figures (None: kept back), their sum, and what stands above them."""

    name: str
    cells: tuple[int | None, ...]
    total: int | None
    columns: tuple[str, ...]

    @property
    def labelled(self) -> list[tuple[str, int | None]]:
        """Each figure behind the name of its column: on a phone, the table is a stack of entries."""
        return list(zip(self.columns, self.cells, strict=True))


@dataclass(frozen=True)
class Crosstab:
    """People or entries by what stands at the side and above, as it may be shown."""

    side: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    figures: Published

    @property
    def lines(self) -> list[Line]:
        whole = zip(self.names, self.figures.cells, self.figures.row_totals, strict=True)
        return [Line(*line, self.columns) for line in whole]

    @property
    def together(self) -> Line:
        return Line(_("Together"), self.figures.column_totals, self.figures.total, self.columns)


@dataclass(frozen=True)
class SoFar:
    """How many people finished from the first round on; `is_least` where the figure of a year is kept back."""

    people: int
    is_least: bool


@dataclass(frozen=True)
class Covered:
    """In how many departments somebody is appointed, and in how many nobody.

    Not by their kind: where three small groups make four people, a department of each kind told how many are in which.
    """

    covered: int
    without: int

    @property
    def units(self) -> int:
        return self.covered + self.without


@dataclass(frozen=True)
class Report:
    """What is said of `year` up to `last`, its last day or the day of the report.

    `completed` is None where nobody finished in the whole year: that zero is said, it tells of no group within it.
    `waiting` have all modules and no appointment yet; None where that is kept back, or `last` is not the day of the
    report.
    """

    year: int
    last: date
    is_over: bool
    rounds: tuple[Cohort, ...]
    rounds_held: int
    rounds_begun: int
    completed: Crosstab | None
    waiting: int | None
    so_far: SoFar
    modules: Crosstab
    coverage: Covered
    projects: tuple[Project, ...]
    projects_going: int
    projects_done: int

    @property
    def most_modules(self) -> int:
        """The largest figure shown for a subject area, 0 where none is."""
        return max((line.total or 0 for line in self.modules.lines), default=0)


def years_of(today: date) -> list[int]:
    """The years there is a report of: from the first round on, the newest first. One query."""
    first = Cohort.objects.aggregate(first=Min("starts_on"))["first"] or today
    return list(range(today.year, min(first.year, today.year) - 1, -1))


def report_of(year: int, today: date) -> Report:
    """The report of `year` as the record stands; in the same queries however much happened in it."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    rounds = list(Cohort.objects.filter(state__in=HELD).order_by("number", "pk"))
    held = [cohort for cohort in rounds if _was_held(cohort, year)]
    completions = _completions(last)
    by_year = {one: _counted(completions, one, rounds, last) for one in sorted(completions.by_year)}
    going = Project.objects.exclude(state=ProjectState.PLANNED).filter(starts_on__lte=last)
    going = going.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    done = Q(state=ProjectState.DONE, ends_on__range=(first, last))
    projects = going.aggregate(all=Count("pk"), done=Count("pk", filter=done))
    completed, modules = by_year.get(year), _modules(first, last)
    return Report(
        year=year,
        last=last,
        is_over=date(year, 12, 31) < today,
        rounds=tuple(held) if len(held) <= MOST_ROUNDS else (),
        rounds_held=len(held),
        rounds_begun=sum(cohort.starts_on >= first for cohort in held),
        completed=completed,
        waiting=_waiting(completed, modules, today) if last == today else None,
        so_far=_so_far(by_year.values()),
        modules=modules,
        coverage=_coverage(last, today),
        projects=tuple(going.order_by("-starts_on", "sort_key", "pk")[:MOST_PROJECTS]),
        projects_going=projects["all"],
        projects_done=projects["done"],
    )


def _was_held(cohort: Cohort, year: int) -> bool:
    return cohort.starts_on.year <= year <= cohort.ends_on.year


@dataclass(frozen=True)
class _Completions:
    """By year, how many finished of which round in which quarter from which kind of department; and who could."""

    by_year: Mapping[int, Counter[tuple[int, int, str]]]
    enrolled: frozenset[tuple[int, str]]


def _completions(last: date) -> _Completions:
    """Everybody who finished up to `last`; one query."""
    by_year: dict[int, Counter[tuple[int, int, str]]] = defaultdict(Counter)
    enrolled = set()
    rows = Enrolment.objects.order_by().values_list("cohort", "department__kind", "finished_on")
    for cohort, kind, day, people in rows.annotate(people=Count("pk")):
        enrolled.add((cohort, kind))
        if day and day <= last:
            by_year[day.year][cohort, (day.month + 2) // 3, kind] += people
    return _Completions(by_year, frozenset(enrolled))


def _counted(completions: _Completions, year: int, rounds: Sequence[Cohort], last: date) -> Crosstab:
    """Who finished in `year`, by round (or quarter) and kind of department.

    Which lines and columns there are follows from who was enrolled, not from who finished, or their mere being there
    would tell. Nobody can have finished from a kind of which nobody was ever enrolled: that zero may stand.
    """
    counted = completions.by_year[year]
    late = {cohort for cohort, _quarter, _kind in counted}
    shown = [cohort for cohort in rounds if _was_held(cohort, year) or cohort.pk in late]
    kinds = [kind for kind in DepartmentKind if any((one.pk, kind) in completions.enrolled for one in shown)]
    people: Counter[tuple[int, str]] = Counter()
    can: AbstractSet[tuple[int, str]] = completions.enrolled
    if len(shown) > MOST_ROUNDS:
        quarters = range(1, 5 if year < last.year else (last.month + 2) // 3 + 1)
        side, names = _("Quarter"), {one: _("Quarter {number}").format(number=one) for one in quarters}
        can = {(quarter, kind.value) for quarter in quarters for kind in kinds}
        for (_cohort, quarter, kind), number in counted.items():
            people[quarter, kind] += number
    else:
        side, names = _("Round"), {cohort.pk: cohort.title for cohort in shown}
        for (cohort, _quarter, kind), number in counted.items():
            people[cohort, kind] += number
    rows = [[people[key, kind] if (key, kind) in can else None for kind in kinds] for key in names]
    figures = suppress(rows, settings.REPORT_SMALLEST_GROUP)
    return Crosstab(side, tuple(names.values()), tuple(str(kind.label) for kind in kinds), figures)


def _waiting(completed: Crosstab | None, modules: Crosstab, today: date) -> int | None:
    """How many are ready for a letter; four queries. None for few people, and where the figure would give others away.

    Whoever waits finishes next, and has entries in every area: beside a sum or an area kept back it would narrow these.
    """
    if not modules.figures.is_whole or (completed and completed.figures.total is None):
        return None
    people = {person.enrolment.pilot_id for _round, ready in ready_people(today) for person in ready}
    return suppress([[len(people)]], settings.REPORT_SMALLEST_GROUP).total


def _so_far(years: Iterable[Crosstab]) -> SoFar:
    shown = [one.figures.total for one in years]
    return SoFar(sum(total or 0 for total in shown), is_least=None in shown)


def _modules(first: date, last: date) -> Crosstab:
    """Modules completed in the year by subject area; three queries.

    Areas in which nothing was taught and nobody has an entry are no lines: there was nothing to complete.
    """
    zone = timezone.get_current_timezone()
    year = (datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone))
    sessions = ModuleSession.objects.taking_place().filter(starts_at__range=year)
    taught = set(sessions.order_by().values_list("module__subject_area", flat=True).distinct())
    results = ModuleResult.objects.in_force().achieved_between(first, last).order_by()
    entries: Counter[int] = Counter()
    people: dict[int, set[int]] = defaultdict(set)
    by_person = results.values_list("module__subject_area", "enrolment__pilot").annotate(entries=Count("pk"))
    for area, pilot, number in by_person:
        entries[area] += number
        people[area].add(pilot)
    areas = dict(SubjectArea.objects.filter(pk__in=taught | set(entries)).values_list("pk", "name"))
    lines = [(entries[pk], people[pk]) for pk in areas]
    figures = suppress_entries(lines, settings.REPORT_SMALLEST_GROUP)
    return Crosstab(_("Subject area"), tuple(areas.values()), (_("Modules completed"),), figures)


def _coverage(last: date, today: date) -> Covered:
    """Four queries, and a few more where the record has changed since anybody asked for this day."""
    found = coverage_on(last, within=0, today=today)
    return Covered(covered=len(found.rows) - found.without, without=found.without)
