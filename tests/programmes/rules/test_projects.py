"""What colleagues see of projects: a person only by their own release, while appointed. One test per way to leak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models.pilot import Pilot
from people.rules.profile_parts import parts_of
from programmes.actions.projects import hide_contribution
from programmes.models.project import Project, ProjectState
from programmes.rules.projects import departments_with_projects, projects_of, recent_projects
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user
from tests.programmes.projects import make_contribution, make_project, make_topic

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def not_released(project: Project) -> Pilot:
    return make_contribution(project, make_pilot("Geheim", appointed_from=LONG_AGO), released=False).pilot


def released_and_taken_back(project: Project) -> Pilot:
    pilot = make_pilot("Geheim", appointed_from=LONG_AGO, user=make_user())
    hide_contribution(make_contribution(project, pilot), by=pilot.user)
    return pilot


def of_a_trainee(project: Project) -> Pilot:
    return make_contribution(project, make_pilot("Geheim", user=make_user())).pilot


def before_the_appointment(project: Project) -> Pilot:
    return make_contribution(project, make_pilot("Geheim", appointed_from=TOMORROW)).pilot


def after_the_appointment(project: Project) -> Pilot:
    return make_contribution(project, make_pilot("Geheim", appointed_from=LONG_AGO, appointed_until=TODAY)).pilot


WAYS = [not_released, released_and_taken_back, of_a_trainee, before_the_appointment, after_the_appointment]


@pytest.mark.parametrize("way", WAYS)
def test_no_page_gives_away_who_is_not_to_be_seen(way: Callable[[Project], Pilot], client: Client) -> None:
    unit, topic = make_department("Jugendamt"), make_topic("E-Akte")
    project = make_project(departments=[unit], topics=[topic])
    shown = make_contribution(project, make_pilot("Offen", appointed_from=LONG_AGO)).pilot
    way(project)
    client.force_login(make_user())

    projects = reverse("programmes:project_list")
    for address in (
        projects,
        f"{projects}?topic={topic.pk}&department={unit.pk}&state=done",
        reverse("programmes:project_detail", args=[project.pk]),
        reverse("programmes:start"),
    ):
        page = client.get(address).content.decode()
        assert "Geheim" not in page, address
        if "projects" in address:
            assert page.count("Offen") >= 1, address
            # Two people took part; not even their number may tell so.
            assert page.count('class="avatar ') == 1, address
    assert [card.people for card in recent_projects(TODAY)] == [(shown,)]


@pytest.mark.parametrize("way", WAYS)
def test_no_profile_tells_of_a_project_that_is_not_to_be_seen(way: Callable[[Project], Pilot], client: Client) -> None:
    pilot = way(make_project("Verborgenes"))
    client.force_login(make_user())

    page = client.get(reverse("people:pilot_detail", args=[pilot.pk])).content.decode()

    assert "Verborgenes" not in page
    assert projects_of(pilot, TODAY) == []
    assert parts_of(pilot, TODAY) == []


def test_a_profile_tells_of_what_is_released(client: Client) -> None:
    contribution = make_contribution(make_project("Digitale Post"))
    make_contribution(make_project("Fremdes"))
    client.force_login(make_user())

    page = client.get(reverse("people:pilot_detail", args=[contribution.pilot.pk])).content.decode()

    assert "Digitale Post" in page
    assert "Fremdes" not in page


def test_the_start_page_hears_of_the_newest_that_have_begun() -> None:
    for title, day, state in (
        ("alt", date(2023, 1, 2), ProjectState.DONE),
        ("neu", date(2026, 2, 2), ProjectState.RUNNING),
        ("mittel", date(2025, 1, 2), ProjectState.DONE),
        ("geplant", date(2026, 2, 9), ProjectState.PLANNED),
        ("abgebrochen", date(2026, 2, 9), ProjectState.STOPPED),
        ("bald", TOMORROW, ProjectState.RUNNING),
    ):
        make_project(title, starts_on=day, ends_on=None, state=state)

    assert [card.project.title for card in recent_projects(TODAY, limit=2)] == ["neu", "mittel"]


def test_a_project_is_told_from_its_first_day_on() -> None:
    make_project("heute", starts_on=TODAY, ends_on=None, state=ProjectState.RUNNING)
    make_project("morgen", starts_on=TOMORROW, ends_on=None, state=ProjectState.RUNNING)

    assert [card.project.title for card in recent_projects(TODAY)] == ["heute"]


def test_recent_projects_ask_four_questions_however_many_they_are() -> None:
    for number in range(3):
        make_contribution(make_project(f"Projekt {number}", topics=[make_topic(f"Thema {number}")]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            recent_projects(TODAY)
        # 1 projects, 2 departments, 3 topics, 4 who took part
        assert len(asked) == 4


def test_departments_to_choose_from_have_projects_below_them_or_before_them() -> None:
    top = make_department("Dezernat")
    middle = make_department("Amt", parent=top)
    make_department("Nachbaramt", parent=top)
    closed = make_department("Altes Amt", valid_until=date(2024, 12, 31), successor=middle)
    make_project(departments=[closed])

    assert [str(unit) for unit in departments_with_projects(TODAY)] == ["Amt", "Dezernat"]
