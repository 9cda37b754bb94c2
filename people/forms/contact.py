from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class PhoneField(forms.CharField):
    """The official phone number, in signs that can be dialled; the same for the office and for the person."""

    def __init__(self) -> None:
        dialled = RegexValidator(r"^[0-9+()/ .-]*$", _("Please enter the number with digits, as in 0641 306-1234."))
        super().__init__(label=_("Official phone number"), required=False, max_length=40, validators=[dialled])
