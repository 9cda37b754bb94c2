from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.pilots import PersonName


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
