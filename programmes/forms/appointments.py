"""The end of an appointment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from programmes.models.appointment import EndReason


class EndForm(forms.Form):
    """From when on the appointment holds no more, and which of the four ends it is."""

    ended_on = DayField(
        label=_("Ends on"),
        help_text=_("From this day on the person is no longer in the directory."),
    )
    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=EndReason.choices,
        coerce=EndReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the reason.")},
    )

    def __init__(self, data: Any = None, *, initial: Any, cancel_url: str) -> None:
        super().__init__(data, initial=initial)
        self.helper = post_helper(_("End appointment"), "ended_on", "reason", cancel_url=cancel_url, danger=True)
