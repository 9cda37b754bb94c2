from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from people.forms.chosen import ChosenRows
from programmes.models.curriculum import Curriculum, ModuleKind
from programmes.models.programme import DeliveryFormat, Programme, SubjectArea, TrainingModule

NOT_PART = ""
PART_CHOICES = [(NOT_PART, _("not part of it")), *ModuleKind.choices]


class ProgrammeForm(forms.Form):
    """What employees read about the programme."""

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

    def __init__(self, data: Any = None, *, programme: Programme, cancel_url: str) -> None:
        said = {field: getattr(programme, field) for field in ("purpose", "tasks", "expected_effort")}
        super().__init__(data, initial=said)
        self.helper = post_helper(_("Save"), cancel_url=cancel_url)


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
