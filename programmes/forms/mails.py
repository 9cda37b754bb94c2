"""Looking through the outbox, and the words of mails."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS

from digilotsen.crispy import filter_helper, post_helper
from programmes.models.cohort import CohortQuerySet
from programmes.models.mail import MailBatchQuerySet, MailKind, MailText


class OutboxFilter(forms.Form):
    """Round, occasion, and whether something went wrong; all optional."""

    unmarked = True
    kind = forms.ChoiceField(label=_("Occasion"), required=False, choices=[("", _("all")), *MailKind.choices])
    failed = forms.BooleanField(label=_("only where a mail has failed"), required=False)
    helper = filter_helper(_("Show"), "round", "kind", "failed", inline=True)

    def __init__(self, data: Any, *, rounds: CohortQuerySet) -> None:
        super().__init__(data)
        self.fields["round"] = forms.ModelChoiceField(rounds, label=_("Round"), required=False, empty_label=_("all"))
        self.full_clean()

    def apply(self, batches: MailBatchQuerySet) -> MailBatchQuerySet:
        """Those of `batches` asked for; what is no choice is passed over."""
        chosen = self.cleaned_data
        if chosen.get("round"):
            batches = batches.filter(cohort=chosen["round"])
        if chosen.get("kind"):
            batches = batches.filter(kind=chosen["kind"])
        return batches.filter(messages__email__status=STATUS.failed).distinct() if chosen.get("failed") else batches


class MailTextForm(forms.Form):
    """Subject and text with their placeholders, and the version they were made from."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=MailText._meta.get_field("subject").max_length,
        error_messages={"required": _("Please enter a subject.")},
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": _("Please enter a text.")},
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    helper = post_helper("", form_tag=False)

    def clean_body(self) -> str:
        """The text with one sign for each line break, whatever the browser sends."""
        body: str = self.cleaned_data["body"]
        return body.replace("\r\n", "\n")
