"""Who is found in the directory: by words and by what else was chosen, only ever among those appointed that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot, PilotQuerySet
from people.models.spoken_language import SpokenLanguage
from people.rules.folding import fold
from people.rules.vocabulary import Vocabulary

MOST_WORDS = 8
# Behind every letter and digit of a folded word, so that a range is a prefix on every database.
BEHIND = "{"


class Facet(TextChoices):
    """By what a list can be narrowed; the values name the fields in the address."""

    REACHABLE = "reachable", _("Reachability")
    DEPARTMENT = "department", _("Department")
    TOPIC = "topic", _("Topic")
    SITE = "site", _("Site")
    LANGUAGE = "language", _("Language")
    ROUND = "round", _("Round")


@dataclass(frozen=True)
class Question:
    """What somebody looks for: words as typed, and per facet the choices of which one is enough."""

    words: str = ""
    chosen: Mapping[Facet, Collection[Any]] = field(default_factory=dict)

    @property
    def is_for_everybody(self) -> bool:
        return not self.words and not self.active

    @property
    def active(self) -> list[Facet]:
        """The facets with a choice."""
        return [facet for facet in Facet if self.chosen.get(facet)]


def found_by_words(words: str, vocabulary: Vocabulary, today: date) -> PilotQuerySet:
    """Those appointed on `today` whom every word fits: as a name, a department, a released topic or the role's name.

    A word with an @ is the beginning of an e-mail address. Words without a letter or digit do not matter; if there
    are too many, nobody is found.
    """
    pilots = Pilot.objects.appointed_on(today)
    asked = words.split()
    if len(asked) > MOST_WORDS:
        return pilots.none()
    whole = fold(words).replace(" ", "")
    for token in asked:
        if "@" in token:
            pilots = pilots.filter(mail__istartswith=token)
        for word in () if "@" in token else _words_of(token, vocabulary):
            pilots = pilots.filter(pk__in=_fitting(word, {word, whole}, vocabulary, today))
    return pilots


def narrowed(pilots: PilotQuerySet, question: Question, today: date, without: Facet | None = None) -> PilotQuerySet:
    """Those of `pilots` who fit what was chosen in every facet but `without`."""
    for facet in question.active:
        if facet != without:
            pilots = _fitting_choice(pilots, facet, question.chosen[facet], today)
    return pilots


def _words_of(token: str, vocabulary: Vocabulary) -> list[str]:
    """The words to look for in what was typed between two blanks: none where the role is named.

    "E-Akte" is one word where the office knows "eakte", and two words otherwise, as in a double name.
    """
    words = fold(token).split()
    joined = "".join(words)
    if vocabulary.means_everybody(joined):
        return []
    if vocabulary.departments_called([joined]) or vocabulary.topics_called([joined]):
        return [joined]
    return [word for word in words if not vocabulary.means_everybody(word)]


def released(field: VoluntaryField) -> Exists:
    """That the pilot of a row shows `field` to colleagues."""
    return Exists(Consent.objects.in_force().filter(field=field, pilot=OuterRef("pilot")))


def _fitting(word: str, spellings: Iterable[str], vocabulary: Vocabulary, today: date) -> QuerySet[Any, Any]:
    """The keys of those whom one word fits, by name and by what the office calls so: each by an index of its own."""
    fits: QuerySet[Any, Any] = NameWord.objects.filter(word__gte=word, word__lt=word + BEHIND).values_list("pilot")
    if departments := vocabulary.departments_called(spellings):
        fits = fits.union(_working_in(departments, today), all=True)
    if topics := vocabulary.topics_called(spellings):
        fits = fits.union(_asked_about(topics), all=True)
    return fits


def _fitting_choice(pilots: PilotQuerySet, facet: Facet, chosen: Collection[Any], today: date) -> PilotQuerySet:
    match facet:
        case Facet.DEPARTMENT:
            return pilots.filter(pk__in=_working_in(chosen, today))
        case Facet.TOPIC:
            return pilots.filter(pk__in=_asked_about(chosen))
        case Facet.SITE:
            working = DepartmentAssignment.objects.valid_on(today).filter(department__sites__in=chosen)
            return pilots.filter(
                pk__in=working.filter(department__in=Department.objects.valid_on(today)).values("pilot")
            )
        case Facet.LANGUAGE:
            speaking = SpokenLanguage.objects.filter(released(VoluntaryField.LANGUAGES), language__in=chosen)
            return pilots.filter(pk__in=speaking.values("pilot"))
        case Facet.ROUND:
            return pilots.filter(appointed_round__in=chosen)
        case Facet.REACHABLE:
            return pilots.exclude(pk__in=Absence.objects.covering(today).values("pilot"))


def _working_in(departments: Collection[int], today: date) -> QuerySet[Any, Any]:
    """The keys of those who work on that day in one of `departments` or in a department below it."""
    below = RawSQL(*_with_those_below(departments, today))
    return DepartmentAssignment.objects.valid_on(today).filter(department__in=below).values_list("pilot")


def _with_those_below(departments: Collection[int], today: date) -> tuple[str, list[Any]]:
    """The keys of `departments` and of all below them that exist on that day; a circle in the record has an end."""
    table = Department._meta.db_table
    roots = ", ".join("%s" for _department in departments)
    sql = f"""
        WITH RECURSIVE below(id) AS (
            SELECT id FROM {table} WHERE id IN ({roots}) AND valid_from <= %s
                AND (valid_until IS NULL OR valid_until >= %s)
            UNION
            SELECT unit.id FROM {table} unit JOIN below ON unit.parent_id = below.id
                WHERE unit.valid_from <= %s AND (unit.valid_until IS NULL OR unit.valid_until >= %s)
        )
        SELECT id FROM below"""
    return sql, [*departments, *[today] * 4]


def _asked_about(topics: Collection[int]) -> QuerySet[Any, Any]:
    """The keys of those who have released that they can be asked about one of `topics`."""
    asked = Pilot.topics.through.objects.filter(released(VoluntaryField.TOPICS), topic__in=topics)
    return asked.values_list("pilot")
