"""Looking for letters in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter, AppointmentLetterQuerySet, LetterStanding


class LetterFilter(forms.Form):
    """Round, year of issue, standing today, and whether somebody still waits for the letter; all optional."""

    unmarked = True
    round = forms.ModelChoiceField(Cohort.objects.all(), label=_("Round"), required=False, empty_label=_("all"))
    standing = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *LetterStanding.choices])
    waiting = forms.BooleanField(label=_("not yet handed over"), required=False)

    def __init__(self, data: Any, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year of issue"),
            required=False,
            choices=[("", _("all")), *((year, str(year)) for year in years)],
            coerce=int,
            empty_value=None,
        )
        self.helper = filter_helper(_("Show"), "round", "year", "standing", "waiting", inline=True)
        self.full_clean()

    @property
    def cohort(self) -> Cohort | None:
        """The one round asked for, if there is one."""
        found: Cohort | None = self.cleaned_data.get("round")
        return found

    def apply(self, letters: AppointmentLetterQuerySet, today: date) -> AppointmentLetterQuerySet:
        """Those of `letters` asked for; what is no choice is passed over."""
        chosen = self.cleaned_data
        if self.cohort is not None:
            letters = letters.of_round(self.cohort)
        if chosen.get("year"):
            letters = letters.filter(year=chosen["year"])
        if chosen.get("standing"):
            letters = letters.with_standing(LetterStanding(chosen["standing"]), today)
        return letters.to_hand_over() if chosen.get("waiting") else letters


class RoundForm(forms.Form):
    """The one round that is meant; anything else than the key of a round is refused."""

    round = forms.ModelChoiceField(Cohort.objects.select_related("curriculum"), widget=forms.HiddenInput)


class HandoverForm(forms.Form):
    """Which letters were handed over, when, where and by whom."""

    held_on = DayField(
        label=_("Day"),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        help_text=_("For example: town hall, council chamber."),
        error_messages={"required": _("Please enter the place.")},
    )
    host = forms.CharField(
        label=_("Handed over by"), max_length=200, error_messages={"required": _("Please enter who handed them over.")}
    )

    def __init__(self, cohort: Cohort, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["letters"] = ChosenRows(
            AppointmentLetter.objects.of_round(cohort),
            label=_("Letters"),
            error_messages={
                "required": _("Please choose at least one letter."),
                "invalid_choice": _("A letter chosen is not of this round."),
                "invalid_pk_value": _("A letter chosen is not of this round."),
            },
        )
