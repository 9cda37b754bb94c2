"""The question who signs a letter, inside the form that issues it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.identity import ProvesIdentity
from programmes.models.letter_text import Signatory


class ChoosesSignatory(ProvesIdentity):
    """A form that asks who signs where more than one may; whoever usually does is chosen to begin with."""

    _signing: tuple[Signatory, ...] = ()

    def ask_who_signs(self, today: date) -> None:
        """Add the field `signatory` where there is a deputy on `today`; one query."""
        self._signing = tuple(Signatory.objects.signing_on(today))
        if len(self._signing) > 1:
            choices = [(str(one.pk), str(one)) for one in self._signing]
            self.fields["signatory"] = forms.ChoiceField(label=_("Signed by"), choices=choices, required=False)

    @property
    def signing_fields(self) -> tuple[str, ...]:
        """What a layout names for the question: the field, where there is a choice."""
        return ("signatory",) if "signatory" in self.fields else ()

    @property
    def deputy(self) -> Signatory | None:
        """Who was chosen to sign in place of the one who usually does; None where nobody was."""
        typed = self.cleaned_data if self.is_bound and (self.errors or self.is_valid()) else {}
        chosen: Signatory | None = typed.get("signatory")
        return chosen

    def clean_signatory(self) -> Signatory | None:
        """Who signs in place of the one who usually does; None where nobody does."""
        chosen = self.cleaned_data["signatory"]
        return next((one for one in self._signing[1:] if str(one.pk) == chosen), None)
