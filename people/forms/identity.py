"""The question who is there, inside the form of an act that weighs."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from digilotsen.fresh import Proof, proof_needed, prove


class ProvesIdentity(forms.Form):
    """A form that asks for password or code where the sign-in is a while ago; everything else typed is kept."""

    request: HttpRequest | None = None
    proof = Proof.FRESH

    def ask_who_is_there(self, request: HttpRequest) -> None:
        """Add the field `secret` where it is needed; call it last in `__init__`."""
        self.request, self.proof = request, proof_needed(request)
        if self.proof is Proof.TYPED:
            self.fields["secret"] = forms.CharField(
                label=_("Your password or a code"),
                max_length=128,
                strip=False,
                help_text=_("Your sign-in is a while ago. A code comes from your app or your list of recovery codes."),
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
                error_messages={
                    "required": _("Please enter your password or a code, so that nobody else does this for you.")
                },
            )

    @property
    def identity_fields(self) -> tuple[str, ...]:
        """What a layout names for the question: the field, where it is asked here and now."""
        return ("secret",) if "secret" in self.fields else ()

    @property
    def proves_elsewhere(self) -> bool:
        """Whether the person has neither password nor codes, and proves who they are on another page first."""
        return self.proof is Proof.ELSEWHERE

    def clean_secret(self) -> str:
        """Check what was typed; it is thrown away at once."""
        if self.request is None or not prove(self.request, self.cleaned_data["secret"]):
            raise ValidationError(_("This is neither your password nor a valid code. Please try again."))
        return ""
