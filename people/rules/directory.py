"""A page of the directory: whom a question finds, what it can be narrowed by, what else may have been meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from people.models.pilot import Pilot
from people.rules.facets import Choice, choices_of
from people.rules.memory import Memory
from people.rules.paging import Page, Position, page_of
from people.rules.profile import Card, visible_cards
from people.rules.search import Facet, Question, found_by_words, narrowed
from people.rules.suggest import did_you_mean
from people.rules.tallies import tallied
from people.rules.vocabulary import known_on

_counted = Memory()


@dataclass(frozen=True)
class Listing:
    """What the directory answers to a question."""

    page: Page
    cards: Sequence[Card]
    facets: Mapping[Facet, Sequence[Choice]]
    suggestions: Sequence[str] = field(default_factory=list)

    @property
    def chosen(self) -> list[tuple[Facet, Choice]]:
        """The choices that are in force, each with its facet."""
        return [(facet, choice) for facet, choices in self.facets.items() for choice in choices if choice.is_chosen]


def look_up(question: Question, position: Position, today: date) -> Listing:
    """The page of those appointed on `today` that `question` finds: three queries, one more where there are words.

    The counts are remembered until the record changes; then it is one query less.
    A question that finds nobody costs as many: near words are looked for instead of cards and counts.
    """
    vocabulary = known_on(today) if question.words else None
    pilots = Pilot.objects.appointed_on(today)
    if vocabulary:
        pilots = found_by_words(question.words, vocabulary, today)
    page = page_of(narrowed(pilots, question, today), position, is_everybody=question.is_for_everybody)
    if vocabulary and not page.pilots and not question.active:
        return Listing(page, [], {}, did_you_mean(question.words, vocabulary, today))
    cards = visible_cards(page.pilots, today)
    tallies = _counted.recall(
        page.head,
        (today, question.words, tuple((facet, question.chosen[facet]) for facet in question.active)),
        lambda: tallied(pilots, question, today, vocabulary, are_many=page.are_many),
    )
    if page.hits is None:
        page = replace(page, hits=tallies.hits)
    return Listing(page, cards, choices_of(question, tallies.vocabulary, tallies.by_facet))
