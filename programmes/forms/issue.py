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
from programmes.models.letter_text import Signatory


class IssueForm(forms.Form):
    """The people of one round and the day; `reviewed` says what the page showed when the button was pressed."""

    effective_from = DayField(
        label=_("With effect from"),
        help_text=_("From this day on they are appointed and stand in the directory."),
    )
    reviewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, cohort: Cohort, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"effective_from": today})
        self._signing = list(Signatory.objects.signing_on(today))
        if len(self._signing) > 1:
            choices = [(str(one.pk), str(one)) for one in self._signing]
            self.fields["signatory"] = forms.ChoiceField(label=_("Signed by"), choices=choices, required=False)
        self.fields["enrolments"] = ChosenRows(
            Enrolment.objects.filter(cohort=cohort),
            label=_("People"),
            error_messages={
                "required": _("Please choose at least one person."),
                "invalid_choice": _("Somebody chosen is not in this round."),
                "invalid_pk_value": _("Somebody chosen is not in this round."),
            },
        )

    def clean_signatory(self) -> Signatory | None:
        """Who signs in place of the one who usually does; None where nobody does."""
        chosen = self.cleaned_data["signatory"]
        return next((one for one in self._signing[1:] if str(one.pk) == chosen), None)

    def is_as_reviewed(self) -> bool:
        """Whether exactly these people, day and signatory were shown before: only then may letters be issued."""
        chosen: dict[str, Any] = self.cleaned_data
        mark = review_mark(chosen["enrolments"], chosen["effective_from"], chosen.get("signatory"))
        return bool(chosen["reviewed"] == mark)


def review_mark(enrolments: Iterable[Enrolment], effective_from: date, deputy: Signatory | None = None) -> str:
    """What a page with these people and this day carries, and with the deputy who signs, if one does."""
    people = [effective_from.isoformat(), *map(str, sorted(enrolment.pk for enrolment in enrolments))]
    return ",".join([*people, f"deputy {deputy.pk}"] if deputy else people)
