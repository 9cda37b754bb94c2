"""People are found however somebody types what they look for, and nobody is who is not appointed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department, Site
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from people.rules.folding import fold
from people.rules.search import MOST_WORDS, Facet, Question, found_by_words, narrowed
from people.rules.vocabulary import known_on
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_programme

pytestmark = pytest.mark.django_db


def make_topic(name: str = "E-Akte", *synonyms: str) -> Topic:
    return Topic.objects.create(name=name, synonyms=list(synonyms), sort_key=fold(name))


def make_asked(family_name: str, topic: Topic, **fields: Any) -> Pilot:
    """Somebody appointed who has released that they can be asked about `topic`."""
    pilot = make_pilot(family_name, **{"appointed_from": LONG_AGO, **fields})
    pilot.topics.add(topic)
    release(pilot, VoluntaryField.TOPICS)
    return pilot


def release(pilot: Pilot, field: VoluntaryField) -> Consent:
    return Consent.objects.create(pilot=pilot, field=field, text_version="2026-1", given_at=timezone.now())


def found(words: str, day: date = TODAY) -> list[str]:
    """The family names of whom `words` find, in order."""
    return [pilot.family_name for pilot in found_by_words(words, known_on(day), day).in_order()]


def chosen(**choices: Any) -> list[str]:
    question = Question(chosen={Facet(name): {getattr(value, "pk", value)} for name, value in choices.items()})
    return [pilot.family_name for pilot in narrowed(Pilot.objects.appointed_on(TODAY), question, TODAY).in_order()]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Mueller", ["Müller"]),
        ("Muller", ["Müller"]),
        ("müller", ["Müller"]),
        ("MÜLLER", ["Müller"]),
        ("gross", ["Groß", "Gross"]),
        ("groß", ["Groß", "Gross"]),
        ("Oeztuerk", ["Öztürk"]),
        ("Ozturk", ["Öztürk"]),
        ("Yildiz", ["Yıldız"]),
        ("lotsin", ["Groß", "Gross", "Müller", "Öztürk", "Yıldız"]),
        ("Lots*in", ["Groß", "Gross", "Müller", "Öztürk", "Yıldız"]),
        ("Lots:innen", ["Groß", "Gross", "Müller", "Öztürk", "Yıldız"]),
        ("Digi-Lotsen", ["Groß", "Gross", "Müller", "Öztürk", "Yıldız"]),
        ("eakte", ["Öztürk"]),
        ("E-Akte", ["Öztürk"]),
        ("e akte", ["Öztürk"]),
        ("elektronische Akte", ["Öztürk"]),
        ("DMS", ["Öztürk"]),
        ("51", ["Yıldız"]),
        ("Amt 51", ["Yıldız"]),
        ("Amt51", ["Yıldız"]),
        ("jugend", ["Yıldız"]),
        ("Jugendamt", ["Yıldız"]),
        ("gießen", []),
        ("öz akte", ["Öztürk"]),
        ("müller akte", []),
        ("digi lotsin öz", ["Öztürk"]),
        ("oe@giessen.example", ["Öztürk"]),
        ("OE@gies", ["Öztürk"]),
        ("e@giessen", []),
        ("***", ["Groß", "Gross", "Müller", "Öztürk", "Yıldız"]),
        ("dieter", []),
        ("o " * (MOST_WORDS + 1), []),
    ],
)
def test_who_looks_for_something_finds_it(typed: str, names: list[str]) -> None:
    make_programme()
    known: dict[str, Any] = {"appointed_from": LONG_AGO, "department": make_department("Kämmerei")}
    make_pilot("Müller", **known)
    make_pilot("Groß", given_names="Al", **known)
    make_pilot("Gross", given_names="Bo", **known)
    make_asked("Öztürk", make_topic("E-Akte", "elektronische Akte", "DMS"), mail="oe@giessen.example", **known)
    make_pilot("Yıldız", appointed_from=LONG_AGO, department=make_department("Jugendamt", number="51"))

    assert found(typed) == names


def test_a_department_is_found_with_those_below_it() -> None:
    office = make_department("Jugendamt", number="51")
    below = make_department("Wirtschaftliche Hilfen", kind="abteilung", parent=office)
    make_pilot("Unten", department=below, appointed_from=LONG_AGO)
    make_pilot("Anderswo", appointed_from=LONG_AGO)

    assert found("jugendamt") == ["Unten"]


def test_a_department_is_found_by_the_names_it_had() -> None:
    office = make_department("Amt für Jugend und Soziales")
    middle = make_department("Jugendpflege", valid_until=LONG_AGO + timedelta(days=400), successor=office)
    make_department("Fürsorgestelle", number="990077", valid_until=LONG_AGO + timedelta(days=90), successor=middle)
    make_pilot("Heutig", department=office, appointed_from=LONG_AGO)
    make_pilot("Anderswo", appointed_from=LONG_AGO)

    assert [found(words) for words in ("fürsorge", "990077", "jugendpflege")] == [["Heutig"]] * 3


def test_a_department_left_finds_nobody() -> None:
    office = make_department("Jugendamt")
    DepartmentAssignment.objects.filter(pilot=make_pilot("Fort", department=office, appointed_from=LONG_AGO)).update(
        valid_until=TODAY - timedelta(days=1)
    )
    make_pilot("Da", department=office, appointed_from=LONG_AGO)

    assert found("jugendamt") == ["Da"]
    assert chosen(department=office) == ["Da"]


HIDDEN: dict[str, dict[str, Any]] = {
    "in training": {"appointed_from": None},
    "appointed tomorrow": {"appointed_from": TODAY + timedelta(days=1)},
    "ended today": {"appointed_until": TODAY},
}


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("words", ["listlos", "list@", "jugendamt", "eakte", "lotsin", ""])
def test_whoever_is_not_appointed_is_not_found(words: str, facts: dict[str, Any]) -> None:
    make_programme()
    office, topic = make_department("Jugendamt"), make_topic()
    make_asked("Listlos", topic, department=office, mail="list@giessen.example", **facts)
    assert found(words) == []

    make_asked("Listlos", topic, department=office, mail="list@giessen.example.org")

    assert found(words) == ["Listlos"]


def test_a_topic_finds_only_those_who_released_it() -> None:
    topic = make_topic()
    make_asked("Offen", topic)
    make_pilot("Still", appointed_from=LONG_AGO).topics.add(topic)
    withdrawn = make_asked("Wieder-Still", topic)
    withdrawn.consents.update(withdrawn_at=timezone.now())
    other = make_pilot("Anders-Offen", appointed_from=LONG_AGO)
    other.topics.add(topic)
    release(other, VoluntaryField.LANGUAGES)

    assert found("eakte") == ["Offen"]
    assert chosen(topic=topic) == ["Offen"]


def test_a_language_finds_only_those_who_released_it() -> None:
    for name, field in {"Offen": VoluntaryField.LANGUAGES, "Still": VoluntaryField.TOPICS}.items():
        pilot = make_pilot(name, appointed_from=LONG_AGO)
        SpokenLanguage.objects.create(pilot=pilot, language="tr")
        release(pilot, field)

    assert chosen(language="tr") == ["Offen"]


def test_a_site_is_where_the_department_is() -> None:
    site = Site.objects.create(name="Rathaus", street="Berliner Platz 1", postcode="35390", city="Gießen")
    office = make_department("Jugendamt")
    office.sites.add(site)
    make_pilot("Drin", department=office, appointed_from=LONG_AGO)
    make_pilot("Draußen", appointed_from=LONG_AGO)

    assert chosen(site=site) == ["Drin"]


def test_reachable_is_who_is_not_absent_today() -> None:
    for name, last_day in {"Weg": TODAY, "Zurück": TODAY - timedelta(days=1), "Lange weg": None}.items():
        Absence.objects.create(pilot=make_pilot(name, appointed_from=LONG_AGO), first_day=LONG_AGO, last_day=last_day)

    assert chosen(reachable=1) == ["Zurück"]


def test_within_a_facet_one_choice_is_enough_and_every_facet_counts() -> None:
    one, two, topic = make_department("Eins"), make_department("Zwei"), make_topic()
    make_asked("Eins-Akte", topic, department=one)
    make_pilot("Eins-Ohne", department=one, appointed_from=LONG_AGO)
    make_asked("Zwei-Akte", topic, department=two, appointed_round=3)
    make_asked("Drei-Akte", topic)
    both = Question(chosen={Facet.DEPARTMENT: {one.pk, two.pk}, Facet.TOPIC: {topic.pk}})

    people = narrowed(Pilot.objects.appointed_on(TODAY), both, TODAY).in_order()

    assert [pilot.family_name for pilot in people] == ["Eins-Akte", "Zwei-Akte"]
    assert chosen(department=two, round=3) == ["Zwei-Akte"]


def test_a_circle_of_departments_has_an_end() -> None:
    upper, lower = make_department("Oben"), make_department("Unten")
    Department.objects.filter(pk=upper.pk).update(parent=lower)
    Department.objects.filter(pk=lower.pk).update(parent=upper)
    make_pilot("Mitte", department=upper, appointed_from=LONG_AGO)

    assert chosen(department=lower) == ["Mitte"]


LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéèçñłøğşıİćČůžðþæœÅâ"
NAMES = st.lists(st.text(LETTERS, min_size=2, max_size=9).map(str.capitalize), min_size=1, max_size=3)
SPELLINGS = {
    "small": str.casefold,
    "big": str.upper,
    "two letters": lambda name: name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})),
    "no dots": lambda name: name.translate(str.maketrans({"ä": "a", "ö": "o", "ü": "u"})),
    "apart": lambda name: name.replace("-", " "),
}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=NAMES, spelling=st.sampled_from(sorted(SPELLINGS)), length=st.integers(1, 9))
def test_spellings_of_one_name_meet(parts: list[str], spelling: str, length: int) -> None:
    name = "-".join(parts)
    pilot = make_pilot(name, given_names="", appointed_from=LONG_AGO)

    typed = SPELLINGS[spelling](name)

    known = known_on(TODAY)
    assert pilot in found_by_words(typed, known, TODAY)
    assert pilot in found_by_words(SPELLINGS[spelling](parts[-1][:length]), known, TODAY)
