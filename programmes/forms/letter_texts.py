"""The words of papers: the draft, the day of its release, two versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from digilotsen.fields import DayField
from programmes.models.letter_text import LetterTemplate
from programmes.rules.example_people import EXAMPLE_PEOPLE


class LetterDraftForm(forms.Form):
    """Subject and text with their placeholders, the state of the draft they were made from, and whom to show it for."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=LetterTemplate._meta.get_field("subject").max_length,
        error_messages={"required": _("Please enter a subject.")},
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=8000,
        help_text=_(
            "A blank line begins a paragraph, “- ” a point of a list; **two stars** around words make them bold."
        ),
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages={"required": _("Please enter a text.")},
    )
    person = forms.ChoiceField(
        label=_("Show it for"),
        required=False,
        choices=[(person.key, f"{person.pilot}") for person in EXAMPLE_PEOPLE],
        help_text=_("These people are invented."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    helper = post_helper("", "subject", "body", "person", "revision", form_tag=False)
    unmarked = True

    def clean_body(self) -> str:
        """The text with one sign for each line break, whatever the browser sends."""
        body: str = self.cleaned_data["body"]
        return body.replace("\r\n", "\n")


class ReleaseForm(forms.Form):
    """From which day on the draft is used, and the state of it that was looked at."""

    on = DayField(label=_("Used from"), help_text=_("Papers made on this day or later have these words."))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, revision: int, today: date, cancel_url: str) -> None:
        super().__init__(data, initial={"revision": revision, "on": today})
        self.helper = post_helper(_("Release this version"), "on", "revision", cancel_url=cancel_url)


class CompareForm(forms.Form):
    """Two versions of the same words; the last two, where none are asked for."""

    unmarked = True
    helper = filter_helper(_("Compare"), "old", "new", inline=True)

    def __init__(self, data: Any, *, versions: Sequence[LetterTemplate]) -> None:
        """`versions` are all there are, the newest first."""
        super().__init__(data)
        self._versions = {str(text.version): text for text in versions}
        choices = [(number, str(_("Version {number}")).format(number=number)) for number in self._versions]
        self.fields["old"] = forms.ChoiceField(label=_("Earlier"), choices=choices, required=False)
        self.fields["new"] = forms.ChoiceField(label=_("Later"), choices=choices, required=False)
        numbers = list(self._versions)
        self.initial = {"new": numbers[0], "old": numbers[min(1, len(numbers) - 1)]}
        self.is_bound = bool(data)
        self.full_clean()

    def chosen(self) -> tuple[LetterTemplate, LetterTemplate]:
        """The earlier and the later one; what is no version is passed over."""
        chosen = {**self.initial, **{name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}}
        return self._versions[chosen["old"]], self._versions[chosen["new"]]
