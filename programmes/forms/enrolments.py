from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.forms.names import NameParts
from people.models.department import Department
from programmes.models.enrolment import NominationPath
from programmes.rules.steps import Step


class EnrolmentForm(NameParts):
    """Whom to enrol: an address is enough for somebody known; a full round asks about the waiting list."""

    unmarked = True

    mail = forms.EmailField(
        label=_("Official e-mail address"),
        max_length=254,
        help_text=_("Choose somebody known from the list, or type the address of somebody new."),
        error_messages={
            "required": _("Please enter the e-mail address."),
            "invalid": _("Please enter a full e-mail address, such as name@giessen.example."),
        },
        widget=forms.EmailInput(attrs={"list": "candidates", "autocomplete": "off"}),
    )
    path = forms.ChoiceField(
        label=_("How it came about"),
        choices=NominationPath.choices,
        initial=NominationPath.ASKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say how it came about.")},
    )
    waitlist = forms.BooleanField(
        label=_("Put the person on the waiting list"),
        required=False,
        help_text=_("All seats are taken. As soon as one is free you can offer it."),
    )

    def __init__(self, data: Any = None, *, today: date, is_full: bool, cancel_url: str) -> None:
        super().__init__(data)
        self.fields["family_name"].required = False
        self.fields["department"] = forms.ModelChoiceField(
            Department.objects.valid_on(today), label=_("Department"), required=False, empty_label=_("please choose")
        )
        self.fields["waitlist"].initial = True  # what is left in a full round, and the button says so
        if not is_full:
            del self.fields["waitlist"]
        self.helper = post_helper(
            _("Put on the waiting list") if is_full else _("Enrol person"),
            "mail",
            "path",
            *(["waitlist"] if is_full else []),
            Fieldset(
                _("Only for somebody new"),
                Row("given_names", "family_name"),
                "department",
                Row("academic_title", "name_particle", "academic_suffix"),
            ),
            cancel_url=cancel_url,
        )

    def arguments(self) -> dict[str, Any]:
        """What was typed in, as the action's arguments; only of a valid form."""
        return {
            "name": self.name(),
            "mail": self.cleaned_data["mail"],
            "department": self.cleaned_data["department"],
            "path": NominationPath(self.cleaned_data["path"]),
            "waitlist": self.cleaned_data.get("waitlist", False),
        }


class StepForm(forms.Form):
    """The next step of an enrolment. It names the step, so that a page left open does not take a later one."""

    step = forms.ChoiceField(choices=Step.choices, widget=forms.HiddenInput)

    def __init__(self, step: Step, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"step": step, "on": today})
        self.helper = post_helper(step.label, form_tag=False)


class ConsentForm(StepForm):
    on = DayField(
        label=_("Day of the consent"),
        help_text=_("The day on the signed paper."),
    )


class AgreementForm(StepForm):
    on = DayField(
        label=_("Day of the agreement"),
        help_text=_("The day on the signed paper."),
    )
    agreed_by = forms.CharField(
        label=_("Who agreed"), max_length=200, error_messages={"required": _("Please enter who agreed.")}
    )


_FORMS: dict[Step, type[StepForm]] = {Step.CONSENT: ConsentForm, Step.AGREEMENT: AgreementForm}


def step_form(step: Step, data: Any = None, *, today: date) -> StepForm:
    """The form of one step: days for what was given on paper, nothing but its button for the others."""
    return _FORMS.get(step, StepForm)(step, data, today=today)
