"""Projects are entered and changed with an event; a contribution is released by its person and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.projects import (
    ProjectPlan,
    change_project,
    enter_project,
    hide_contribution,
    note_contribution,
    release_contribution,
    remove_contribution,
    tell_contribution,
)
from programmes.models.project import Project, ProjectContribution, ProjectState
from tests.factories import LONG_AGO, TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.projects import make_contribution, make_project, make_topic

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def kim(db: None) -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def plan(db: None) -> ProjectPlan:
    return ProjectPlan(
        title="Ämter ohne Papier",
        story="Ein Anfang.",
        state=ProjectState.RUNNING,
        starts_on=date(2026, 1, 7),
        departments=[make_department("Jugendamt")],
        topics=[make_topic("E-Akte")],
    )


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_project_is_entered_with_all_there_is_to_say(plan: ProjectPlan, kim: User) -> None:
    project = enter_project(plan, by=kim, today=TODAY)

    project.refresh_from_db()
    assert (project.title, project.sort_key, project.state) == ("Ämter ohne Papier", "amter ohne papier", "running")
    assert [str(unit) for unit in project.departments.all()] == ["Jugendamt"]
    assert [str(topic) for topic in project.topics.all()] == ["E-Akte"]
    assert verbs() == ["project entered"]


def test_the_same_project_is_entered_once(plan: ProjectPlan, kim: User) -> None:
    enter_project(plan, by=kim, today=TODAY)

    with pytest.raises(Refused) as refusal:
        enter_project(plan, by=kim, today=TODAY)

    assert refusal.value.field == "title"
    assert Project.objects.count() == 1
    assert verbs() == ["project entered"]


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"ends_on": date(2026, 1, 6)}, "ends_on"),
        ({"state": ProjectState.DONE}, "ends_on"),
        ({"state": ProjectState.STOPPED}, "ends_on"),
        ({"state": ProjectState.DONE, "ends_on": TOMORROW}, "ends_on"),
        ({"starts_on": TOMORROW}, "starts_on"),
        ({"title": "– ! –"}, "title"),
    ],
)
def test_what_does_not_go_together_is_refused(odd: dict[str, object], field: str, plan: ProjectPlan, kim: User) -> None:
    project = make_project()

    for attempt in (
        lambda: enter_project(replace(plan, **odd), by=kim, today=TODAY),
        lambda: change_project(project, replace(plan, **odd), by=kim, today=TODAY),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.field == field

    assert list(Project.objects.values_list("title", flat=True)) == ["Digitale Post"]
    assert verbs() == []


def test_a_project_that_ends_today_is_done(plan: ProjectPlan, kim: User) -> None:
    project = enter_project(replace(plan, state=ProjectState.DONE, ends_on=TODAY), by=kim, today=TODAY)

    assert project.ends_on == TODAY


def test_a_change_names_what_changed_and_nothing_else(plan: ProjectPlan, kim: User) -> None:
    project = enter_project(plan, by=kim, today=TODAY)

    change_project(project, replace(plan, title="Zebra", topics=[]), by=kim, today=TODAY)
    change_project(project, replace(plan, title="Zebra", topics=[]), by=kim, today=TODAY)

    project.refresh_from_db()
    assert (project.title, project.sort_key, project.topics.count()) == ("Zebra", "zebra", 0)
    assert verbs() == ["project entered", "project changed"]
    assert AuditEvent.objects.last().changes == {"fields": ["title", "topics"]}


def test_a_very_long_title_of_odd_letters_has_a_sort_key(plan: ProjectPlan, kim: User) -> None:
    project = enter_project(replace(plan, title="㎯" * 150), by=kim, today=TODAY)

    assert len(project.sort_key) == 200


def test_a_coordinator_enters_somebody_appointed_and_nobody_sees_it_yet(kim: User) -> None:
    project, pilot = make_project(), make_pilot(appointed_from=LONG_AGO, mail="sam@giessen.example")

    contribution = note_contribution(project, "SAM@giessen.example", by=kim, today=TODAY)

    assert (contribution.pilot, contribution.released_at) == (pilot, None)
    assert not ProjectContribution.objects.visible_on(TODAY).exists()
    assert AuditEvent.objects.get().changes == {"project": project.pk, "pilot": pilot.pk}


def test_a_coordinator_enters_people_of_the_own_rounds_only(kim: User) -> None:
    project = make_project()
    own = make_enrolment(make_cohort(coordinators=[kim])).pilot
    others = make_enrolment(make_cohort(coordinators=[make_user(role=Role.COORDINATOR)])).pilot

    note_contribution(project, own.mail, by=kim, today=TODAY)
    with pytest.raises(Refused) as refusal:
        note_contribution(project, others.mail, by=kim, today=TODAY)

    assert refusal.value.field == "mail"
    assert [entry.pilot for entry in project.contributions.all()] == [own]


def test_nobody_is_entered_twice(kim: User) -> None:
    contribution = make_contribution(make_project())

    with pytest.raises(Refused, match="already"):
        note_contribution(contribution.project, contribution.pilot.mail, by=kim, today=TODAY)

    assert ProjectContribution.objects.count() == 1


def test_a_person_tells_and_releases_at_once() -> None:
    user = make_user()
    pilot = make_pilot(user=user, appointed_from=LONG_AGO)

    tell_contribution(make_project(), pilot, by=user, released=True)

    assert ProjectContribution.objects.visible_on(TODAY).count() == 1
    assert verbs() == ["contribution noted", "contribution released"]


def test_taking_the_release_back_hides_it_at_once() -> None:
    user = make_user()
    contribution = make_contribution(make_project(), make_pilot(user=user, appointed_from=LONG_AGO))

    hide_contribution(contribution, by=user)
    hide_contribution(contribution, by=user)

    assert not ProjectContribution.objects.visible_on(TODAY).exists()
    assert verbs() == ["contribution hidden"]


def test_nobody_else_releases_hides_or_removes_what_somebody_released(kim: User) -> None:
    quiet, shown = make_contribution(make_project("A"), released=False), make_contribution(make_project("B"))

    for attempt in (
        lambda: release_contribution(quiet, by=kim),
        lambda: hide_contribution(shown, by=kim),
        lambda: remove_contribution(shown, by=kim),
        lambda: tell_contribution(make_project("C"), make_pilot(), by=kim, released=True),
    ):
        with pytest.raises(Refused, match="Only the person"):
            attempt()

    assert ProjectContribution.objects.count() == 2
    assert [entry.project.title for entry in ProjectContribution.objects.visible_on(TODAY)] == ["B"]
    assert verbs() == []


def test_an_entry_made_by_mistake_is_taken_out(kim: User) -> None:
    contribution = make_contribution(make_project(), released=False)

    remove_contribution(contribution, by=kim)

    assert not ProjectContribution.objects.exists()
    assert verbs() == ["contribution removed"]


def test_what_was_taken_out_meanwhile_cannot_be_released() -> None:
    user = make_user()
    contribution = make_contribution(make_project(), make_pilot(user=user), released=False)
    ProjectContribution.objects.all().delete()

    with pytest.raises(Refused, match="in the meantime"):
        release_contribution(contribution, by=user)
