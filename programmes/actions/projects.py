"""The projects in which pilots made something better, and who took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.topic import Topic
from people.models.user import User
from people.rules.folding import word_sort_key
from programmes.models.project import Project, ProjectContribution, ProjectState
from programmes.rules.contributions import may_be_named

_OVER = (ProjectState.DONE, ProjectState.STOPPED)
_MANY = ("departments", "topics")


@dataclass(frozen=True)
class ProjectPlan:
    """All there is to say about a project."""

    title: str
    starts_on: date
    departments: Sequence[Department]
    story: str = ""
    state: ProjectState = ProjectState.PLANNED
    ends_on: date | None = None
    topics: Sequence[Topic] = ()


@action
def enter_project(plan: ProjectPlan, *, by: User, today: date) -> Project:
    """Enter a project; raise Refused where its dates do not go together or it is in the register already."""
    _check(plan, today)
    project = Project()
    _write(project, plan)
    record(by, "project entered", project, {"title": project.title, "state": str(project.state)})
    return project


@action
def change_project(project: Project, plan: ProjectPlan, *, by: User, today: date) -> Project:
    """Say anew what there is to say about a project; raises Refused as entering it does."""
    _check(plan, today)
    project = Project.objects.select_for_update().get(pk=project.pk)
    before = _as_plan(project)
    changed = [field.name for field in fields(plan) if _value(plan, field.name) != _value(before, field.name)]
    if changed:
        _write(project, plan)
        record(by, "project changed", project, {"fields": changed})
    return project


def _check(plan: ProjectPlan, today: date) -> None:
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        raise Refused(_("The project ends before it begins."), "ends_on")
    if plan.state in _OVER and plan.ends_on is None:
        raise Refused(_("Please say on which day the project ended."), "ends_on")
    if plan.state in _OVER and plan.ends_on is not None and plan.ends_on > today:
        raise Refused(_("This day is still to come; until then the project is running."), "ends_on")
    if plan.state == ProjectState.RUNNING and plan.starts_on > today:
        raise Refused(_("This day is still to come; until then the project is planned."), "starts_on")
    if not word_sort_key(plan.title):
        raise Refused(_("The title needs at least one letter or digit."), "title")


def _write(project: Project, plan: ProjectPlan) -> None:
    project.title, project.story = plan.title, plan.story
    project.state, project.starts_on, project.ends_on = plan.state, plan.starts_on, plan.ends_on
    project.sort_key = word_sort_key(plan.title)[:200]
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError:  # the constraint decides, so that two who enter the same project at once get one answer
        raise Refused(_("A project with this title and first day is in the register already."), "title") from None
    project.departments.set(plan.departments)
    project.topics.set(plan.topics)


def _as_plan(project: Project) -> ProjectPlan:
    return ProjectPlan(
        title=project.title,
        starts_on=project.starts_on,
        departments=list(project.departments.all()),
        story=project.story,
        state=ProjectState(project.state),
        ends_on=project.ends_on,
        topics=list(project.topics.all()),
    )


def _value(plan: ProjectPlan, name: str) -> object:
    return set(getattr(plan, name)) if name in _MANY else getattr(plan, name)


@action
def note_contribution(project: Project, mail: str, *, by: User, today: date) -> ProjectContribution:
    """Note that the person with this official mail took part; others see it only after that person's release.

    Raises Refused for an address of nobody whom `by` may name.
    """
    pilot = may_be_named(by, today).filter(mail=mail.lower()).first()
    if pilot is None:
        raise Refused(_("Nobody you can enter here has this e-mail address."), "mail")
    return _note(project, pilot, by=by)


@action
def tell_contribution(project: Project, pilot: Pilot, *, by: User, released: bool = False) -> ProjectContribution:
    """The person tells that they took part and, if they like, releases it at once."""
    _ask_whose(pilot, by)
    contribution = _note(project, pilot, by=by)
    return release_contribution(contribution, by=by) if released else contribution


def _note(project: Project, pilot: Pilot, *, by: User) -> ProjectContribution:
    try:
        with transaction.atomic():
            contribution = ProjectContribution.objects.create(project=project, pilot=pilot)
    except IntegrityError:  # the constraint decides, as above
        raise Refused(_("This is in the register already.")) from None
    record(by, "contribution noted", contribution, {"project": project.pk, "pilot": pilot.pk})
    return contribution


@action
def release_contribution(contribution: ProjectContribution, *, by: User) -> ProjectContribution:
    """The person lets colleagues see it, from the first day of the appointment on; only they themselves can."""
    contribution = _locked(contribution)
    _ask_whose(contribution.pilot, by)
    if contribution.released_at is None:
        contribution.released_at = timezone.now()
        contribution.save(update_fields=["released_at"])
        record(by, "contribution released", contribution, _facts(contribution))
    return contribution


@action
def hide_contribution(contribution: ProjectContribution, *, by: User) -> ProjectContribution:
    """The person takes the release back; nobody else sees the contribution from now on."""
    contribution = _locked(contribution)
    _ask_whose(contribution.pilot, by)
    if contribution.released_at is not None:
        contribution.released_at = None
        contribution.save(update_fields=["released_at"])
        record(by, "contribution hidden", contribution, _facts(contribution))
    return contribution


@action
def remove_contribution(contribution: ProjectContribution, *, by: User) -> None:
    """Take a contribution out of the register: the person always, somebody else only what is not released."""
    contribution = _locked(contribution)
    if contribution.released_at is not None:
        _ask_whose(contribution.pilot, by)
    record(by, "contribution removed", contribution, _facts(contribution))
    contribution.delete()


def _locked(contribution: ProjectContribution) -> ProjectContribution:
    rows = ProjectContribution.objects.select_for_update(of=("self",)).select_related("pilot")
    found = rows.filter(pk=contribution.pk).first()
    if found is None:
        raise Refused(_("This entry has been taken out in the meantime."))
    return found


def _ask_whose(pilot: Pilot, by: User) -> None:
    if pilot.user_id != by.pk:
        raise Refused(_("Only the person themselves can decide this."))


def _facts(contribution: ProjectContribution) -> dict[str, int]:
    return {"project": contribution.project_id, "pilot": contribution.pilot_id}
