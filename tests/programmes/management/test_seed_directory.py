"""The demo's directory holds what its story says: departments, pilots, who is away, projects."""

from __future__ import annotations

import pytest
from django.db.models import Q

from people.models.absence import Absence
from people.models.department import Department
from people.models.entry_report import EntryReport
from people.models.pilot import Pilot
from people.models.signpost import Signpost
from people.models.topic import Topic
from people.models.user import User
from people.rules.tree import pilots_by_department
from programmes.models.project import Project, ProjectContribution
from programmes.rules.projects import project_cards, recent_projects
from tests.factories import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_register")]


def test_every_topic_has_a_pilot_and_so_has_the_youth_welfare_office() -> None:
    appointed = Pilot.objects.appointed_on(TODAY)
    released = appointed.filter(consents__field="topics", consents__withdrawn_at__isnull=True)

    assert set(Topic.objects.filter(pilots__in=released)) == set(Topic.objects.all())
    assert Topic.objects.count() == 18
    assert [str(pilot) for pilot in appointed.in_department(Department.objects.get(name="Jugendamt"), TODAY)] == [
        "Dr. Jördis Ährenfeld"
    ]


def test_departments_show_every_edge_case() -> None:
    amt = Department.objects.valid_on(TODAY).filter(kind="amt")

    assert len([unit for unit in amt if unit.pk not in pilots_by_department(TODAY)]) >= 3
    assert Department.objects.get(name="Jugendamt").sites.count() == 2
    assert Department.objects.get(name="Jugendamt").head == User.objects.get(email="head@demo.example")
    assert Department.objects.get(name="Stadtmarketing").successor is None
    assert str(Department.objects.get(name="Amt für Datenverarbeitung").successor) == "Amt für Informationstechnik"
    assert str(Department.objects.get(name="Koordinierungsstelle Verkehr").successor) == "Tiefbauamt"


def test_departments_have_heads_some_a_deputy_and_some_nobody() -> None:
    amt = Department.objects.valid_on(TODAY).filter(kind="amt")

    assert amt.filter(head__isnull=False, deputy__isnull=False).count() >= 4
    assert amt.filter(head__isnull=False, deputy__isnull=True).exists()
    assert amt.filter(head__isnull=True).exists()


def test_every_pilot_has_a_phone_and_a_room() -> None:
    assert not Pilot.objects.filter(Q(phone="") | Q(room="")).exists()


def test_projects_are_in_every_state_and_tell_their_story() -> None:
    projects = list(Project.objects.all())

    assert len(projects) == 12
    assert {project.state for project in projects} == {"planned", "running", "done", "stopped"}
    assert all(len(project.story) > 100 for project in projects)
    assert all(card.departments and card.topics for card in project_cards(projects, TODAY))
    assert [card.project.title for card in recent_projects(TODAY)][:1] == ["Urkunden online bestellen"]


def test_who_took_part_shows_by_the_own_release_and_only_while_appointed() -> None:
    contributions = ProjectContribution.objects.all()
    trainee = Pilot.objects.get(user__email="trainee@demo.example")

    assert contributions.visible_on(TODAY).count() >= 12
    assert contributions.filter(released_at=None).count() >= 5
    assert contributions.filter(pilot=trainee, released_at__isnull=False).exists()
    assert not contributions.visible_on(TODAY).filter(pilot=trainee).exists()


def test_two_pilots_are_away_today_one_of_them_with_a_stand_in_and_one_will_be() -> None:
    today = Absence.objects.covering(TODAY)

    assert sorted(absence.stand_in is None for absence in today) == [False, True]
    assert [str(absence.pilot) for absence in Absence.objects.filter(first_day__gt=TODAY)] == ["Dr. Jördis Ährenfeld"]
    assert {absence.first_day.weekday() for absence in Absence.objects.all()} <= set(range(5))


def test_some_details_are_confirmed_and_one_report_is_open() -> None:
    confirmed = Pilot.objects.exclude(details_confirmed_on=None)

    assert confirmed.count() == 5
    assert all(pilot.is_appointed_on(TODAY) for pilot in confirmed)
    assert EntryReport.objects.unsettled().count() == EntryReport.objects.count() == 1


def test_the_right_person_box_has_words_of_the_coordinator() -> None:
    words = Signpost.objects.get()

    assert words.written_by == User.objects.get(email="coordinator@demo.example")
    assert words.service_phone.startswith("0641 306-0")
