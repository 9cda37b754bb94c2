from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.models.entry_report import ReportKind, ReportOutcome


class EntryReportForm(forms.Form):
    """What is wrong with an entry, in a few fixed words and, if need be, a few own ones."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    note = forms.CharField(
        label=_("What would be right?"),
        required=False,
        max_length=200,
        help_text=_("If you know it, for example the new extension. Please do not write why."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Please use at most 200 characters.")},
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(_("Send the report"), cancel_url=cancel_url)


class SettlementForm(forms.Form):
    """What came of a report."""

    outcome = forms.ChoiceField(choices=ReportOutcome.choices)
