from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from digilotsen.fields import DayField
from people.forms.chosen import ChosenRows
from people.forms.departments import DepartmentChoiceField, DepartmentsChoiceField
from people.models.department import Department
from people.models.topic import Topic
from programmes.actions.projects import ProjectPlan
from programmes.models.project import Project, ProjectState
from programmes.rules.projects import below_and_before, departments_with_projects


class ProjectFilter(forms.Form):
    """Which projects somebody wants to see; a GET form, so that its address can be shared."""

    unmarked = True
    helper = filter_helper(_("Show projects"), "department", "topic", "state", inline=True)

    topic = forms.ModelChoiceField(
        Topic.objects.filter(projects__isnull=False).distinct(),
        label=_("Topic"),
        required=False,
        empty_label=_("all topics"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all states")), *ProjectState.choices])

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.fields["department"] = DepartmentChoiceField(
            departments_with_projects(today), label=_("Department"), required=False, empty_label=_("all departments")
        )

    def apply(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        """The projects asked for, a department with all that belongs to it; what cannot be asked for finds nothing."""
        if not self.is_valid():
            return projects.none()
        wanted = self.cleaned_data
        if wanted["department"]:
            # A project of two departments below the one asked for is one project.
            belonging = Project.departments.through.objects.filter(
                department__in=below_and_before(wanted["department"])
            )
            projects = projects.filter(pk__in=belonging.values("project"))
        if wanted["topic"]:
            projects = projects.filter(topics=wanted["topic"])
        return projects.filter(state=wanted["state"]) if wanted["state"] else projects

    @property
    def is_asking(self) -> bool:
        """Whether anything at all is asked for."""
        return not self.is_valid() or any(self.cleaned_data.values())


class ProjectForm(forms.Form):
    """All there is to say about a project."""

    title = forms.CharField(
        label=_("Title"), max_length=150, error_messages={"required": _("Please give the project a title.")}
    )
    story = forms.CharField(
        label=_("What became better"),
        max_length=2000,
        required=False,
        help_text=_("Two or three sentences that make others curious. Names are not needed: people show themselves."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    state = forms.TypedChoiceField(
        label=_("State"),
        choices=ProjectState.choices,
        coerce=ProjectState,
        initial=ProjectState.PLANNED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say how the project stands.")},
    )
    starts_on = DayField(
        label=_("First day"),
        error_messages={
            "required": _("Please enter the first day."),
            "invalid": _("Please enter the first day as a date."),
        },
    )
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        error_messages={"invalid": _("Please enter the last day as a date.")},
    )

    def __init__(self, data: Any = None, *, project: Project | None = None, today: date, cancel_url: str) -> None:
        super().__init__(data, initial=_said(project) if project else None)
        # A department of the past may stay with the project that it had.
        choosable = Q(pk__in=Department.objects.valid_on(today).values("pk"))
        if project is not None:
            choosable |= Q(pk__in=project.departments.values("pk"))
        self.fields["departments"] = DepartmentsChoiceField(
            Department.objects.filter(choosable),
            label=_("Departments"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one department.")},
        )
        self.fields["topics"] = ChosenRows(
            Topic.objects.all(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
        )
        self.helper = post_helper(
            _("Save project"),
            "title",
            "story",
            Fieldset(_("When"), "state", Row("starts_on", "ends_on")),
            Fieldset(_("Where and what about"), "departments", "topics", css_class="many-choices"),
            cancel_url=cancel_url,
        )

    def plan(self) -> ProjectPlan:
        """What was typed in; only of a valid form."""
        told = self.cleaned_data
        return ProjectPlan(
            title=told["title"],
            story=told["story"].replace("\r\n", "\n"),
            state=told["state"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            departments=list(told["departments"]),
            topics=list(told["topics"]),
        )


def _said(project: Project) -> dict[str, Any]:
    return {
        "title": project.title,
        "story": project.story,
        "state": project.state,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "departments": project.departments.all(),
        "topics": project.topics.all(),
    }


class NamePersonForm(forms.Form):
    """Who took part in a project, by the official address."""

    mail = forms.EmailField(
        label=_("Official e-mail address"),
        max_length=254,
        help_text=_("Choose somebody from the list, or type the address."),
        error_messages={
            "required": _("Please enter the e-mail address."),
            "invalid": _("Please enter a full e-mail address, such as name@giessen.example."),
        },
        widget=forms.EmailInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    helper = post_helper(_("Enter person"), "mail")


class TellForm(forms.Form):
    """In which project somebody took part, and whether colleagues may know."""

    released = forms.BooleanField(
        label=_("Colleagues may see that I took part"),
        required=False,
        help_text=_("You can change this at any time."),
    )
    helper = post_helper(_("Add project"), "project", "released")

    def __init__(self, data: Any = None, *, projects: QuerySet[Project]) -> None:
        super().__init__(data)
        self.fields["project"] = forms.ModelChoiceField(
            projects,
            label=_("Project"),
            empty_label=_("please choose"),
            error_messages={
                "required": _("Please choose the project."),
                "invalid_choice": _("Please choose one of the projects in the list."),
            },
        )
