"""The end of an appointment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from programmes.forms.signing import ChoosesSignatory
from programmes.models.appointment import EndReason


class EndForm(ChoosesSignatory):
    """From when on the appointment holds no more, why, and whether a letter goes with it.

    A term that is over is noted by the register itself.
    """

    ended_on = DayField(
        label=_("First day without the appointment"),
        help_text=_("From this day on the person is no longer in the directory; the day before is the last one."),
    )
    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=[(reason.value, reason.label) for reason in EndReason if reason != EndReason.EXPIRED],
        coerce=EndReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the reason.")},
    )

    with_letter = forms.BooleanField(
        label=_("Issue a letter with thanks"),
        required=False,
        help_text=_("It gets a number of its own. It can be issued later, too."),
    )

    def __init__(self, data: Any = None, *, cancel_url: str, request: HttpRequest, today: date) -> None:
        super().__init__(data, initial={"ended_on": today})
        self.ask_who_signs(today)
        self.ask_who_is_there(request)
        fields = ("ended_on", "reason", "with_letter", *self.signing_fields, *self.identity_fields)
        self.helper = post_helper(_("End appointment"), *fields, cancel_url=cancel_url, danger=True)
