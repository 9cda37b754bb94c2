from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from people.models.role_grant import Role, RoleGrant
from programmes.actions.cohorts import CohortPlan
from programmes.models.cohort import Cohort
from programmes.models.curriculum import Curriculum

# A year later on the same weekday.
A_YEAR = timedelta(weeks=52)
DATES = ("opens_on", "closes_on", "starts_on", "ends_on")


class CohortPlanForm(forms.Form):
    """How a round is planned: when, for how many, with which curriculum, by whom."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=9999)
    title = forms.CharField(label=_("Title"), max_length=200)
    opens_on = DayField(label=_("Enrolment opens on"))
    closes_on = DayField(label=_("Enrolment closes on"))
    starts_on = DayField(label=_("Training starts on"))
    ends_on = DayField(label=_("Training ends on"))
    seats = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=1000, error_messages={"min_value": _("At least 1 seat.")}
    )
    minimum = forms.IntegerField(
        label=_("Smallest number of people"), min_value=0, max_value=1000, help_text=_("0: it takes place in any case.")
    )
    offer_days = forms.IntegerField(
        label=_("Days an offered place is kept"),
        min_value=1,
        max_value=90,
        help_text=_("Then the next one may have it."),
    )
    promotes_by_itself = forms.BooleanField(
        label=_("A free place is offered by itself to whoever waits longest"), required=False
    )
    call = forms.CharField(
        label=_("Words of the call"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What employees read while the round is planned or takes people."),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any], today: date, cancel_url: str) -> None:
        super().__init__(data, initial=initial)
        self.fields["curriculum"] = forms.ModelChoiceField(
            Curriculum.objects.order_by("-version"), label=_("Curriculum"), empty_label=_("please choose")
        )
        self.fields["coordinators"] = ChosenRows(
            RoleGrant.objects.holders(Role.COORDINATOR, today),
            label=_("Coordinators"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one coordinator.")},
        )
        self.helper = post_helper(
            _("Save round"),
            Row("number", "title"),
            Fieldset(_("Enrolment"), Row("opens_on", "closes_on")),
            Fieldset(_("Training"), Row("starts_on", "ends_on"), "curriculum"),
            Fieldset(_("Places"), Row("seats", "minimum", "offer_days"), "promotes_by_itself"),
            Fieldset(_("Who looks after it"), "coordinators"),
            "call",
            cancel_url=cancel_url,
        )

    def clean(self) -> None:
        told = self.cleaned_data
        for first, last, sentence in (
            ("opens_on", "closes_on", _("Enrolment closes before it opens.")),
            ("starts_on", "ends_on", _("Training ends before it starts.")),
        ):
            if told.get(first) and told.get(last) and told[last] < told[first]:
                self.add_error(last, sentence)
        if told.get("seats") and told.get("minimum") and told["minimum"] > told["seats"]:
            self.add_error("minimum", _("There are fewer seats than the smallest number of people."))

    def plan(self) -> CohortPlan:
        """What was typed in; only of a valid form."""
        told = self.cleaned_data
        return CohortPlan(**{field: told[field] for field in CohortPlan.__dataclass_fields__})


def said(cohort: Cohort) -> dict[str, Any]:
    """A round as its form shows it."""
    fields = {field: getattr(cohort, field) for field in CohortPlan.__dataclass_fields__}
    return {**fields, "curriculum": cohort.curriculum_id, "coordinators": list(cohort.coordinators.all())}


def next_one(cohort: Cohort, number: int, today: date) -> dict[str, Any]:
    """The next round after the manner of `cohort`: so many years later that it lies ahead, on the same weekdays."""
    shift = A_YEAR
    while cohort.opens_on + shift < today:
        shift += A_YEAR
    dates = {field: getattr(cohort, field) + shift for field in DATES}
    title = cohort.title.replace(str(cohort.number), str(number), 1)
    return {**said(cohort), **dates, "number": number, "title": title}
