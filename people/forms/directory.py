from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from people.models.spoken_language import Language
from people.rules.paging import Place, Position
from people.rules.search import Facet, Question

# More choices than a page could offer are no question.
MOST_CHOICES = 50


class Keys(forms.Field):
    """Keys of rows out of an address, as a set; what is no key is left out, as an old address is still an address."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> frozenset[int]:
        keys = [text for text in value or () if text.isascii() and text.isdecimal() and len(text) < 10]
        return frozenset(int(key) for key in keys[:MOST_CHOICES])


class Languages(forms.Field):
    """Codes of languages that the register knows; others are left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> frozenset[str]:
        return frozenset(Language.values).intersection(value or ())


class PlaceField(forms.CharField):
    """A place in the list, or None for what names none."""

    def clean(self, value: Any) -> Place | None:
        return Place.read(str(value or ""))


class DirectorySearch(forms.Form):
    """What somebody looks for in the directory; a GET form, so that its address can be shared."""

    q = forms.CharField(label=_("Name, department or topic"), required=False)
    department = Keys(required=False)
    topic = Keys(required=False)
    site = Keys(required=False)
    language = Languages(required=False)
    round = Keys(required=False)
    reachable = forms.BooleanField(required=False)
    # Where a page begins: behind a person or at a letter, before a person, or so that it is the last one.
    after = PlaceField(required=False)
    before = PlaceField(required=False)
    end = forms.BooleanField(required=False)

    @cached_property
    def question(self) -> Question:
        """What is looked for; a field that is not valid asks for nothing."""
        self.is_valid()
        told = self.cleaned_data
        chosen: dict[Facet, Collection[int | str]] = {
            facet: told.get(facet, frozenset()) for facet in Facet if facet != Facet.REACHABLE
        }
        if told.get(Facet.REACHABLE):
            chosen[Facet.REACHABLE] = frozenset({1})
        return Question(told.get("q", ""), chosen)

    @property
    def position(self) -> Position:
        """Which page of it."""
        self.is_valid()
        told = self.cleaned_data
        return Position(told.get("after"), told.get("before"), bool(told.get("end")))

    def address(self, *, without: tuple[Facet, int | str] | None = None, **more: object) -> str:
        """The query of the same question, without one choice if wanted, and with `more` about the page."""
        return "?" + urlencode([*(pair for pair in self._pairs if pair != without), *more.items()])

    @cached_property
    def _pairs(self) -> list[tuple[str, int | str]]:
        question = self.question
        choices: list[tuple[str, int | str]] = [
            (facet.value, value) for facet in question.active for value in sorted(question.chosen[facet])
        ]
        return [("q", question.words), *choices] if question.words else choices
