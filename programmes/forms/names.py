from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.actions.pilots import PersonName
from people.models.pilot import FormOfAddress
from people.models.role_name import RoleForm


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


class NameForm(NameParts):
    """The whole name of a person, with how they are addressed and called."""

    display_name_override = forms.CharField(
        label=_("Name as a whole"),
        required=False,
        max_length=200,
        help_text=_("Only where the parts do not fit, for example because the family name comes first."),
    )
    form_of_address = forms.ChoiceField(
        label=_("Form of address in letters"), choices=FormOfAddress.choices, widget=forms.RadioSelect
    )
    role_form = forms.ChoiceField(label=_("Form of the role name"), choices=RoleForm.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(
            "",
            Row("given_names", "family_name"),
            Row("academic_title", "name_particle", "academic_suffix"),
            "display_name_override",
            Fieldset(_("How the person is addressed and called"), Row("form_of_address", "role_form")),
            form_tag=False,
        )
