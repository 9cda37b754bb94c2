from __future__ import annotations

from typing import Any

from django import forms

from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest


class GuestPlaceForm(forms.Form):
    """One date of another round of which a seat is taken, or one of the seats the person has there, given back."""

    def __init__(self, data: Any, *, enrolment: Enrolment) -> None:
        super().__init__(data)
        self.fields["take"] = forms.ModelChoiceField(
            ModuleSession.objects.open_to_guests_of(enrolment.cohort), required=False
        )
        self.fields["give_back"] = forms.ModelChoiceField(
            SessionGuest.objects.filter(enrolment=enrolment), required=False
        )

    def clean(self) -> None:
        self.session: ModuleSession | None = self.cleaned_data.get("take")
        self.guest: SessionGuest | None = self.cleaned_data.get("give_back")
        if not self.errors and (self.session is None) == (self.guest is None):
            raise forms.ValidationError("")
