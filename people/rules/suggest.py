"""What somebody may have meant who found nobody: near words, out of what the directory shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, Value

from people.models.name_word import NameWord
from people.models.pilot import Pilot, PilotQuerySet
from people.rules.distance import slips, slips_allowed
from people.rules.folding import fold
from people.rules.search import BEHIND, MOST_WORDS, Facet, Question, narrowed
from people.rules.statements import compiled, fetched
from people.rules.vocabulary import Vocabulary

MOST_SUGGESTIONS = 3
# Of the words near to one that was typed so many are looked at; a name's and the office's each.
NEAREST = 4
NAMES = ("given_names", "name_particle", "family_name", "display_name_override")
_WORD = re.compile(r"[^\W_]+")


class _Near(NamedTuple):
    """A word for the one typed at a place, how far from it, and who is found by it; a name has its owner's spelling."""

    place: int
    distance: int
    folded: str
    written: str
    found: PilotQuerySet


def did_you_mean(words: str, vocabulary: Vocabulary, today: date) -> list[str]:
    """Up to three questions near to `words` that use words of people appointed today; two queries.

    A word fits as it is where the vocabulary knows it or it begins an appointed person's name. Nothing is said about a
    word that only others bear, not even that it is known.
    """
    asked = fold(words).split()
    unknown = {place: word for place, word in enumerate(asked) if not _is_known(word, vocabulary)}
    if "@" in words or not unknown or len(asked) > MOST_WORDS:
        return []
    nearest = [*_names(unknown, today), *_words_of_the_office(unknown, vocabulary, today)]
    choices: dict[int, list[str]] = {place: [] for place in unknown}
    for near in _of_somebody(nearest):
        if near.written not in choices[near.place]:
            choices[near.place].append(near.written)
    return _questions(words.split() if len(words.split()) == len(asked) else asked, choices)


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    return bool(
        vocabulary.means_everybody(word) or vocabulary.departments_called([word]) or vocabulary.topics_called([word])
    )


def _names(unknown: Mapping[int, str], today: date) -> Iterator[_Near]:
    """Names near to the words, and each word itself as the beginning of a name.

    A slip in the first letter is rare: only names with the first or second letter that was typed are compared.
    """
    appointed = Pilot.objects.appointed_on(today)
    letters = {letter for word in unknown.values() for letter in word[:2]}
    begins = Q(*(Q(word__gte=letter, word__lt=letter + BEHIND) for letter in sorted(letters)), _connector=Q.OR)
    names = list(NameWord.objects.filter(begins).order_by().values_list("word", flat=True).distinct())
    for place, word in unknown.items():
        yield _Near(
            place, 0, word, "", appointed.filter(name_words__word__gte=word, name_words__word__lt=word + BEHIND)
        )
        for distance, name in _nearest(word, names):
            yield _Near(place, distance, name, "", appointed.filter(name_words__word=name))


def _words_of_the_office(unknown: Mapping[int, str], vocabulary: Vocabulary, today: date) -> Iterator[_Near]:
    """Words of departments and topics near to the words."""
    appointed = Pilot.objects.appointed_on(today)
    for facet, entries in ((Facet.DEPARTMENT, vocabulary.departments), (Facet.TOPIC, vocabulary.topics)):
        written = {
            fold(word): (entry.pk, word)
            for entry in entries
            for phrase in entry.phrases
            for word in _WORD.findall(phrase)
        }
        for place, word in unknown.items():
            for distance, key in _nearest(word, written):
                pk, spelling = written[key]
                yield _Near(place, distance, key, spelling, narrowed(appointed, Question(chosen={facet: {pk}}), today))


def _nearest(word: str, others: Iterable[str]) -> list[tuple[int, str]]:
    most = slips_allowed(word)
    near = sorted((slips(word, other, most), other) for other in others)
    return [(distance, other) for distance, other in near if distance <= most][:NEAREST]


def _of_somebody(nearest: Sequence[_Near]) -> list[_Near]:
    """Those of the words by which somebody is found, the nearest first."""
    asked = [
        compiled(near.found.order_by().values_list(Value(place), *NAMES)[:1]) for place, near in enumerate(nearest)
    ]
    sql = " UNION ALL ".join(f"SELECT * FROM ({one.sql}) AS one" for one in asked)
    rows = fetched(sql, [value for one in asked for value in one.parameters])
    found = []
    for place, *names in rows:
        near = nearest[place]
        spellings = {fold(word): word for name in names for word in _WORD.findall(name)}
        found.append(near._replace(written=near.written or spellings.get(near.folded, near.folded)))
    return sorted(found, key=lambda near: (near.distance, near.written))


def _questions(asked: Sequence[str], choices: Mapping[int, Sequence[str]]) -> list[str]:
    """The question with other words in it; where several words are unknown, with the nearest of each."""
    if not all(choices.values()):
        return []
    wanted = MOST_SUGGESTIONS if len(choices) == 1 else 1
    questions = []
    for number in range(min(wanted, *(len(found) for found in choices.values()), MOST_SUGGESTIONS)):
        words = [choices[place][number] if place in choices else word for place, word in enumerate(asked)]
        questions.append(" ".join(words))
    return questions
