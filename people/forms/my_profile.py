"""What somebody of the programme writes about themselves, each part with its own release beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from people.forms.chosen import ChosenRows
from people.forms.contact import PhoneField
from people.forms.names import PronunciationField
from people.models.consent import Consent, VoluntaryField
from people.models.pilot import ContactWay, FormOfAddress, Pilot
from people.models.role_name import RoleForm, RoleName
from people.models.spoken_language import Language
from people.models.topic import Topic
from people.rules.consents import releases_of
from people.rules.own_profile import ON_THE_FORM, OwnProfile, Told

# The controls of each voluntary field, in the order of the page.
CONTROLS: dict[VoluntaryField, tuple[str, ...]] = {
    VoluntaryField.TOPICS: ("topics",),
    VoluntaryField.CONTACT_ME_FOR: ("contact_me_for",),
    VoluntaryField.BIO: ("bio",),
    VoluntaryField.LANGUAGES: ("languages", "other_languages"),
    VoluntaryField.OFFICE_HOURS: ("office_hours",),
    VoluntaryField.PREFERRED_CONTACT: ("preferred_contact",),
}


class LinesField(forms.CharField):
    """A text of several lines, each line break counted as one sign, as browsers do."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


@dataclass(frozen=True)
class Part:
    """One voluntary field on the page: its controls, its release, and all releases there were, newest first."""

    name: str
    controls: tuple[BoundField, ...]
    release: BoundField
    releases: list[Consent]


class ProfileForm(forms.Form):
    """The whole profile; nothing in it is required."""

    unmarked = True

    topics = ChosenRows(
        label=_("What can colleagues ask you about?"),
        queryset=Topic.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of the topics does not exist any more. Please look at your choice again."),
            "invalid_pk_value": _("One of the topics does not exist any more. Please look at your choice again."),
        },
    )
    contact_me_for = LinesField(
        label=_("What do you like to be contacted for?"),
        help_text=_("In your own words, for example: tables that have grown too big."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    bio = LinesField(
        label=_("About me"),
        help_text=_("Up to 600 signs."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages can you help?"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_languages = forms.CharField(
        label=_("Other languages"), help_text=_("In words, separated by commas."), required=False, max_length=200
    )
    office_hours = forms.CharField(
        label=_("When are you well reached?"),
        help_text=_("For example: Tuesdays 9 to 11, Ostanlage."),
        required=False,
        max_length=200,
    )
    preferred_contact = forms.ChoiceField(
        label=_("How do you like to be asked?"),
        choices=[("", _("it does not matter")), *ContactWay.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    helps_other_departments = forms.BooleanField(
        label=_("I help other departments, too"),
        help_text=_("Colleagues whose department has nobody of its own then find you."),
        required=False,
    )
    phone = PhoneField()
    room = forms.CharField(label=_("Room"), required=False, max_length=60)
    role_form = forms.ChoiceField(
        label=_("What are you called?"), choices=RoleForm.choices, required=False, widget=forms.RadioSelect
    )
    form_of_address = forms.ChoiceField(
        label=_("How do letters address you?"),
        choices=FormOfAddress.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    pronunciation = PronunciationField(
        label=_("How is your name spoken?"),
        help_text=_(
            "For whoever reads it out when letters are handed over, for example: Nojeh Degsampel. Only coordinators, "
            "admins and the mayor’s office read this; it stands in no directory."
        ),
    )

    def __init__(self, data: Any = None, *, pilot: Pilot) -> None:
        """`data` is what was posted, None for the profile as it is stored."""
        self.releases = releases_of(pilot)
        super().__init__(data, initial=_stored(pilot, self.releases))
        role_name = RoleName.objects.first()
        if role_name is not None:
            self["role_form"].field.widget.choices = [(form, role_name.form(form)) for form in RoleForm.values]
        for field in ON_THE_FORM:
            # The same words beside each field; who hears them without seeing needs to know which one.
            label = format_html('{} <span class="vh">({})</span>', _("Show this to colleagues"), field.label)
            self.fields[_release(field)] = forms.BooleanField(label=label, required=False)

    def parts(self) -> Iterator[Part]:
        """The voluntary fields in the order of the page."""
        for field, names in CONTROLS.items():
            controls = tuple(self[name] for name in names)
            yield Part(field.value, controls, self[_release(field)], self.releases.get(field, []))

    def profile(self) -> OwnProfile:
        """What was typed in; of a form that is not valid, what of it can be read."""
        typed = self.cleaned_data
        told = {name: typed[name] for name in Told.__dataclass_fields__ if name in typed}
        called = {name: typed[name] for name in ("role_form", "form_of_address") if typed.get(name)}
        reached = {name: typed[name] for name in ("phone", "room", "pronunciation") if name in typed}
        return OwnProfile(
            told=Told(**told),
            topics=tuple(typed.get("topics", ())),
            shown=frozenset(field for field in ON_THE_FORM if typed.get(_release(field))),
            **called,
            **reached,
        )


def _release(field: VoluntaryField) -> str:
    return f"show_{field.value}"


def _stored(pilot: Pilot, releases: dict[VoluntaryField, list[Consent]]) -> dict[str, Any]:
    """The profile as it is, by the names of the controls."""
    same = ("phone", "room", "role_form", "form_of_address", "pronunciation")
    told = Told.__dataclass_fields__.keys() - {"languages"}
    return {
        **{name: getattr(pilot, name) for name in (*same, *told)},
        "topics": list(pilot.topics.all()),
        "languages": [entry.language for entry in pilot.spoken_languages.all()],
        **{
            _release(field): any(consent.withdrawn_at is None for consent in releases.get(field, []))
            for field in ON_THE_FORM
        },
    }
