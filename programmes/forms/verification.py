from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from programmes.rules.verification import plain_code


class CodeForm(forms.Form):
    """The code printed on a letter, typed by hand."""

    unmarked = True
    helper = filter_helper(_("Check the letter"))
    helper.quiet = False  # here the look-up is what the page is for

    code = forms.CharField(
        label=_("Code on the letter"),
        max_length=60,
        help_text=_("It stands beside the square code, at the end of the address. Capitals and hyphens do not matter."),
        error_messages={"required": _("Please enter the code that is printed on the letter.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has letters and digits."))
        return code


class FileForm(forms.Form):
    """A letter as a file; it is compared and forgotten."""

    unmarked = True
    helper = post_helper(_("Check the file"))
    helper.form_action = "programmes:verify_file"
    helper.disable_csrf = True  # nothing is written, and a token would be looked for in a body of any size

    letter = forms.FileField(
        label=_("The letter as a PDF"),
        max_length=200,
        help_text=_("The file as it was issued. It is compared with what we issued and kept nowhere. At most 2 MB."),
        error_messages={
            "required": _("Please choose the file of the letter."),
            "empty": _("This file is empty."),
            "missing": _("Please choose the file of the letter."),
            "invalid": _("Please choose the file of the letter."),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
