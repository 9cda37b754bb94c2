"""Whom to issue letters of appointment to, and from when on they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from programmes.forms.signing import ChoosesSignatory
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.letter_text import Signatory
from programmes.rules.terms import term_end


class IssueForm(ChoosesSignatory):
    """The people of one round and the days; `reviewed` says what the page showed when the button was pressed."""

    effective_from = DayField(
        label=_("With effect from"),
        help_text=_("From this day on they are appointed and stand in the directory."),
    )
    effective_until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The last day of the term. Empty: until further notice."),
    )
    reviewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, cohort: Cohort, data: Any = None, *, today: date, request: HttpRequest | None = None) -> None:
        super().__init__(data, initial={"effective_from": today, "effective_until": term_end(today)})
        self.ask_who_signs(today)
        self.fields["enrolments"] = ChosenRows(
            Enrolment.objects.filter(cohort=cohort),
            label=_("People"),
            error_messages={
                "required": _("Please choose at least one person."),
                "invalid_choice": _("Somebody chosen is not in this round."),
                "invalid_pk_value": _("Somebody chosen is not in this round."),
            },
        )
        if request is not None:
            self.ask_who_is_there(request)

    @property
    def shown_days(self) -> tuple[date, date | None]:
        """The days the page speaks of: what was typed, where it makes sense, else what the form begins with."""
        if not self.is_bound:
            return self.initial["effective_from"], self.initial["effective_until"]
        typed = self.cleaned_data if self.errors or self.is_valid() else {}
        return typed.get("effective_from", self.initial["effective_from"]), typed.get("effective_until")

    def is_as_reviewed(self) -> bool:
        """Whether exactly these people, days and signatory were shown before: only then may letters be issued."""
        chosen: dict[str, Any] = self.cleaned_data
        days = (chosen["effective_from"], chosen["effective_until"])
        return bool(chosen["reviewed"] == review_mark(chosen["enrolments"], *days, self.deputy))


def review_mark(
    enrolments: Iterable[Enrolment], effective_from: date, effective_until: date | None, deputy: Signatory | None = None
) -> str:
    """What a page with these people and these days carries, and with the deputy who signs, if one does."""
    people = map(str, sorted(enrolment.pk for enrolment in enrolments))
    until = [f"until {effective_until.isoformat()}"] if effective_until else []
    return ",".join([effective_from.isoformat(), *until, *people, *([f"deputy {deputy.pk}"] if deputy else [])])
