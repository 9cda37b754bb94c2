"""A ceremony, the letters on its list, their order and their steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from programmes.actions.ceremonies import Order
from programmes.models.ceremony import Ceremony, Step
from programmes.rules.ceremony import waiting_letters


class CeremonyForm(forms.Form):
    """When, where, and who hands the letters over."""

    held_on = DayField(label=_("Day"))
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        help_text=_("For example: town hall, council chamber."),
        error_messages={"required": _("Please enter the place.")},
    )
    host = forms.CharField(
        label=_("Handed over by"), max_length=200, error_messages={"required": _("Please enter who hands them over.")}
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(_("Save the ceremony"), cancel_url=cancel_url)


class ListForm(forms.Form):
    """Which of the letters that wait are put on the list."""

    def __init__(self, ceremony: Ceremony, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self.fields["letters"] = ChosenRows(
            waiting_letters(today, ceremony),
            label=_("Letters"),
            error_messages={
                "required": _("Please choose at least one letter."),
                "invalid_choice": _("A letter chosen does not wait any more. Please look at the list again."),
                "invalid_pk_value": _("A letter chosen does not wait any more. Please look at the list again."),
            },
        )


class EntryForm(forms.Form):
    """One letter of the list, or none where all are meant."""

    def __init__(self, ceremony: Ceremony, data: Any = None) -> None:
        super().__init__(data)
        self.fields["entry"] = forms.ModelChoiceField(
            ceremony.entries.select_related("ceremony", "letter"),
            required=False,
            widget=forms.HiddenInput,
            error_messages={"invalid_choice": _("This letter is not on the list any more.")},
        )


class StepForm(EntryForm):
    """What happened to one letter or to all, and on which day; or that what was noted last was wrong."""

    unmarked = True
    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)
    back = forms.BooleanField(required=False, widget=forms.HiddenInput)
    day = DayField(label=_("Day"), required=False, help_text=_("Empty: today."))

    def clean(self) -> dict[str, Any]:
        """Only what was noted of one letter is taken back."""
        typed = self.cleaned_data
        if typed.get("back") and typed.get("entry") is None and not self.errors:
            raise forms.ValidationError(_("Please choose the letter."))
        return typed


class ArrangeForm(EntryForm):
    """How the list changes: all of it put in order, one letter moved by a place, or one taken off."""

    UP, DOWN, OFF = "up", "down", "off"
    do = forms.ChoiceField(choices=[*Order.choices, (UP, UP), (DOWN, DOWN), (OFF, OFF)], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """One letter is moved or taken off; the order is that of all."""
        typed = self.cleaned_data
        if typed.get("do") in (self.UP, self.DOWN, self.OFF) and typed.get("entry") is None and not self.errors:
            raise forms.ValidationError(_("Please choose the letter."))
        return typed
