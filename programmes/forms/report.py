"""Which year is reported on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper


class ReportForm(forms.Form):
    """The newest year unless another one is asked for; one there is no report of is said to be wrong."""

    unmarked = True
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, error_messages={"invalid_choice": _("There is no report of this year.")}
    )
    helper = filter_helper(_("Show"), "year", inline=True)

    def __init__(self, asked: QueryDict, *, years: Sequence[int]) -> None:
        super().__init__({"year": asked.get("year") or years[0]})
        cast("forms.TypedChoiceField", self.fields["year"]).choices = [(year, str(year)) for year in years]
        self.full_clean()
        self.chosen: int = self.cleaned_data.get("year", years[0])
