from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.models.signpost import Signpost

_LENGTH = 400
_PHONE = RegexValidator(r"^[+(]?\d[\d ()/.-]*$", _("Please enter a phone number as in 0641 306-1234."))


def _words(label: Any, help_text: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class SignpostForm(forms.Form):
    """What the box "The right person?" says: plain text, no markup."""

    pilots_help = _words(
        _("Pilots help …"),
        _("For example: with using digital tools, with processes and with ideas"),
        _("Please say what pilots help with."),
    )
    service_helps = _words(
        _("The IT service helps …"),
        _("For example: with faults, accounts and hardware"),
        _("Please say what the IT service helps with."),
    )
    service_phone = forms.CharField(
        label=_("Phone number of the IT service"), required=False, max_length=40, validators=[_PHONE]
    )
    service_mail = forms.EmailField(
        label=_("E-mail address of the IT service"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Please enter an e-mail address as in name@giessen.de.")},
    )
    helper = post_helper("", form_tag=False)

    def words(self) -> Signpost:
        """What was typed in, to be looked at and not kept; only of a valid form."""
        return Signpost(**self.cleaned_data)
