"""Nothing of the hidden reaches staff: random worlds, every door that staff may open, no secret in any answer.

LEAK_WORLDS=500 looks at more worlds than the usual few.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from random import Random
from urllib.parse import quote, urlencode

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department, Site
from people.models.entry_report import EntryReport
from people.models.photo import Photo
from people.models.pilot import Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from programmes.models.enrolment import EnrolmentState
from programmes.models.project import Project, ProjectContribution
from tests.access import doors, read_table
from tests.factories import LONG_AGO, TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.letters.read_aloud import plain_text

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("LEAK_WORLDS", "12"))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
# From when until when somebody is appointed, for everybody staff must never meet.
HIDDEN = (
    {},
    {"appointed_from": TOMORROW},
    {"appointed_from": LONG_AGO, "appointed_until": TODAY},
    {"appointed_from": LONG_AGO, "appointed_until": YESTERDAY},
)
VISIBLE = (
    {"appointed_from": LONG_AGO},
    {"appointed_from": TODAY},
    {"appointed_from": TODAY, "appointed_until": TOMORROW},
)
# A secret is a word no page has a reason to say; letters only, so that search and PDF treat it as any name.
LETTERS = str.maketrans("0123456789", "bcdfghjklm")


class World:
    """Some people in a few departments; `secrets` are the words staff must not read, `ghosts` who has no page."""

    def __init__(self, random: Random) -> None:
        self.random, self.secrets, self.ghosts = random, set[str](), list[Pilot]()
        self._numbers = count(random.randrange(10_000, 90_000))
        self.departments = [make_department() for _number in range(3)]
        self.departments.append(make_department(parent=self.departments[0]))
        site = Site.objects.create(name="Rathaus", street="Berliner Platz 1", postcode="35390", city="Gießen")
        for department in self.departments:
            department.sites.add(site)
        self.topics = [Topic.objects.create(name=f"Thema {word}", sort_key=word) for word in ("eins", "zwei")]
        self.people = [self._person(hidden=random.random() < 0.5) for _number in range(10)]
        self._absences()
        self._projects()

    def word(self, *, secret: bool) -> str:
        word = f"Geheim{str(next(self._numbers)).translate(LETTERS)}" if secret else f"Offen{next(self._numbers)}"
        if secret:
            self.secrets.add(word)
        return word

    def _person(self, *, hidden: bool) -> Pilot:
        name = self.word(secret=hidden)
        released = {field for field in VoluntaryField if self.random.random() < 0.5}
        told = {
            field: self.word(secret=hidden or release not in released)
            for field, release in (
                ("bio", VoluntaryField.BIO),
                ("other_languages", VoluntaryField.LANGUAGES),
                ("office_hours", VoluntaryField.OFFICE_HOURS),
                ("contact_me_for", VoluntaryField.CONTACT_ME_FOR),
            )
        }
        days = self.random.choice(HIDDEN if hidden else VISIBLE)
        pilot = make_pilot(
            name,
            given_names="Sam",
            mail=f"{name.lower()}@giessen.example",
            phone=f"0641 {next(self._numbers)}",
            department=self.random.choice(self.departments),
            helps_other_departments=self.random.random() < 0.5,
            **told,
            **days,
        )
        pilot.topics.set(self.topics)
        SpokenLanguage.objects.create(pilot=pilot, language="tr")
        Photo.objects.create(pilot=pilot, jpeg=b"\xff\xd8photo", sha256="f" * 64)
        now = timezone.now()
        for field in VoluntaryField:
            # Whoever withdrew a release had given it once.
            withdrawn = None if field in released else now
            Consent.objects.create(
                pilot=pilot, field=field, text_version="2026-1", given_at=now, withdrawn_at=withdrawn
            )
        if hidden:
            self.ghosts.append(pilot)
            make_enrolment(make_cohort(), pilot, state=self.random.choice(list(EnrolmentState)))
        return pilot

    def _absences(self) -> None:
        for pilot in self.people:
            if self.random.random() < 0.4:
                stand_in = self.random.choice([*self.people, None])
                Absence.objects.create(
                    pilot=pilot, first_day=YESTERDAY, stand_in=None if stand_in == pilot else stand_in
                )

    def _projects(self) -> None:
        for number in range(2):
            project = Project.objects.create(
                title=f"Projekt {number}", starts_on=LONG_AGO, sort_key=f"projekt {number}"
            )
            project.departments.set(self.departments[:2])
            project.topics.set(self.topics)
            for pilot in self.people:
                released_at = self.random.choice([timezone.now(), None])
                ProjectContribution.objects.create(project=project, pilot=pilot, released_at=released_at)

    def addresses(self) -> Iterator[str]:
        """Every door that the table opens to staff, for every object it could lead to, and some questions."""
        table = read_table()
        keys = {
            "pilots/": [pilot.pk for pilot in self.people],
            "departments/": [department.pk for department in Department.objects.all()],
            "sites/": [site.pk for site in Site.objects.all()],
            "projects/": [project.pk for project in Project.objects.all()],
        }
        for _name, pattern in doors():
            if table.get((pattern, "GET"), {}).get("staff") != "200" or pattern.startswith("accounts/"):
                continue
            if "<" not in pattern:
                yield f"/{pattern}"
            for start, found in keys.items():
                if pattern.startswith(start) and pattern.count("<") == 1:
                    yield from (f"/{pattern}".replace("<int:pk>", str(key)) for key in found)
        questions = [*sorted(self.secrets), "geheim", "Gehiem", "sam", "thema", "giessen", "türkisch", "amt"]
        for question in self.random.sample(questions, 6):
            yield f"/pilots/?{urlencode({'q': question})}"
        for pilot in self.random.sample(self.ghosts, min(2, len(self.ghosts))):
            yield f"/pilots/?{urlencode({'q': pilot.mail})}"


def text_of(response: HttpResponse | StreamingHttpResponse) -> str:
    """What a page or a file says; of a PDF what a screen reader would read."""
    content = b"".join(response) if getattr(response, "streaming", False) else response.content
    return plain_text(content) if content.startswith(b"%PDF") else content.decode("utf-8", "replace")


@pytest.mark.parametrize("seed", range(WORLDS))
def test_no_door_open_to_staff_says_a_secret(client: Client, seed: int) -> None:
    world = World(Random(seed))
    client.force_login(make_user(department=world.random.choice(world.departments)))
    told = []

    for address in world.addresses():
        response = client.get(address)
        # What somebody typed into the address stands in the answer; the address itself is no secret of the register.
        asked = response.wsgi_request.GET.get("q") or "\0"
        text = text_of(response).replace(asked, "").replace(quote(asked), "")
        told += [f"{address}: {secret}" for secret in world.secrets if secret.lower() in text.lower()]

    assert not told


@pytest.mark.parametrize("seed", range(WORLDS))
def test_no_address_of_a_hidden_person_is_found(client: Client, seed: int) -> None:
    world = World(Random(seed))
    client.force_login(make_user())
    patterns = [
        pattern
        for _name, pattern in doors()
        if pattern.startswith("pilots/<int:pk>/") and read_table()[pattern, "GET"]["staff"] == "200"
    ]
    found = []

    for pilot in world.ghosts:
        addresses = [f"/{pattern}".replace("<int:pk>", str(pilot.pk)) for pattern in patterns]
        found += [address for address in addresses if client.get(address).status_code != 404]

    assert patterns
    assert not found
    assert not EntryReport.objects.exists()
