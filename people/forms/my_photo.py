"""The picture somebody uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.errors import Refused
from people.rules.pictures import square_jpeg


class PhotoForm(forms.Form):
    """A picture, cleaned into the JPEG the register keeps, and whether colleagues see it."""

    photo = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, up to 5 MB. We keep the middle of it as a square."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": _("This file is empty. Please choose another one.")},
    )
    shown = forms.BooleanField(label=_("Show my picture to colleagues"), required=False)

    def __init__(self, *args: Any, has_photo: bool, cancel_url: str, **kwargs: Any) -> None:
        """Without a picture so far, one has to be chosen."""
        super().__init__(*args, **kwargs)
        self.unmarked = True
        if not has_photo:
            self.fields["photo"].required = True
            self.fields["photo"].error_messages["required"] = _("Please choose a picture.")
        self.helper = post_helper(_("Save the picture"), "photo", "shown", cancel_url=cancel_url)

    def clean_photo(self) -> bytes | None:
        """The picture as we make it, None where the one there is stays."""
        upload = self.cleaned_data["photo"]
        if not isinstance(upload, UploadedFile) or upload.file is None:
            return None
        try:
            return square_jpeg(upload.file, upload.size or 0)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
