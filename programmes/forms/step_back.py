"""Stepping back on one's own wish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField


class StepBackForm(forms.Form):
    """The first day on which one is no longer a pilot; no reason is asked for."""

    ended_on = DayField(
        label=_("First day without the role"),
        help_text=_("Today or a day within the next year. Until the day before, everything stays as it is."),
    )

    def __init__(self, data: Any = None, *, initial: Any, cancel_url: str) -> None:
        super().__init__(data, initial=initial)
        self.helper = post_helper(_("Step back"), "ended_on", cancel_url=cancel_url, danger=True)
