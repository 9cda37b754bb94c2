"""In random worlds the directory finds, counts, proposes and pages exactly those whom everybody may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department, Site
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from people.rules import paging, tallies
from people.rules.directory import Listing, look_up
from people.rules.folding import fold, word_sort_key
from people.rules.keys import name_words, set_keys
from people.rules.paging import Place, Position
from people.rules.search import Facet, Question
from tests.factories import LONG_AGO, TODAY

EXAMPLES, WORLDS = 25, 20  # each example is one transaction with so many worlds after each other: 500 in all
NAMES = ("Müller", "Mueller", "Möller", "Groß", "Öztürk", "Yıldız", "Akte", "Jugend", "Meier", "Müller-Groß")
# Each department with the one above it and its site.
DEPARTMENTS = {"Jugendamt": ("", "Ostanlage"), "Kita-Verwaltung": ("Jugendamt", "Rathaus"), "Sportamt": ("", "Rathaus")}
TOPICS = {"E-Akte": ["DMS"], "Videokonferenz": ["Chat"]}
LANGUAGES = ("tr", "uk")
# Words, and what a person must have for each of them: the beginning of a name, a department or a topic.
WORDS: dict[str, list[tuple[str, set[str], set[str]]]] = {
    "": [],
    "m": [("m", set(), set())],
    "Muell": [("mull", set(), set())],
    "akte": [("akte", set(), {"E-Akte"})],
    "e-akte": [("eakte", set(), {"E-Akte"})],
    "jugend": [("jugend", {"Jugendamt", "Kita-Verwaltung"}, set())],
    "Kita Verwaltung": [("kita", {"Kita-Verwaltung"}, set()), ("verwaltung", {"Kita-Verwaltung"}, set())],
    "gross müller": [("gros", set(), set()), ("muller", set(), set())],
    "Möler": [("moler", set(), set())],
    "jugendmat": [("jugendmat", set(), set())],
    "videokonferens": [("videokonferens", set(), set())],
}
BEYOND = timedelta(days=30)


@dataclass
class Person:
    """What is true of somebody who may be seen, told without the database."""

    pilot: Pilot
    departments: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    is_away: bool = False

    def has(self, facet: Facet, value: object) -> bool:
        above = {DEPARTMENTS[name][0] for name in self.departments}
        known: dict[Facet, Iterable[object]] = {
            Facet.DEPARTMENT: self.departments | above,
            Facet.SITE: {DEPARTMENTS[name][1] for name in self.departments},
            Facet.TOPIC: self.topics,
            Facet.LANGUAGE: self.languages,
            Facet.ROUND: {self.pilot.appointed_round},
            Facet.REACHABLE: set() if self.is_away else {1},
        }
        return value in known[facet]

    def answers_to(self, words: str) -> bool:
        names = [fold(name) for name in str(self.pilot).replace("-", " ").split()]
        return all(
            any(name.startswith(word) for name in names) or self.departments & places or self.topics & topics
            for word, places, topics in WORDS[words]
        )


@dataclass
class World:
    """The office, which stays, and its people."""

    random: Random
    departments: dict[str, Department]
    topics: dict[str, Topic]
    sites: dict[str, Site]
    visible: list[Person] = field(default_factory=list)

    def key(self, facet: Facet, value: object) -> object:
        """What stands for `value` in an address."""
        rows = {Facet.DEPARTMENT: self.departments, Facet.TOPIC: self.topics, Facet.SITE: self.sites}
        return rows[facet][str(value)].pk if facet in rows else value

    def expected(self, words: str, chosen: dict[Facet, set[object]], without: Facet | None = None) -> list[Person]:
        people = [person for person in self.visible if person.answers_to(words)]
        for facet, values in chosen.items():
            if facet != without:
                people = [person for person in people if any(person.has(facet, value) for value in values)]
        return sorted(people, key=lambda person: (person.pilot.sort_key, person.pilot.pk))


VALUES: dict[Facet, tuple[object, ...]] = {
    Facet.DEPARTMENT: tuple(DEPARTMENTS),
    Facet.TOPIC: tuple(TOPICS),
    Facet.SITE: ("Ostanlage", "Rathaus"),
    Facet.LANGUAGE: LANGUAGES,
    Facet.ROUND: (1, 2),
    Facet.REACHABLE: (1,),
}


def make_office(random: Random) -> World:
    sites = {
        name: Site.objects.create(name=name, street="Weg 1", postcode="35390", city="Gießen")
        for name in ("Ostanlage", "Rathaus")
    }
    departments: dict[str, Department] = {}
    for name, (parent, site) in DEPARTMENTS.items():
        departments[name] = Department.objects.create(
            name=name, parent=departments.get(parent), valid_from=LONG_AGO, sort_key=word_sort_key(name)
        )
        departments[name].sites.add(sites[site])
    topics = {
        name: Topic.objects.create(name=name, synonyms=words, sort_key=word_sort_key(name))
        for name, words in TOPICS.items()
    }
    return World(random, departments, topics, sites)


def populate(world: World) -> None:
    """Up to seven people; half of them hidden for one reason or other, and half of what they told is not released."""
    random = world.random
    people = [Person(make_unsaved(random, number)) for number in range(random.randint(1, 7))]
    Pilot.objects.bulk_create(person.pilot for person in people)
    NameWord.objects.bulk_create(name_words(person.pilot for person in people))
    rows: list[Absence | Consent | DepartmentAssignment | SpokenLanguage | object] = []
    for person in people:
        rows += facts_of(world, person)
    for model in (Absence, Consent, DepartmentAssignment, SpokenLanguage, Pilot.topics.through):
        model.objects.bulk_create(row for row in rows if isinstance(row, model))
    world.visible = [person for person in people if person.pilot.is_appointed_on(TODAY)]


def make_unsaved(random: Random, number: int) -> Pilot:
    begun, over = random.choice(
        [
            (LONG_AGO, None),
            (LONG_AGO, None),
            (TODAY, TODAY + BEYOND),
            (None, None),
            (TODAY + BEYOND, None),
            (LONG_AGO, TODAY),
        ]
    )
    pilot = Pilot(
        given_names=random.choice(("Sam", "Mia")),
        family_name=random.choice(NAMES),
        mail=f"p{number}@giessen.example",
        appointed_from=begun,
        appointed_until=over,
        appointed_round=random.choice((1, 2)),
    )
    set_keys(pilot)
    return pilot


def facts_of(world: World, person: Person) -> list[object]:
    """Rows about somebody, some of them past, some not released; those that may be seen are noted of the person."""
    random, pilot, rows = world.random, person.pilot, list[object]()
    for place, (name, department) in enumerate(random.sample(sorted(world.departments.items()), random.randint(0, 3))):
        until = random.choice((None, None, TODAY, TODAY - BEYOND))
        rows.append(
            DepartmentAssignment(
                pilot=pilot, department=department, valid_from=LONG_AGO, valid_until=until, is_primary=place == 0
            )
        )
        if until is None or until >= TODAY:
            person.departments.add(name)
    for release, told in ((VoluntaryField.TOPICS, person.topics), (VoluntaryField.LANGUAGES, person.languages)):
        state = random.choice(("never", "in force", "withdrawn"))
        if state != "never":
            withdrawn = timezone.now() if state == "withdrawn" else None
            rows.append(
                Consent(
                    pilot=pilot,
                    field=release,
                    text_version="1",
                    given_at=timezone.now() - BEYOND,
                    withdrawn_at=withdrawn,
                )
            )
        every = TOPICS if release == VoluntaryField.TOPICS else LANGUAGES
        chosen = [value for value in every if random.random() < 0.6]
        told.update(chosen if state == "in force" else ())
        for value in chosen:
            if release == VoluntaryField.TOPICS:
                rows.append(Pilot.topics.through(pilot=pilot, topic=world.topics[value]))
            else:
                rows.append(SpokenLanguage(pilot=pilot, language=value))
    for first, last in random.sample(
        [(TODAY, TODAY), (LONG_AGO, None), (LONG_AGO, TODAY - BEYOND)], random.randint(0, 2)
    ):
        rows.append(Absence(pilot=pilot, first_day=first, last_day=last))
        person.is_away |= last is None or last >= TODAY
    return rows


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_the_directory_shows_what_may_be_seen_and_nothing_else(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Pages are short, and in half of the worlds three people are too many to be counted."""
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    with rolled_back():
        world = make_office(Random(seed))
        for _world in range(WORLDS):
            with rolled_back():
                many = world.random.choice((2, 10_000))
                for module in (paging, tallies):
                    monkeypatch.setattr(module, "MANY", many)
                populate(world)
                check(world, *ask(world.random), many)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(random: Random) -> tuple[str, dict[Facet, set[object]]]:
    facets = random.sample(list(Facet), random.choice((0, 0, 1, 2)))
    return random.choice(list(WORDS)), {facet: {random.choice(VALUES[facet]) for _time in range(2)} for facet in facets}


def check(world: World, words: str, chosen: dict[Facet, set[object]], many: int) -> None:
    question = Question(
        words, {facet: frozenset(world.key(facet, value) for value in values) for facet, values in chosen.items()}
    )
    expected = [person.pilot for person in world.expected(words, chosen)]

    first = look_up(question, Position(), TODAY)
    last = look_up(question, Position(is_last=True), TODAY)

    assert list(first.page.pilots) == expected[:2]
    assert list(last.page.pilots) == expected[-2:]
    assert first.page.hits == min(len(expected), many + 1)
    if expected:
        check_pages(question, expected, world.random.randrange(len(expected)))
    if first.facets and len(expected) <= many:
        check_counts(world, words, chosen, first, many)
    check_suggestions(world, first)


def check_pages(question: Question, expected: list[Pilot], here: int) -> None:
    """From a person on, whoever that is, the list goes on and goes back as the whole list does."""
    behind = look_up(question, Position(after=Place.of(expected[here])), TODAY).page
    before = look_up(question, Position(before=Place.of(expected[here])), TODAY).page

    assert list(behind.pilots) == expected[here + 1 : here + 3]
    assert not behind.pilots or behind.has_next == (here + 3 < len(expected))
    assert list(before.pilots) == expected[max(here - 2, 0) : here]
    assert not before.pilots or before.has_previous == (here > 2)


def check_counts(world: World, words: str, chosen: dict[Facet, set[object]], listing: Listing, many: int) -> None:
    for facet, values in VALUES.items():
        others = world.expected(words, chosen, without=facet)
        shown = {choice.value: choice.count for choice in listing.facets.get(facet, ())}
        for value in values:
            count = sum(person.has(facet, value) for person in others)
            is_shown = count or value in chosen.get(facet, ())
            if len(others) <= many:
                assert shown.get(world.key(facet, value)) == (count if is_shown else None), (facet, value)
            else:
                assert shown.get(world.key(facet, value)) is None


def check_suggestions(world: World, listing: Listing) -> None:
    """A proposed word is one that somebody visible bears, or is found by."""
    borne = {fold(word) for person in world.visible for word in str(person.pilot).replace("-", " ").split()}
    for person in world.visible:
        units = person.departments | {DEPARTMENTS[name][0] for name in person.departments}
        borne |= {fold(word) for name in (*units, *person.topics) for word in name.replace("-", " ").split()}
    for words in listing.suggestions:
        assert set(fold(words).split()) <= borne
