from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.forms.names import PronunciationField, WholeName
from people.models.pilot import FormOfAddress
from people.models.role_name import RoleForm


class NameForm(WholeName):
    """The whole name of a person, with how they are addressed and called, and how it is spoken."""

    form_of_address = forms.ChoiceField(
        label=_("Form of address in letters"), choices=FormOfAddress.choices, widget=forms.RadioSelect
    )
    role_form = forms.ChoiceField(label=_("Form of the role name"), choices=RoleForm.choices, widget=forms.RadioSelect)

    pronunciation = PronunciationField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(
            "",
            Row("given_names", "family_name"),
            Row("academic_title", "name_particle", "academic_suffix"),
            "display_name_override",
            "pronunciation",
            Fieldset(_("How the person is addressed and called"), Row("form_of_address", "role_form")),
            form_tag=False,
        )
