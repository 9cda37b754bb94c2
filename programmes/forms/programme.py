from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.actions.role_names import RoleForms
from people.forms.chosen import ChosenRows
from people.forms.departments import DepartmentChoiceField
from people.models.department import Department
from programmes.actions.programme import ProgrammePlan
from programmes.models.curriculum import Curriculum, ModuleKind
from programmes.models.programme import DeliveryFormat, Programme, SubjectArea, TrainingModule

NOT_PART = ""
PART_CHOICES = [(NOT_PART, _("not part of it")), *ModuleKind.choices]


class ProgrammeForm(forms.Form):
    """What the programme is: its name and office, what its graduates are called, its areas, what employees read."""

    name = forms.CharField(label=_("Name of the programme"), max_length=200)
    purpose = forms.CharField(
        label=_("What it is for"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    tasks = forms.CharField(
        label=_("Tasks"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What somebody does after the training; one task per line."),
    )
    expected_effort = forms.CharField(
        label=_("Expected effort"),
        required=False,
        max_length=200,
        help_text=_("Heads of department read it, too. For example: 12 days of training in half a year"),
    )
    singular_f = forms.CharField(label=_("A woman"), max_length=60, help_text=_("For example: Digi-Lotsin"))
    singular_m = forms.CharField(label=_("A man"), max_length=60, help_text=_("For example: Digi-Lotse"))
    singular_n = forms.CharField(label=_("Neutral"), max_length=60, help_text=_("For example: Digi-Lots*in"))
    plural = forms.CharField(label=_("Several people"), max_length=60, help_text=_("For example: Digi-Lots*innen"))
    short = forms.CharField(label=_("In short"), max_length=60, help_text=_("For example: Lots*innen"))
    more_areas = forms.CharField(
        label=_("More subject areas"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line."),
    )

    def __init__(self, data: Any = None, *, programme: Programme | None, today: date, cancel_url: str) -> None:
        super().__init__(data, initial=_said_of(programme) if programme else None)
        self.areas = list(programme.subject_areas.all()) if programme else []
        for number, area in enumerate(self.areas, start=1):
            self.fields[f"area_{area.pk}"] = forms.CharField(
                label=_("Subject area {number}").format(number=number),
                max_length=100,
                required=False,
                initial=area.name,
            )
        valid = Department.objects.valid_on(today)
        if programme:  # its office may have been closed since
            valid = Department.objects.filter(Q(pk__in=valid) | Q(pk=programme.office_id))
        self.fields["office"] = DepartmentChoiceField(
            valid.order_by("number", "name"), label=_("Office that runs it"), empty_label=_("please choose")
        )
        self.helper = post_helper(
            _("Save") if programme else _("Set up the programme"),
            Row("name", "office"),
            Fieldset(_("What employees read"), "purpose", "tasks", "expected_effort"),
            Fieldset(
                _("What graduates are called"), Row("singular_f", "singular_m", "singular_n"), Row("plural", "short")
            ),
            Fieldset(_("Subject areas"), *(f"area_{area.pk}" for area in self.areas), "more_areas"),
            cancel_url=cancel_url,
        )

    def clean_more_areas(self) -> list[str]:
        """The names, a line each."""
        names = [line.strip() for line in self.cleaned_data["more_areas"].splitlines() if line.strip()]
        longest = SubjectArea._meta.get_field("name").max_length or 0
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(_("A subject area has at most {count} characters.").format(count=longest))
        return names

    def plan(self) -> ProgrammePlan:
        """What was typed in; only of a valid form."""
        told = self.cleaned_data
        role = RoleForms(**{form: told[form] for form in RoleForms.__dataclass_fields__})
        texts = {field: told[field] for field in ("name", "office", "purpose", "tasks", "expected_effort")}
        return ProgrammePlan(role=role, **texts)

    def names_of_areas(self) -> dict[int, str]:
        """The names of the subject areas there are, by their keys; only of a valid form."""
        return {area.pk: self.cleaned_data[f"area_{area.pk}"] for area in self.areas}


def _said_of(programme: Programme) -> dict[str, Any]:
    said = {field: getattr(programme, field) for field in ("name", "purpose", "tasks", "expected_effort")}
    forms_of_it = {form: getattr(programme.role_name, form) for form in RoleForms.__dataclass_fields__}
    return {**said, **forms_of_it, "office": programme.office_id}


class ModuleForm(forms.Form):
    """One module of the programme; its code and area are settled when it is added."""

    code = forms.CharField(label=_("Code"), max_length=10)
    title = forms.CharField(label=_("Title"), max_length=200)
    content = forms.CharField(
        label=_("Content"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    teaching_units = forms.IntegerField(
        label=_("Teaching units"), min_value=1, max_value=500, help_text=_("of 45 minutes each")
    )
    delivery_format = forms.TypedChoiceField(label=_("Format"), choices=DeliveryFormat.choices, coerce=DeliveryFormat)

    def __init__(
        self, data: Any = None, *, programme: Programme, module: TrainingModule | None = None, cancel_url: str
    ) -> None:
        super().__init__(data, initial=_said(module) if module else None)
        others = programme.modules.order_by("code")
        if module is None:
            self.fields["area"] = forms.ModelChoiceField(
                SubjectArea.objects.filter(programme=programme), label=_("Subject area"), empty_label=_("please choose")
            )
        else:
            del self.fields["code"]
            others = others.exclude(pk=module.pk)
        self.fields["prerequisites"] = ChosenRows(
            others, label=_("Needs before it"), required=False, widget=forms.CheckboxSelectMultiple
        )
        head = [Row("code", "area")] if module is None else []
        self.helper = post_helper(
            _("Save module"),
            *head,
            "title",
            "content",
            Row("teaching_units", "delivery_format"),
            Fieldset("", "prerequisites", css_class="many-choices"),
            cancel_url=cancel_url,
        )

    def told(self) -> dict[str, Any]:
        """What was typed in, as the actions take it; only of a valid form."""
        names = ("title", "content", "teaching_units", "delivery_format", "prerequisites")
        return {name: self.cleaned_data[name] for name in names}


def _said(module: TrainingModule) -> dict[str, Any]:
    fields = ("title", "content", "teaching_units", "delivery_format")
    return {field: getattr(module, field) for field in fields} | {"prerequisites": list(module.prerequisites.all())}


def _count(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=initial, min_value=0, max_value=1000, required=False)


class CurriculumForm(forms.Form):
    """The next version of the curriculum: each module required, elective or not part of it."""

    def __init__(
        self, data: Any = None, *, modules: list[TrainingModule], last: Curriculum | None, cancel_url: str
    ) -> None:
        super().__init__(data)
        self.modules = modules
        kinds = dict(last.entries.values_list("module", "kind")) if last else {}
        for module in modules:
            self.fields[f"module_{module.pk}"] = forms.ChoiceField(
                label=f"{module} ({module.teaching_units})",
                choices=PART_CHOICES,
                initial=kinds.get(module.pk, NOT_PART),
                required=False,
            )
        self.fields["electives_needed"] = _count(_("Electives needed"), last.electives_needed if last else 0)
        self.fields["elective_units_needed"] = _count(
            _("Teaching units of electives needed"), last.elective_units_needed if last else 0
        )
        self.helper = post_helper(
            _("Release this version"),
            Fieldset(_("Modules (teaching units)"), *(f"module_{module.pk}" for module in modules)),
            Fieldset(
                _("Complete is who has all required modules and"), Row("electives_needed", "elective_units_needed")
            ),
            cancel_url=cancel_url,
        )

    def told(self) -> dict[str, Any]:
        """What was chosen, as the action takes it; only of a valid form."""
        by_kind: dict[str, list[TrainingModule]] = {kind: [] for kind in (NOT_PART, *ModuleKind.values)}
        for module in self.modules:
            by_kind[self.cleaned_data[f"module_{module.pk}"]].append(module)
        return {
            "required": by_kind[ModuleKind.REQUIRED],
            "electives": by_kind[ModuleKind.ELECTIVE],
            "electives_needed": self.cleaned_data["electives_needed"] or 0,
            "elective_units_needed": self.cleaned_data["elective_units_needed"] or 0,
        }
