"""Form fields that every page uses alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, entered with the browser's own calendar, which sends it as 2026-03-02."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "required": _("Please enter the day."),
        "invalid": _("Please enter the day as a date."),
    }


class SeveralFilesInput(forms.FileInput):
    """The browser's own choice of files, of which several may be taken."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, cleaned into a list; an empty one where none was chosen."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file is checked as a single one is; what is wrong with any of them is told once."""
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in chosen]
