"""Looking for letters in the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from people.models.department import Department
from people.rules.folding import fold, name_sort_key
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter, AppointmentLetterQuerySet, LetterKind, LetterStanding
from programmes.models.letter_text import TextKind

KINDS = [
    (LetterKind.APPOINTMENT.value, LetterKind.APPOINTMENT.label),
    (TextKind.RENEWAL.value, TextKind.RENEWAL.label),
    (LetterKind.REPLACEMENT.value, LetterKind.REPLACEMENT.label),
    (LetterKind.END.value, LetterKind.END.label),
]


class Given(models.TextChoices):
    """Whether a letter reached its owner's hands."""

    YES = "yes", _("handed over")
    NO = "no", _("not yet handed over")


class LetterFilter(forms.Form):
    """Words of the name or number, round, department, year, kind, standing today, handed over or not; all optional."""

    unmarked = True
    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    round = forms.ModelChoiceField(Cohort.objects.all(), label=_("Round"), required=False, empty_label=_("all"))
    standing = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *LetterStanding.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KINDS])
    given = forms.ChoiceField(label=_("Handed over"), required=False, choices=[("", _("all")), *Given.choices])

    def __init__(self, data: Any, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year of issue"),
            required=False,
            choices=[("", _("all")), *((year, str(year)) for year in years)],
            coerce=int,
            empty_value=None,
        )
        with_letters = Enrolment.objects.filter(appointments__letters__isnull=False).values("department")
        self.fields["department"] = forms.ModelChoiceField(
            Department.objects.filter(pk__in=with_letters).order_by("sort_key", "pk"),
            label=_("Department"),
            required=False,
            empty_label=_("all"),
        )
        self.helper = filter_helper(
            _("Show"), "q", "round", "department", "year", "kind", "standing", "given", inline=True
        )
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
        if chosen.get("kind"):
            letters = letters.of_kind(chosen["kind"])
        if chosen.get("department"):
            letters = letters.filter(appointment__enrolment__department=chosen["department"])
        if chosen.get("given") == Given.YES:
            letters = letters.filter(handover__isnull=False)
        if chosen.get("given") == Given.NO:
            letters = letters.to_hand_over()
        return named(letters, chosen.get("q", ""))


def named(letters: AppointmentLetterQuerySet, words: str) -> AppointmentLetterQuerySet:
    """Those of `letters` with all `words` in their number, the name as printed or the name of today."""
    for word in words.split():
        found = Q(reference__icontains=word)
        if key := name_sort_key(word, "").strip():
            found |= Q(sort_key_as_printed__contains=key)
        if folded := fold(word):
            found |= Q(appointment__pilot__search_text__contains=folded)
        letters = letters.filter(found)
    return letters


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
