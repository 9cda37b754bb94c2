from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.actions.entries import Contact
from people.forms.contact import PhoneField
from people.forms.departments import DepartmentChoiceField
from people.forms.names import WholeName
from people.models.department import Department


def department_field() -> DepartmentChoiceField:
    """One of the departments that are not closed, shown with their numbers."""
    return DepartmentChoiceField(
        Department.objects.open(),
        label=_("Department"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose a department.")},
    )


class EntryForm(WholeName):
    """Name and official contact of a pilot."""

    phone = PhoneField()
    room = forms.CharField(label=_("Room"), required=False, max_length=60)
    mail = forms.EmailField(
        label=_("Official e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Please enter the official e-mail address."),
            "invalid": _("Please enter an e-mail address as in name@giessen.de."),
        },
    )

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(
            _("Save the entry"),
            Fieldset(_("Official contact"), "mail", Row("phone", "room")),
            Fieldset(
                _("Name"),
                Row("given_names", "family_name"),
                Row("academic_title", "name_particle", "academic_suffix"),
                "display_name_override",
            ),
            cancel_url=cancel_url,
        )

    def contact(self) -> Contact:
        """The contact typed in; only of a valid form."""
        return Contact(**{part: self.cleaned_data[part] for part in ("mail", "phone", "room")})


class MoveForm(forms.Form):
    """From when a pilot works mainly in another department."""

    department = department_field()
    on = DayField(label=_("First day there"))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(_("Move the person"), cancel_url=cancel_url)


class AssignmentForm(forms.Form):
    """One more department in which a pilot works."""

    department = department_field()
    valid_from = DayField(label=_("First day there"))
    valid_until = DayField(label=_("Last day there"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(
            _("Add the department"), "department", Row("valid_from", "valid_until"), cancel_url=cancel_url
        )


class AssignmentEndForm(forms.Form):
    """The last day of a further assignment."""

    last_day = DayField(label=_("Last day there"))

    def __init__(self, *args: Any, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper(_("End the assignment"), cancel_url=cancel_url)
