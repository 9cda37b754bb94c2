"""Whom to issue letters of appointment to, and from when on they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment


class IssueForm(forms.Form):
    """The people of one round and the day; `reviewed` says what the page showed when the button was pressed."""

    effective_from = DayField(
        label=_("With effect from"),
        help_text=_("From this day on they are appointed and stand in the directory."),
    )
    reviewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, cohort: Cohort, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"effective_from": today})
        self.fields["enrolments"] = ChosenRows(
            Enrolment.objects.filter(cohort=cohort),
            label=_("People"),
            error_messages={
                "required": _("Please choose at least one person."),
                "invalid_choice": _("Somebody chosen is not in this round."),
                "invalid_pk_value": _("Somebody chosen is not in this round."),
            },
        )

    def is_as_reviewed(self) -> bool:
        """Whether exactly these people and this day were shown before: only then may letters be issued."""
        chosen: dict[str, Any] = self.cleaned_data
        return bool(chosen["reviewed"] == review_mark(chosen["enrolments"], chosen["effective_from"]))


def review_mark(enrolments: Iterable[Enrolment], effective_from: date) -> str:
    """What a page with these people and this day carries."""
    return ",".join([effective_from.isoformat(), *map(str, sorted(enrolment.pk for enrolment in enrolments))])
