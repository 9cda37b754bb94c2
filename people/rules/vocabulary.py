"""The words of the office: departments, topics, sites and role names, few enough to be compared one by one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from people.models.department import Department, DepartmentKind, Site
from people.models.role_name import RoleName
from people.models.topic import Topic
from people.rules.folding import fold, word_sort_key
from people.rules.statements import SOME_DAY, Statement, compiled, fetched, part

# So many letters of a role name must be typed before everybody is meant: "di" is more likely the beginning of Dieter.
ROLE_LETTERS = 4
WIDTH = {"numbers": 3, "texts": 4}


@dataclass(frozen=True)
class Named:
    """A department, topic or site: its key, its name, and the phrases by which it can be asked for."""

    pk: int
    name: str
    phrases: tuple[str, ...] = ()
    parent: int | None = None
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        folded = [fold(phrase) for phrase in self.phrases]
        joined = {phrase.replace(" ", "") for phrase in folded}
        object.__setattr__(self, "keys", joined.union(*(phrase.split() for phrase in folded)))

    def answers_to(self, beginning: str) -> bool:
        """Whether a word of a phrase, or a whole phrase written as one word, begins so."""
        return any(key.startswith(beginning) for key in self.keys)


@dataclass(frozen=True)
class Vocabulary:
    """What the directory can be asked for beside names. `departments` are those of today, in their order."""

    departments: Sequence[Named] = ()
    topics: Sequence[Named] = ()
    sites: Sequence[Named] = ()
    site_departments: Mapping[int, frozenset[int]] = field(default_factory=dict)
    role_words: frozenset[str] = frozenset()

    def departments_called(self, words: Iterable[str]) -> set[int]:
        return {unit.pk for unit in self.departments if any(unit.answers_to(word) for word in words)}

    def topics_called(self, words: Iterable[str]) -> set[int]:
        return {topic.pk for topic in self.topics if any(topic.answers_to(word) for word in words)}

    def means_everybody(self, word: str) -> bool:
        """Whether `word` is a role name: its beginning, or its German plural in -n."""
        if len(word) < ROLE_LETTERS:
            return False
        return any(known.startswith(word) or word == f"{known}n" for known in self.role_words)


def statement() -> Statement:
    """What brings the vocabulary of SOME_DAY, to be asked for or to be joined to by others of the same columns."""
    return _statement(connection.vendor)


def known_on(today: date) -> Vocabulary:
    """The vocabulary in one query."""
    asked = statement()
    return read(fetched(asked.sql, asked.bound({SOME_DAY: today})))


def read(rows: Iterable[Sequence[Any]]) -> Vocabulary:
    """The vocabulary in the rows of its statement; rows of other kinds do not matter."""
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for kind, *row in rows:
        found[kind].append(row)
    places: dict[int, set[int]] = defaultdict(set)
    for site, department, *_others in found["department of a site"]:
        places[site].add(department)
    return Vocabulary(
        departments=_departments(found["department"], found["closed department"]),
        topics=[
            Named(pk, name, (name, *json.loads(synonyms)))
            for pk, _none, _none, name, _key, synonyms, _empty in sorted(found["topic"], key=_place)
        ],
        sites=[Named(row[0], row[3]) for row in sorted(found["site"], key=lambda row: word_sort_key(row[3]))],
        site_departments={site: frozenset(units) for site, units in places.items()},
        role_words=frozenset(
            word
            for row in found["role name"]
            for form in row[3:]
            for word in (*fold(form).split(), fold(form).replace(" ", ""))
        ),
    )


def _departments(rows: Sequence[Sequence[Any]], closed: Sequence[Sequence[Any]]) -> list[Named]:
    """Those of today, which also answer to the names and numbers of the departments whose work they go on with."""
    successors = {row[0]: row[2] for row in (*rows, *closed)}
    earlier: dict[int, list[str]] = defaultdict(list)
    for row in closed:
        later, seen = row[2], {row[0]}
        while later is not None and later not in seen:
            seen.add(later)
            earlier[later] += _phrases(row)
            later = successors.get(later)
    return [
        Named(row[0], _numbered(row[3], row[5]), (*_phrases(row), *earlier[row[0]]), row[1])
        for row in sorted(rows, key=_place)
    ]


def _numbered(number: str, name: str) -> str:
    """The name with its number before it, unless it names the number itself, as Dezernat I does."""
    return name if not number or number in name.split() else f"{number} {name}"


def _place(row: Sequence[Any]) -> tuple[str, int]:
    """Where a row stands in its list: by the stored sort key."""
    return row[4], row[0]


def _phrases(row: Sequence[Any]) -> list[str]:
    """A department by its number, as "Amt 51", and by its name."""
    _pk, _parent, _successor, number, _sort_key, name, kind = row
    label = str(DepartmentKind(kind).label)
    return [f"{label} {number}", number, name]


@cache
def _statement(_vendor: str) -> Statement:
    valid = Department.objects.valid_on(SOME_DAY)
    about = ["pk", "parent", "successor"], ["number", "sort_key", "name", "kind"]
    parts = [
        part("department", valid, numbers=about[0], texts=about[1], width=WIDTH),
        part(
            "closed department",
            Department.objects.filter(valid_until__lt=SOME_DAY, successor__isnull=False),
            numbers=about[0],
            texts=about[1],
            width=WIDTH,
        ),
        part(
            "topic",
            Topic.objects.all(),
            numbers=["pk"],
            texts=["name", "sort_key", Cast("synonyms", TextField())],
            width=WIDTH,
        ),
        part("site", Site.objects.all(), numbers=["pk"], texts=["name"], width=WIDTH),
        part(
            "department of a site",
            Department.sites.through.objects.filter(department__in=valid),
            numbers=["site", "department"],
            width=WIDTH,
        ),
    ]
    forms = ("singular_f", "singular_m", "singular_n", "plural", "short")
    parts += [part("role name", RoleName.objects.all(), numbers=["pk"], texts=[form], width=WIDTH) for form in forms]
    return compiled(parts[0].union(*parts[1:], all=True))
