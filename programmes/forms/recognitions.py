"""Recognition of what was learned elsewhere: asked for, decided on, entered for a group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digilotsen.crispy import post_helper
from digilotsen.fields import FilesField, SeveralFilesInput
from people.errors import Refused
from programmes.models.enrolment import Enrolment
from programmes.models.recognition_request import RecognitionRequest
from programmes.rules.evidence_files import MOST_FILES, EvidenceFile, evidence_file
from programmes.rules.known_people import Departments
from programmes.rules.list_in_round import people_meant
from programmes.rules.people_list import read_text
from programmes.rules.progress import Entry

_REASON = RecognitionRequest._meta.get_field("reason").max_length
_TOLD = RecognitionRequest._meta.get_field("told").max_length


class ModulesField(forms.TypedMultipleChoiceField):
    """Modules to be ticked, by their keys."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": gettext_lazy("Please choose at least one module."),
        "invalid_choice": gettext_lazy("This module is not open any more. Please choose again."),
    }

    def __init__(self, entries: Collection[Entry], label: str) -> None:
        choices = [(entry.module_id, f"{entry.code} {entry.title}") for entry in entries]
        super().__init__(choices=choices, coerce=int, label=label)


class RecognitionForm(forms.Form):
    """What somebody wants to have recognised, where it was learned, and what shows it."""

    told = forms.CharField(
        label=gettext_lazy("Where did you learn this?"),
        help_text=gettext_lazy("Course or job, when, and what it was about. Only your coordinators read it."),
        max_length=_TOLD,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Please say where you learned this.")},
    )
    evidence = FilesField(
        label=gettext_lazy("Certificates or other evidence"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"empty": gettext_lazy("This file is empty. Please choose another one.")},
    )

    def __init__(self, *args: Any, entries: Collection[Entry], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"] = ModulesField(entries, _("What do you know already?"))
        self.fields["evidence"].help_text = _("PDF, JPEG or PNG, up to {size} MB each, at most {count} files.").format(
            size=settings.EVIDENCE_MAX_MB, count=MOST_FILES
        )
        self.order_fields(["modules", "told", "evidence"])
        self.helper = post_helper(_("Send the request"), "modules", "told", "evidence", cancel_url=cancel_url)

    def clean_evidence(self) -> list[EvidenceFile]:
        """The files as the register keeps them."""
        chosen: Sequence[UploadedFile[Any]] = self.cleaned_data["evidence"]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(_("Please choose at most {count} files.").format(count=MOST_FILES))
        kept, refused = [], []
        for upload in chosen:
            try:
                kept.append(_kept(upload))
            except Refused as refusal:
                refused.append(str(refusal))
        if refused:
            raise forms.ValidationError(refused)
        return kept

    def ask_for_files_again(self) -> None:
        """Say beside the field that the files have to be chosen once more, where some were: no browser keeps them."""
        if self.errors and self.files.getlist("evidence"):
            self.add_error("evidence", _("Please choose your files once more: a browser does not keep them."))


def _kept(upload: UploadedFile[Any]) -> EvidenceFile:
    most = settings.EVIDENCE_MAX_MB * 1024 * 1024
    # One byte too many is enough to be refused; more of it is not even read.
    return evidence_file(upload.read(most + 1), upload.name or "")


class Decision(models.TextChoices):
    GRANT = "grant", gettext_lazy("Recognise")
    REFUSE = "refuse", gettext_lazy("Do not recognise")


class DecisionForm(forms.Form):
    """The decision on a request, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The person reads it. Say what was enough, or what is missing and what would help."),
        max_length=_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Please give the reason. The person sees it.")},
    )
    decision = forms.TypedChoiceField(
        choices=Decision.choices,
        coerce=Decision,
        error_messages={
            "required": gettext_lazy("Please choose one of the two buttons."),
            "invalid_choice": gettext_lazy("Please choose one of the two buttons."),
        },
    )


class GroupForm(forms.Form):
    """Several people of a round, ticked or as a list, and the modules to recognise for them."""

    unmarked = True

    text = forms.CharField(
        label=gettext_lazy("Or a list, one person per line"),
        required=False,
        help_text=gettext_lazy("Names or official addresses, for example of a course’s list of participants."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example the course, with its date. The people see it."),
        max_length=_REASON,
        error_messages={"required": gettext_lazy("Please give the reason. The people see it.")},
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        max_length=200,
        error_messages={"required": gettext_lazy("Please enter who decided on this.")},
    )
    mark = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(
        self, data: Any = None, *, entries: Collection[Entry], people: Sequence[Enrolment], today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.people, self.today = people, today
        self.fields["modules"] = ModulesField(entries, _("Modules"))
        self.fields["enrolments"] = forms.TypedMultipleChoiceField(
            label=gettext_lazy("People in training"),
            choices=[(person.pk, person.pilot.list_name) for person in people],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": gettext_lazy("Somebody ticked is not in training in this round.")},
        )
        self.order_fields(["modules", "enrolments", "text"])

    def clean(self) -> dict[str, Any]:
        """`chosen`: the people ticked and those of the list, each once."""
        told = super().clean() or {}
        ticked = set(told.get("enrolments", ()))
        chosen = {person.pk: person for person in self.people if person.pk in ticked}
        if text := told.get("text", ""):
            try:
                meant = people_meant(read_text(text, Departments(self.today).knows), self.people)
            except Refused as refusal:
                self.add_error("text", str(refusal))
            else:
                chosen |= {person.pk: person for person in meant}
        elif not chosen and "enrolments" not in self.errors:
            self.add_error("enrolments", _("Please tick somebody or paste a list."))
        told["chosen"] = list(chosen.values())
        return told
