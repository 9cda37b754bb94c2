"""By what a list of people can be narrowed: the choices of each facet in the order they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from people.models.spoken_language import Language
from people.rules.folding import word_sort_key
from people.rules.search import Facet, Question
from people.rules.tallies import Tally
from people.rules.vocabulary import Named, Vocabulary

# Of more rounds only the latest are offered; nobody looks through hundreds of them.
LATEST_ROUNDS = 20


@dataclass(frozen=True)
class Choice:
    """One choice of a facet: how many people it leaves, None where that is not counted; its depth in the tree."""

    value: int | str
    label: str
    count: int | None = None
    is_chosen: bool = False
    depth: int = 0


def choices_of(
    question: Question, vocabulary: Vocabulary, tallies: Mapping[Facet, Tally]
) -> dict[Facet, Sequence[Choice]]:
    """The choices of all facets. What would leave nobody is not offered, but what is chosen stays to be seen."""
    found = {facet: _offered(facet, question, vocabulary, tallies.get(facet)) for facet in Facet}
    return {facet: choices for facet, choices in found.items() if choices}


def _offered(facet: Facet, question: Question, vocabulary: Vocabulary, tally: Tally | None) -> list[Choice]:
    chosen = question.chosen.get(facet, ())
    every = _CHOICES[facet](vocabulary, tally, chosen)
    return [choice for choice in every if choice.count or choice.count is None or choice.is_chosen]


def _departments(vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    """Each department before those below it, which are part of it and of its number."""
    below: dict[int | None, list[Named]] = defaultdict(list)
    known = {unit.pk for unit in vocabulary.departments}
    for unit in vocabulary.departments:
        below[unit.parent if unit.parent in known else None].append(unit)

    def within(unit: Named) -> set[int]:
        return {unit.pk}.union(*(within(child) for child in below[unit.pk]))

    def branch(unit: Named, depth: int) -> Iterator[Choice]:
        count = tally.working_in(within(unit)) if tally else None
        yield Choice(unit.pk, unit.name, count, unit.pk in chosen, depth)
        for child in below[unit.pk]:
            yield from branch(child, depth + 1)

    for unit in below[None]:
        yield from branch(unit, 0)


def _topics(vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    for topic in vocabulary.topics:
        yield Choice(topic.pk, topic.name, _count(tally, topic.pk), topic.pk in chosen)


def _sites(vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    for site in vocabulary.sites:
        departments = vocabulary.site_departments.get(site.pk, frozenset())
        yield Choice(site.pk, site.name, tally.working_in(departments) if tally else None, site.pk in chosen)


def _languages(_vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    for language in sorted(Language, key=lambda language: word_sort_key(str(language.label))):
        yield Choice(str(language), str(language.label), _count(tally, language), language in chosen)


def _rounds(_vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    """The latest rounds first; where they are not counted nobody knows them, so only those chosen."""
    latest = sorted((int(number) for number in tally.by_value), reverse=True)[:LATEST_ROUNDS] if tally else []
    for number in sorted({*latest, *chosen}, reverse=True):
        label = _("Round {number}").format(number=number)
        yield Choice(number, label, _count(tally, number), number in chosen)


def _reachable(_vocabulary: Vocabulary, tally: Tally | None, chosen: Collection[Any]) -> Iterator[Choice]:
    there = tally.size - sum(tally.by_value.values()) if tally else None
    yield Choice(1, _("Reachable today"), there, 1 in chosen)


def _count(tally: Tally | None, value: int | str) -> int | None:
    return tally.by_value.get(value, 0) if tally else None


_CHOICES: dict[Facet, Callable[[Vocabulary, Tally | None, Collection[Any]], Iterator[Choice]]] = {
    Facet.DEPARTMENT: _departments,
    Facet.TOPIC: _topics,
    Facet.SITE: _sites,
    Facet.LANGUAGE: _languages,
    Facet.ROUND: _rounds,
    Facet.REACHABLE: _reachable,
}
