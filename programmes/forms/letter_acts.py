"""What is asked before a letter is replaced, withdrawn, or issued on an end; and before terms are carried on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.forms.chosen import ChosenRows
from people.forms.identity import ProvesIdentity
from programmes.forms.signing import ChoosesSignatory
from programmes.models.appointment import AppointmentQuerySet
from programmes.models.letter import ReplacementReason, VoidReason


class ReplaceForm(ChoosesSignatory):
    """Why a letter is issued once more, and who signs."""

    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=ReplacementReason.choices,
        coerce=ReplacementReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the reason.")},
    )

    def __init__(self, data: Any = None, *, request: HttpRequest, cancel_url: str, today: date) -> None:
        super().__init__(data)
        self.ask_who_signs(today)
        self.ask_who_is_there(request)
        fields = ("reason", *self.signing_fields, *self.identity_fields)
        self.helper = post_helper(_("Issue the replacement"), *fields, cancel_url=cancel_url)


class VoidForm(ProvesIdentity):
    """Why a letter is withdrawn; `asks` where somebody else has to confirm it."""

    reason = forms.TypedChoiceField(
        label=_("Reason"),
        choices=VoidReason.choices,
        coerce=VoidReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the reason.")},
    )

    def __init__(self, data: Any = None, *, request: HttpRequest, cancel_url: str, asks: bool) -> None:
        super().__init__(data)
        self.ask_who_is_there(request)
        fields = ("reason", *self.identity_fields)
        button = _("Ask for the withdrawal") if asks else _("Withdraw the letter")
        self.helper = post_helper(button, *fields, cancel_url=cancel_url, danger=not asks)


class EndLetterForm(ChoosesSignatory):
    """Nothing but who signs and who is there: the letter says what the register knows."""

    def __init__(self, data: Any = None, *, request: HttpRequest, cancel_url: str, today: date) -> None:
        super().__init__(data)
        self.ask_who_signs(today)
        self.ask_who_is_there(request)
        fields = (*self.signing_fields, *self.identity_fields)
        self.helper = post_helper(_("Issue the letter"), *fields, cancel_url=cancel_url)


class DecideForm(ProvesIdentity):
    """Whether a letter is withdrawn as somebody else asked for; which button was pressed says it."""

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.ask_who_is_there(request)


class RenewForm(ChoosesSignatory):
    """The appointments that are carried on, and who signs their letters."""

    def __init__(self, offered: AppointmentQuerySet, data: Any = None, *, request: HttpRequest, today: date) -> None:
        super().__init__(data)
        self.fields["appointments"] = ChosenRows(
            offered,
            label=_("People"),
            error_messages={
                "required": _("Please choose at least one person."),
                "invalid_choice": _("Somebody chosen cannot be carried on any more."),
                "invalid_pk_value": _("Somebody chosen cannot be carried on any more."),
            },
        )
        self.ask_who_signs(today)
        self.ask_who_is_there(request)
