"""How many people each choice of the directory's facets leaves, counted by the database in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL

from people.models.absence import Absence
from people.models.consent import VoluntaryField
from people.models.pilot import DepartmentAssignment, Pilot, PilotQuerySet
from people.models.spoken_language import SpokenLanguage
from people.rules.paging import MANY
from people.rules.search import Facet, Question, narrowed, released
from people.rules.statements import SOME_DAY, Statement, compiled, fetched, part
from people.rules.vocabulary import WIDTH, Vocabulary, read, statement


@dataclass
class Tally:
    """What was counted for one facet: people by value, and the departments of each person who works in several."""

    size: int = 0
    by_value: dict[int | str, int] = field(default_factory=dict)
    several: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def working_in(self, departments: Collection[int]) -> int:
        """How many people work in one of `departments`, each counted once."""
        people = sum(self.by_value.get(unit, 0) for unit in departments)
        places = (sum(unit in departments for unit in own) for own in self.several.values())
        return people - sum(count - 1 for count in places if count > 1)


@dataclass(frozen=True)
class Tallies:
    """The words of the office, what was counted with them, and how many people are found (MANY + 1 is more)."""

    vocabulary: Vocabulary
    by_facet: Mapping[Facet, Tally] = field(default_factory=dict)
    hits: int | None = None


def tallied(
    pilots: PilotQuerySet, question: Question, today: date, vocabulary: Vocabulary | None, *, are_many: bool
) -> Tallies:
    """How many of `pilots` each choice leaves, and the vocabulary where it is not known yet: one query for both.

    A facet is counted without its own choices. Where these hide more than MANY, it is missing from the answer; of a
    list of many, all facets are, and `are_many` spares even the look.
    """
    bases = {} if are_many else _bases(pilots, question, today)
    own = {facet: f"without_{facet.value}" if facet in question.active else "hits" for facet in Facet}
    asked = [] if vocabulary else [statement()]
    if bases:
        facts = {(_FACTS[facet], own[facet]) for facet in Facet}
        asked += [_counting(connection.vendor, fact, base) for fact, base in sorted(facts)]
    if not asked:
        return Tallies(vocabulary or Vocabulary())
    common, values = _common(bases)
    values += [value for one in asked for value in one.bound({SOME_DAY: today})]
    rows = fetched(common + " UNION ALL ".join([*(one.sql for one in asked), *map(_size, bases)]), values)
    if not bases:
        return Tallies(vocabulary or read(rows))
    return Tallies(vocabulary or read(rows), *_read(rows, own))


def _bases(pilots: PilotQuerySet, question: Question, today: date) -> dict[str, PilotQuerySet]:
    """Whom the facets are counted among, by the names that their statements know."""
    without = {f"without_{facet.value}": narrowed(pilots, question, today, without=facet) for facet in question.active}
    return {"hits": narrowed(pilots, question, today), **without}


def _common(bases: Mapping[str, PilotQuerySet]) -> tuple[str, list[Any]]:
    """The bases as common table expressions: of more people than MANY nobody, as counting them would be slow."""
    expressions, values = [], list[Any]()
    for name, people in bases.items():
        sql, parameters = people.order_by().values("id")[: MANY + 1].query.sql_with_params()
        expressions += [
            f"some_{name}(id) AS MATERIALIZED ({sql})",
            f"size_of_{name}(n) AS MATERIALIZED (SELECT COUNT(*) FROM some_{name})",
            f"{name}(id) AS (SELECT id FROM some_{name} WHERE (SELECT n FROM size_of_{name}) <= {MANY})",
        ]
        values += parameters
    return f"WITH {', '.join(expressions)} " if expressions else "", values


def _size(base: str) -> str:
    return f"SELECT 'size of {base}', NULL, n, NULL, '', '', '', '' FROM size_of_{base}"


def _read(rows: Iterable[Sequence[Any]], own: Mapping[Facet, str]) -> tuple[dict[Facet, Tally], int]:
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for kind, *row in rows:
        found[kind].append(row)
    tallies = {}
    for facet, base in own.items():
        tally = Tally(size=found[f"size of {base}"][0][1])
        for number, people, _none, word, *_others in found[f"{_FACTS[facet]} of {base}"]:
            tally.by_value[word or number or 0] = people
        for department, pilot, *_others in found[f"several of {base}"]:
            tally.several[pilot].add(department)
        if tally.size <= MANY:
            tallies[facet] = tally
    return tallies, found["size of hits"][0][1]


@cache
def _counting(_vendor: str, fact: str, base: str) -> Statement:
    """The people of `base` counted by one fact about them."""
    return compiled(_COUNTING[fact](RawSQL(f"SELECT id FROM {base}", []), base))


def _departments(people: Combinable, base: str) -> QuerySet[Any, Any]:
    """Counts by department, and all departments of those who work in several."""
    working = DepartmentAssignment.objects.valid_on(SOME_DAY)
    here = working.filter(pilot__in=people)
    several = working.filter(pilot__in=here.filter(is_primary=False).values("pilot"))
    counts = part(f"department of {base}", here.values("department"), numbers=["department", Count("*")], width=WIDTH)
    return counts.union(part(f"several of {base}", several, numbers=["department", "pilot"], width=WIDTH), all=True)


def _topics(people: Combinable, base: str) -> QuerySet[Any, Any]:
    asked = Pilot.topics.through.objects.filter(released(VoluntaryField.TOPICS), pilot__in=people)
    return part(f"topic of {base}", asked.values("topic"), numbers=["topic", Count("*")], width=WIDTH)


def _languages(people: Combinable, base: str) -> QuerySet[Any, Any]:
    spoken = SpokenLanguage.objects.filter(released(VoluntaryField.LANGUAGES), pilot__in=people).values("language")
    return part(f"language of {base}", spoken, numbers=[None, Count("*")], texts=["language"], width=WIDTH)


def _rounds(people: Combinable, base: str) -> QuerySet[Any, Any]:
    rounds = Pilot.objects.filter(pk__in=people, appointed_round__isnull=False).values("appointed_round")
    return part(f"round of {base}", rounds, numbers=["appointed_round", Count("*")], width=WIDTH)


def _absent(people: Combinable, base: str) -> QuerySet[Any, Any]:
    absent = Absence.objects.covering(SOME_DAY).filter(pilot__in=people).values(everybody=Value(1))
    return part(f"absent of {base}", absent, numbers=[None, Count("pilot", distinct=True)], width=WIDTH)


# What is counted for a facet; a site is the departments in it.
_FACTS = {facet: facet.value for facet in Facet} | {Facet.SITE: "department", Facet.REACHABLE: "absent"}
_COUNTING = {
    "department": _departments,
    "topic": _topics,
    "language": _languages,
    "round": _rounds,
    "absent": _absent,
}
