"""Projects of the tests and who took part, made past the actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.topic import Topic
from people.rules.folding import word_sort_key
from programmes.models.project import Project, ProjectContribution, ProjectState
from tests.factories import LONG_AGO, make_department, make_pilot


def make_project(
    title: str = "Digitale Post",
    *,
    departments: Sequence[Department] = (),
    topics: Sequence[Topic] = (),
    **fields: Any,
) -> Project:
    """A project that is done, in a department of its own unless the test says otherwise."""
    done = {"state": ProjectState.DONE, "starts_on": date(2025, 3, 3), "ends_on": date(2025, 10, 31)}
    project = Project.objects.create(title=title, sort_key=word_sort_key(title), **{**done, **fields})
    project.departments.set(departments or [make_department()])
    project.topics.set(topics)
    return project


def make_topic(name: str) -> Topic:
    return Topic.objects.create(name=name, sort_key=word_sort_key(name))


def make_contribution(project: Project, pilot: Pilot | None = None, *, released: bool = True) -> ProjectContribution:
    """Somebody appointed took part and has released it, unless the test says otherwise."""
    pilot = pilot or make_pilot(appointed_from=LONG_AGO)
    return ProjectContribution.objects.create(
        project=project, pilot=pilot, released_at=timezone.now() if released else None
    )
