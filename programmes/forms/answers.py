from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.errors import Refused
from people.models.user import User
from programmes.actions.answers import answer
from programmes.models.enrolment import Enrolment
from programmes.rules.answers import Question


class AnswerForm(forms.Form):
    """Yes or no; a head may write down which share of the working time was agreed."""

    answer = forms.ChoiceField(
        choices=[("yes", "yes"), ("no", "no")],
        error_messages={"required": _("Please answer yes or no."), "invalid_choice": _("Please answer yes or no.")},
    )
    time_share = forms.CharField(
        label=_("Agreed share of working time"),
        required=False,
        max_length=100,
        help_text=_("If you agreed on one, for example: half a day a week"),
    )

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data)
        self.question = question
        if question != Question.AGREEMENT:
            del self.fields["time_share"]

    def take(self, enrolment: Enrolment, *, by: User | None, today: date) -> None:
        """Take the answer of a valid form; what a rule says against it becomes an error of the form."""
        told = self.cleaned_data
        yes, share = told["answer"] == "yes", told.get("time_share", "")
        try:
            answer(enrolment, self.question, yes=yes, by=by, today=today, time_share=share)
        except Refused as refusal:
            self.add_error(None, str(refusal))
