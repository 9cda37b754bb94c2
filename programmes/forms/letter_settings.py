"""How letters look and are numbered, and who signs them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.errors import Refused
from programmes.models.letter_settings import LetterForm, LetterSettings
from programmes.models.letter_text import Signatory
from programmes.rules.crests import crest_from
from programmes.rules.letter_sender import Sender

_PLAIN = ("city", "street", "town", "phone", "mail", "footer_note", "form", "number_format", "professor_without_name")


def _text(name: str, label: Any, **more: Any) -> forms.CharField:
    """A field as long as its column."""
    column = LetterSettings._meta.get_field(name)
    return forms.CharField(label=label, max_length=column.max_length if isinstance(column, CharField) else None, **more)


class LetterSettingsForm(forms.Form):
    """Letterhead, footer, form, numbers and crest; `based_on` says which settings were on the screen."""

    city = _text("city", _("Name of the town"))
    street = _text("street", _("Street and number"))
    town = _text("town", _("Postcode and town"))
    phone = _text("phone", _("Phone"))
    mail = forms.EmailField(label=_("E-mail"))
    footer_note = _text(
        "footer_note",
        _("Further lines of the footer"),
        required=False,
        help_text=_("Up to three lines, for example the address on the web."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form = forms.ChoiceField(label=_("Form by DIN 5008"), choices=LetterForm.choices, widget=forms.RadioSelect)
    number_format = _text(
        "number_format",
        _("Format of the numbers"),
        help_text=_("{year} is the year of issue, {number:04} the running number with at least four digits."),
    )
    professor_without_name = forms.BooleanField(
        label=_("address professors without their name"),
        required=False,
        help_text=_("“Sehr geehrte Frau Professorin,” in place of “Sehr geehrte Frau Professorin Probe,”."),
    )
    crest = forms.FileField(
        label=_("Crest"),
        required=False,
        help_text=_("SVG without scripts, links and texts, or PNG; up to 2 MB. Without a file the crest stays."),
        widget=forms.FileInput(attrs={"accept": "image/svg+xml,image/png"}),
        error_messages={"empty": _("This file is empty. Please choose another one.")},
    )
    crest_text = _text(
        "crest_text",
        _("What the crest shows"),
        required=False,
        help_text=_("It is read aloud to those who do not see it."),
    )
    without_crest = forms.BooleanField(label=_("use the ornament the register comes with"), required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    helper = post_helper("", form_tag=False)

    def __init__(self, *args: Any, sender: Sender, **kwargs: Any) -> None:
        """`sender` is what holds; what the form does not name stays as it is there."""
        super().__init__(*args, **kwargs)
        self.sender = sender
        if not sender.crest:
            del self.fields["without_crest"]

    def clean_footer_note(self) -> str:
        """The lines with one sign for each line break, whatever the browser sends."""
        note: str = self.cleaned_data["footer_note"]
        return note.replace("\r\n", "\n")

    def clean_crest(self) -> str:
        """The crest as the register keeps it, an SVG; the one there is where no file is chosen."""
        upload = self.cleaned_data["crest"]
        if not isinstance(upload, UploadedFile):
            return self.sender.crest
        try:
            return crest_from(upload.read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """A crest of one's own says what it shows."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("without_crest"):
            data["crest"] = ""
        if data.get("crest") and not data.get("crest_text"):
            self.add_error("crest_text", _("Please say what the crest shows."))
        return data

    def as_sender(self) -> Sender:
        """What was entered; ask only where the form is valid."""
        data = self.cleaned_data
        text = data["crest_text"] if data["crest"] else ""
        return Sender(**{name: data[name] for name in _PLAIN}, crest=data["crest"], crest_text=text)


class SignatoryForm(forms.Form):
    """Who signs from when on, and whether in somebody's place."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Please enter the name.")})
    office = forms.CharField(
        label=_("Office"),
        max_length=80,
        help_text=_(
            "As it stands below the name, for deputies with the words for it: “in Vertretung, Bürgermeisterin”."
        ),
        error_messages={"required": _("Please enter the office.")},
    )
    letterhead = forms.CharField(
        label=_("Line below the town’s name"),
        max_length=Signatory._meta.get_field("letterhead").max_length,
        required=False,
        help_text=_("For example: Die Oberbürgermeisterin."),
    )
    valid_from = DayField(label=_("Signs from"))
    is_deputy = forms.BooleanField(label=_("signs as a deputy, beside the one who usually does"), required=False)

    def __init__(self, data: Any = None, *, initial: Any, cancel_url: str) -> None:
        super().__init__(data, initial=initial)
        self.helper = post_helper(_("Name the signatory"), cancel_url=cancel_url)


class SignatoryEndForm(forms.Form):
    """The last day on which somebody signs."""

    last_day = DayField(label=_("Last day"))

    def __init__(self, data: Any = None, *, initial: Any, cancel_url: str) -> None:
        super().__init__(data, initial=initial)
        self.helper = post_helper(_("Lay down the last day"), cancel_url=cancel_url)
