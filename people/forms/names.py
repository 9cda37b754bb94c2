from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.pilots import PersonName
from people.rules.pronunciation import odd_signs


class PronunciationField(forms.CharField):
    """How a name is spoken, in plain letters; always optional."""

    def __init__(self, **kwargs: Any) -> None:
        example = _("For whoever reads it out when letters are handed over, for example: Nojeh Degsampel.")
        defaults = {"label": _("How is the name spoken?"), "help_text": example}
        super().__init__(required=False, max_length=120, **(defaults | kwargs))

    def validate(self, value: Any) -> None:
        """Phonetic signs are refused: hardly anybody can read them out, and the papers have no letters for them."""
        super().validate(value)
        if odd := odd_signs(value):
            sentence = _("Please write it with plain letters. This does not work here: {signs}")
            raise forms.ValidationError(sentence.format(signs=" ".join(odd)))


class NameParts(forms.Form):
    """A name in its parts, each no longer than the record has room for."""

    academic_title = forms.CharField(
        label=_("Title"), required=False, max_length=40, help_text=_("For example Prof. Dr.")
    )
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=100)
    name_particle = forms.CharField(
        label=_("Particle"), required=False, max_length=40, help_text=_("For example von der")
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, error_messages={"required": _("Please enter the family name.")}
    )
    academic_suffix = forms.CharField(
        label=_("Degree"), required=False, max_length=40, help_text=_("Behind the name: M. A.")
    )

    def name(self) -> PersonName:
        """The name typed in; only of a valid form."""
        return PersonName(**{part: self.cleaned_data[part] for part in self.cleaned_data.keys() & _PARTS})


_PARTS = PersonName.__dataclass_fields__.keys()


class WholeName(NameParts):
    """A name in its parts, or as a whole where they do not fit."""

    display_name_override = forms.CharField(
        label=_("Name as a whole"),
        required=False,
        max_length=200,
        help_text=_("Only where the parts do not fit, for example because the family name comes first."),
    )
