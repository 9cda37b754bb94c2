"""Days on which somebody is away, and who stands in."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.models.pilot import Pilot
from people.rules.colleagues import appointed_as


class AbsenceChangeForm(forms.Form):
    """Until when somebody is away, and who stands in."""

    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you do not know yet."),
    )
    stand_in = forms.CharField(
        label=gettext_lazy("Stand-in"),
        help_text=gettext_lazy("Name or e-mail address of an appointed colleague; who looks for you is sent there."),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, cancel_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = post_helper(gettext_lazy("Save the change"), "last_day", "stand_in", cancel_url=cancel_url)

    def clean_stand_in(self) -> Pilot | None:
        """The one appointed person meant by what was typed."""
        typed = self.cleaned_data["stand_in"]
        if not typed:
            return None
        found = appointed_as(typed, self.today)
        if not found:
            raise forms.ValidationError(_("We find nobody appointed by this name. Please choose from the list."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Please enter the e-mail address."))
        return found[0]


class AbsenceForm(AbsenceChangeForm):
    """All about days to come."""

    first_day = DayField(label=gettext_lazy("First day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["first_day"])
        self.helper = post_helper(gettext_lazy("Enter the days"), Row("first_day", "last_day"), "stand_in")
