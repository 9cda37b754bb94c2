"""The person alone decides who may see where they took part."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.project import ProjectContribution
from tests.factories import LONG_AGO, TODAY, make_pilot, make_user
from tests.programmes.projects import make_contribution, make_project
from tests.programmes.views.conftest import errors, signed_in

pytestmark = pytest.mark.django_db
MINE = "/my/projects/"


@pytest.fixture
def aylin(db: None) -> User:
    return make_user("aylin@giessen.example")


@pytest.fixture
def pilot(aylin: User) -> Pilot:
    return make_pilot("Lotsin", user=aylin, appointed_from=LONG_AGO)


@pytest.fixture
def own_page(pilot: Pilot, aylin: User) -> Client:
    return signed_in(aylin)


def visible() -> list[str]:
    return [entry.project.title for entry in ProjectContribution.objects.visible_on(TODAY)]


def test_the_page_shows_ones_own_projects_and_offers_the_others(own_page: Client, pilot: Pilot) -> None:
    make_contribution(make_project("Meins"), pilot, released=False)
    make_contribution(make_project("Deins"))

    response = own_page.get(MINE)

    assert [entry.project.title for entry in response.context["contributions"]] == ["Meins"]
    assert [project.title for project in response.context["form"].fields["project"].queryset] == ["Deins"]


def test_a_project_is_added_quietly_unless_the_person_releases_it(own_page: Client) -> None:
    own_page.post(MINE, {"project": make_project("Still").pk})
    own_page.post(MINE, {"project": make_project("Offen").pk, "released": "on"})

    assert ProjectContribution.objects.count() == 2
    assert visible() == ["Offen"]


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30])
def test_no_project_is_no_choice(chosen: str, own_page: Client) -> None:
    assert list(errors(own_page.post(MINE, {"project": chosen}))) == ["project"]


def test_a_project_added_already_is_no_choice(own_page: Client, pilot: Pilot) -> None:
    entry = make_contribution(make_project(), pilot)

    assert list(errors(own_page.post(MINE, {"project": entry.project.pk}))) == ["project"]


def test_a_release_is_given_and_taken_back_at_any_time(own_page: Client, pilot: Pilot) -> None:
    entry = make_contribution(make_project("Meins"), pilot, released=False)

    own_page.post(f"{MINE}{entry.pk}/", {"step": "release"})
    assert visible() == ["Meins"]
    own_page.post(f"{MINE}{entry.pk}/", {"step": "hide"})
    assert visible() == []
    own_page.post(f"{MINE}{entry.pk}/", {"step": "remove"})
    assert not ProjectContribution.objects.exists()


def test_somebody_elses_contribution_is_not_found(own_page: Client) -> None:
    quiet, shown = make_contribution(make_project("A"), released=False), make_contribution(make_project("B"))

    for step in ("release", "hide", "remove"):
        for entry in (quiet, shown):
            assert own_page.post(f"{MINE}{entry.pk}/", {"step": step}).status_code == 404
    assert visible() == ["B"]
    assert ProjectContribution.objects.count() == 2


def test_an_unknown_step_or_a_look_changes_nothing(own_page: Client, pilot: Pilot) -> None:
    entry = make_contribution(make_project("Meins"), pilot)

    assert own_page.get(f"{MINE}{entry.pk}/")["Location"] == MINE
    assert own_page.post(f"{MINE}{entry.pk}/", {"step": "praise"})["Location"] == MINE
    assert visible() == ["Meins"]


def test_a_trainee_may_release_and_is_told_from_when_on_it_shows() -> None:
    trainee = make_user()
    entry = make_contribution(make_project("Meins"), make_pilot(user=trainee), released=False)
    page = signed_in(trainee)

    response = page.post(f"{MINE}{entry.pk}/", {"step": "release"}, follow=True)

    assert ProjectContribution.objects.get().released_at is not None
    assert visible() == []
    assert "only while you are appointed" in response.content.decode()


def test_an_employee_outside_the_programme_has_no_such_page() -> None:
    page = signed_in(make_user())

    assert page.get(MINE).status_code == 403
    assert page.post(f"{MINE}1/", {"step": "release"}).status_code == 403
