"""The pages of projects: found by topic, department and state; kept by coordinators and admins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.project import Project, ProjectContribution, ProjectState
from tests.factories import LONG_AGO, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.projects import make_contribution, make_project, make_topic
from tests.programmes.views.conftest import errors, signed_in

pytestmark = pytest.mark.django_db
PROJECTS = "/projects/"


@pytest.fixture
def staff(db: None) -> Client:
    return signed_in(make_user())


def titles(response: Any) -> list[str]:
    return [card.project.title for card in response.context["cards"]]


def filled_in(**other: Any) -> dict[str, Any]:
    told = {
        "title": "Tablets im Gartenamt",
        "story": "Es regnet.\r\n\r\nDie Hülle hält.",
        "state": "running",
        "starts_on": "2026-01-07",
        "ends_on": "",
        "departments": [make_department("Gartenamt").pk],
        "topics": [make_topic("Mobile Arbeit").pk],
    }
    return {**told, **other}


def test_projects_stand_newest_first(staff: Client) -> None:
    make_project("alt", starts_on=date(2023, 1, 2))
    make_project("neu", starts_on=date(2025, 1, 2))

    assert titles(staff.get(PROJECTS)) == ["neu", "alt"]


def test_projects_are_found_by_topic_and_state(staff: Client) -> None:
    topic = make_topic("E-Akte")
    make_project("mit", topics=[topic, make_topic("Geodaten")])
    make_project("ohne", state=ProjectState.RUNNING)

    assert titles(staff.get(PROJECTS, {"topic": topic.pk})) == ["mit"]
    assert titles(staff.get(PROJECTS, {"state": "running"})) == ["ohne"]
    assert titles(staff.get(PROJECTS, {"topic": topic.pk, "state": "running"})) == []


def test_a_department_finds_what_is_below_it_and_what_it_came_from_once(staff: Client) -> None:
    top = make_department("Dezernat")
    middle = make_department("Amt", parent=top)
    below, also_below = make_department("Abteilung", parent=middle), make_department("Team", parent=middle)
    before = make_department("Altes Amt", valid_until=date(2024, 12, 31), successor=middle)
    make_project("unten", departments=[below, also_below], starts_on=date(2025, 3, 3))
    make_project("früher", departments=[before], starts_on=date(2025, 3, 2))
    elsewhere = make_project("anderswo").departments.get()

    for unit in (top, middle):
        assert titles(staff.get(PROJECTS, {"department": unit.pk})) == ["unten", "früher"]
    assert titles(staff.get(PROJECTS, {"department": below.pk})) == ["unten"]
    assert titles(staff.get(PROJECTS, {"department": elsewhere.pk})) == ["anderswo"]


@pytest.mark.parametrize("asked", [{"topic": "x"}, {"department": "9" * 30}, {"state": "best"}, {"topic": "\x00"}])
def test_an_odd_question_finds_nothing_and_says_so(asked: dict[str, str], staff: Client) -> None:
    make_project()

    response = staff.get(PROJECTS, asked)

    assert titles(response) == []
    assert "No project like this yet" in response.content.decode()


def test_the_piece_is_found_word_for_word_in_the_page(staff: Client) -> None:
    make_contribution(make_project())

    piece = staff.get(PROJECTS, {"state": "done"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in piece
    assert piece.strip() in staff.get(PROJECTS, {"state": "done"}).content.decode()


def test_the_list_asks_as_much_for_three_projects_as_for_one(staff: Client) -> None:
    make_contribution(make_project("A", topics=[make_topic("T")]))
    with CaptureQueriesContext(connection) as for_one:
        staff.get(PROJECTS)
    for title in ("B", "C"):
        make_contribution(make_project(title, topics=[make_topic(title)]))
    with CaptureQueriesContext(connection) as for_three:
        staff.get(PROJECTS)

    # Beside what every page asks: 1 how many, 2 projects, 3 departments, 4 topics, 5 who took part, 6 how many in each
    # state; to choose from: 7 departments with projects, 8 the tree, 9 departments, 10 topics.
    of_projects = [query for query in for_three if "project" in query["sql"]]
    assert len(for_three) == len(for_one)
    assert len(of_projects) == 8


def test_a_story_is_text_and_nothing_else(staff: Client) -> None:
    project = make_project("<b>fett</b>", story="Eins\n\n<script>alert(1)</script>")

    page = staff.get(f"{PROJECTS}{project.pk}/").content.decode()

    assert "<p>Eins</p>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>fett" not in page


def test_staff_see_no_way_to_change_a_project(staff: Client) -> None:
    project = make_project()

    page = staff.get(f"{PROJECTS}{project.pk}/").content.decode()

    assert reverse("programmes:project_edit", args=[project.pk]) not in page
    for door in ("new/", f"{project.pk}/edit/", f"{project.pk}/people/"):
        assert staff.get(f"{PROJECTS}{door}").status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_a_project_is_entered_by_those_who_keep_the_register(role: Role) -> None:
    page = signed_in(make_user(role=role))

    response = page.post(f"{PROJECTS}new/", filled_in())

    project = Project.objects.get()
    assert response["Location"] == f"{PROJECTS}{project.pk}/people/"
    assert (project.title, project.story) == ("Tablets im Gartenamt", "Es regnet.\n\nDie Hülle hält.")
    assert [str(unit) for unit in project.departments.all()] == ["Gartenamt"]


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"story": "x" * 2001}, "story"),
        ({"state": "best"}, "state"),
        ({"starts_on": "gestern"}, "starts_on"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"state": "done"}, "ends_on"),
        ({"departments": []}, "departments"),
        ({"departments": ["9" * 30]}, "departments"),
        ({"topics": ["x"]}, "topics"),
    ],
)
def test_bad_input_stands_beside_its_field_and_nothing_is_lost(page: Client, odd: dict[str, Any], field: str) -> None:
    typed = filled_in(**odd)

    response = page.post(f"{PROJECTS}new/", typed)

    assert list(errors(response)) == [field]
    assert not Project.objects.exists()
    shown = response.context["form"]
    assert {name: shown[name].value() for name in typed} == {
        name: [str(one) for one in value] if isinstance(value, list) else value for name, value in typed.items()
    }


def test_a_project_is_changed(page: Client) -> None:
    project = make_project("Alter Titel")

    response = page.post(f"{PROJECTS}{project.pk}/edit/", filled_in(title="Neuer Titel"))

    assert response["Location"] == f"{PROJECTS}{project.pk}/"
    assert Project.objects.get().title == "Neuer Titel"


def test_a_department_of_the_past_stays_with_its_project(page: Client) -> None:
    closed = make_department("Altes Amt", valid_until=date(2024, 12, 31))
    project = make_project(departments=[closed])

    form = page.get(f"{PROJECTS}{project.pk}/edit/").context["form"]

    assert closed in form.fields["departments"].queryset
    assert closed not in page.get(f"{PROJECTS}new/").context["form"].fields["departments"].queryset


def test_somebody_is_entered_by_the_address(page: Client) -> None:
    project, pilot = make_project(), make_pilot("Offen", appointed_from=LONG_AGO)

    response = page.post(f"{PROJECTS}{project.pk}/people/", {"mail": pilot.mail}, follow=True)

    assert [entry.pilot for entry in project.contributions.all()] == [pilot]
    assert "not released" in response.content.decode()


def test_an_address_of_nobody_stands_beside_its_field(page: Client) -> None:
    project, trainee = make_project(), make_pilot()

    for mail in ("nobody@giessen.example", trainee.mail, "x"):
        assert list(errors(page.post(f"{PROJECTS}{project.pk}/people/", {"mail": mail}))) == ["mail"]
    assert not ProjectContribution.objects.exists()


def test_a_coordinator_sees_trainees_of_the_own_rounds_and_no_others(page: Client, kim: User) -> None:
    project = make_project()
    own = make_enrolment(make_cohort(coordinators=[kim]), make_pilot("Eigen")).pilot
    make_contribution(project, own, released=False)
    make_contribution(project, make_enrolment(make_cohort(), make_pilot("Fremd")).pilot, released=False)
    make_enrolment(make_cohort(), make_pilot("Unbekannt"))

    shown = page.get(f"{PROJECTS}{project.pk}/people/").content.decode()

    assert "Eigen" in shown
    assert "Fremd" not in shown
    assert "Unbekannt" not in shown


def test_a_wrong_entry_is_taken_out_but_not_what_its_person_released(page: Client) -> None:
    project = make_project()
    wrong, released = make_contribution(project, released=False), make_contribution(project)
    unseen = make_contribution(project, make_pilot(), released=False)

    def remove(entry: ProjectContribution) -> int:
        return page.post(f"{PROJECTS}{project.pk}/people/{entry.pk}/remove/").status_code

    assert [remove(wrong), remove(released), remove(unseen)] == [302, 404, 404]
    assert set(ProjectContribution.objects.all()) == {released, unseen}
    assert page.get(f"{PROJECTS}{project.pk}/people/{released.pk}/remove/").status_code == 302
