"""Form fields that every page uses alike."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, entered with the browser's own calendar, which sends it as 2026-03-02."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "required": _("Please enter the day."),
        "invalid": _("Please enter the day as a date."),
    }
