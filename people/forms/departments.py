from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from people.models.department import Department, DepartmentKind, Site
from people.models.user import User

if TYPE_CHECKING:
    _OneOf = forms.ModelChoiceField[Department]
else:
    _OneOf = forms.ModelChoiceField

_NEEDS_NAME = {"required": _("Please enter the name.")}


class DepartmentChoiceField(_OneOf):
    """One department, shown with its number."""

    def label_from_instance(self, obj: Department) -> str:
        return obj.numbered


class DepartmentsChoiceField(ChosenRows):
    """Several departments, shown with their numbers."""

    def label_from_instance(self, obj: Department) -> str:
        return obj.numbered


class DepartmentFilter(forms.Form):
    """What part of the tree is wanted, and the tree of which day; a GET form."""

    unmarked = True

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    on = DayField(
        label=_("As on"),
        required=False,
    )
    helper = filter_helper(_("Show"), "q", "on", inline=True)

    def words(self) -> str:
        """What the tree is searched for; nothing in a form that is not valid."""
        return str(self.cleaned_data["q"]) if self.is_valid() else ""

    def day(self, today: date) -> date:
        """The day of the tree, `today` unless another one is asked for."""
        return (self.cleaned_data["on"] if self.is_valid() else None) or today


class _Place(forms.Form):
    number = forms.CharField(
        label=_("Number"), required=False, max_length=10, help_text=_("As in the plan of the administration: 51")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DepartmentKind.choices, initial=DepartmentKind.AMT)
    sites = ChosenRows(
        Site.objects.order_by("name"), label=_("Sites"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = DepartmentChoiceField(
            Department.objects.open(), label=_("Part of"), required=False, empty_label=_("nothing above it")
        )


class DepartmentCreateForm(_Place):
    """A new department."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages=_NEEDS_NAME)
    valid_from = DayField(
        label=_("Exists since"), help_text=_("The first day; it may be in the past or still to come.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper("", "name", Row("number", "kind"), "parent", "valid_from", "sites", form_tag=False)

    def arguments(self) -> dict[str, Any]:
        """What was typed in, as the action's arguments; only of a valid form."""
        return {**self.cleaned_data, "kind": DepartmentKind(self.cleaned_data["kind"])}


class DepartmentEditForm(_Place):
    """What can be put right without a new name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = post_helper("", Row("number", "kind"), "parent", "sites", form_tag=False)

    def arguments(self) -> dict[str, Any]:
        """What was typed in, as the action's arguments; only of a valid form."""
        return {**self.cleaned_data, "kind": DepartmentKind(self.cleaned_data["kind"])}


class DepartmentRenameForm(forms.Form):
    """Another name or number from a day on."""

    name = forms.CharField(label=_("New name"), max_length=200, error_messages=_NEEDS_NAME)
    number = forms.CharField(label=_("Number"), required=False, max_length=10)
    on = DayField(
        label=_("Bears this name since"), help_text=_("The first day under the new name, today at the latest.")
    )
    helper = post_helper("", Row("name", "number"), "on", form_tag=False)


class DepartmentCloseForm(forms.Form):
    """The last day of a department, and who takes over."""

    last_day = DayField(
        label=_("Last day"), help_text=_("Yesterday at the latest: a closing is recorded once it holds.")
    )

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = DepartmentChoiceField(
            Department.objects.open().exclude(pk=department.pk),
            label=_("Goes on in"),
            required=False,
            empty_label=_("nobody: its work has ended"),
            help_text=_("People, accounts and departments below it go on there."),
        )
        self.helper = post_helper("", "last_day", "successor", form_tag=False)


class DepartmentsMergeForm(forms.Form):
    """Several departments become one: one of them or any other that exists, else a new one."""

    unmarked = True

    name = forms.CharField(label=_("Name of the new department"), required=False, max_length=200)
    number = forms.CharField(label=_("Number"), required=False, max_length=10)
    kind = forms.ChoiceField(label=_("Kind"), choices=DepartmentKind.choices, initial=DepartmentKind.AMT)
    on = DayField(label=_("Merged since"), help_text=_("The first day as one department, today at the latest."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"] = DepartmentsChoiceField(
            Department.objects.open(),
            label=_("Departments that become one"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least two departments to merge.")},
        )
        self.fields["into"] = DepartmentChoiceField(
            Department.objects.open(), label=_("They go on as"), required=False, empty_label=_("a new department")
        )
        self.helper = post_helper(
            "",
            "on",
            "into",
            Fieldset(_("Only for a new department"), "name", Row("number", "kind")),
            "departments",
            form_tag=False,
        )

    def clean(self) -> dict[str, Any]:
        """A new department needs its name."""
        told = super().clean() or {}
        if not told.get("into") and not told.get("name") and "into" in told:
            self.add_error("name", _("Please enter the name of the new department."))
        return told


class AccountField(forms.EmailField):
    """An account, named by its e-mail address; nothing for nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=254,
            error_messages={"invalid": _("Please enter a full e-mail address, such as name@giessen.example.")},
            **kwargs,
        )

    def clean(self, value: Any) -> User | None:
        mail = super().clean(value)
        if not mail:
            return None
        account = User.objects.filter(email=mail.lower(), is_active=True, is_external=False).first()
        if account is None:
            raise forms.ValidationError(_("There is no account with this e-mail address."), code="unknown")
        return account


class DepartmentHeadForm(forms.Form):
    """Who leads a department and who deputises, by the addresses of their accounts."""

    head = AccountField(label=_("Head"), help_text=_("E-mail address of the account; empty where nobody leads."))
    deputy = AccountField(label=_("Deputy"))
    helper = post_helper("", "head", "deputy", form_tag=False)


class SiteForm(forms.Form):
    """A building and its address."""

    name = forms.CharField(label=_("Name"), max_length=100, error_messages=_NEEDS_NAME)
    street = forms.CharField(
        label=_("Street and number"), max_length=100, error_messages={"required": _("Please enter the street.")}
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, error_messages={"required": _("Please enter the postcode.")}
    )
    city = forms.CharField(label=_("Town"), max_length=100, error_messages={"required": _("Please enter the town.")})
    helper = post_helper("", "name", "street", Row("postcode", "city"), form_tag=False)
