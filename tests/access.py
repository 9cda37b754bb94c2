"""The world of the permission table: one of everything, one account per role, and the doors there are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.models.absence import Absence
from people.models.api_token import ApiToken
from people.models.consent import Consent, VoluntaryField
from people.models.department import Site
from people.models.entry_report import EntryReport, ReportKind
from people.models.photo import Photo
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import Role, RoleGrant
from people.models.user import User
from programmes.actions.issue_letters import issue_letters
from programmes.models.ceremony import Ceremony, CeremonyEntry
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.letter_text import LetterTemplate, Signatory, TextKind
from programmes.models.mail import MailKind
from programmes.models.result_batch import ResultBatch
from tests.factories import (
    LONG_AGO,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_letter_text,
    make_pilot,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.mails import make_mails
from tests.programmes.projects import make_contribution, make_project
from tests.programmes.recognitions import make_evidence, make_request

TABLE = Path(__file__).with_name("access_table.csv")
METHODS = ("GET", "POST")
ACCOUNTS = (
    "anonymous",
    "staff",
    "pilot",
    "trainee",
    "head",
    "trainer",
    "coordinator",
    "other_coordinator",
    "admin",
    "mayors_office",
    "dpo",
    "external",
    "no_second_factor",
    "disabled",
)
GRANTED = {"trainer", "coordinator", "admin", "mayors_office", "dpo"}


class World:
    """Accounts by name, and the arguments that lead to an object of the coordinator's round or of the pilot."""

    def __init__(self) -> None:
        self.users = {name: self._account(name) for name in ACCOUNTS if name != "anonymous"}
        make_department("Jugendamt", head=self.users["head"])
        curriculum = make_curriculum(("D1",))
        cohort = make_cohort(coordinators=[self.users["coordinator"]], curriculum=curriculum, state=CohortState.RUNNING)
        session = make_session(cohort, trainer=self.users["trainer"])
        people = (make_pilot(name.title(), user=self.users[name]) for name in ("pilot", "trainee"))
        appointed, trainee = (make_enrolment(cohort, person, state=EnrolmentState.IN_TRAINING) for person in people)
        module = modules_of(curriculum)[0]
        passed = make_result(appointed, module)
        batch_of_results = ResultBatch.objects.create(cohort=cohort)
        result = make_result(trainee, module, batch=batch_of_results)
        programme = cohort.programme
        LetterTemplate.objects.create(
            programme=programme,
            version=1,
            subject="Ernennung",
            body="Ich ernenne Sie.",
            layout="ernennung-v1",
            released_on=LONG_AGO,
        )
        words = {"subject": "Bescheinigung", "body": "Dank an {name}.", "layout": "bescheinigung-v1"}
        make_letter_text(programme, kind=TextKind.CERTIFICATE, **words)
        make_letter_text(programme, version=2, released_on=None)
        signatory = Signatory.objects.create(name="Frank-Tilo Becher", office="Oberbürgermeister", valid_from=LONG_AGO)
        at = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))
        letter = issue_letters([appointed], effective_from=date(2026, 3, 2), by=None, at=at)[0]
        pilot = Pilot.objects.get(user=self.users["pilot"])
        second = DepartmentAssignment.objects.create(
            pilot=pilot, department=make_department(), valid_from=LONG_AGO, is_primary=False
        )
        Photo.objects.create(pilot=pilot, jpeg=b"\xff\xd8photo", sha256="f" * 64)
        Consent.objects.create(pilot=pilot, field=VoluntaryField.PHOTO, text_version="2026-1", given_at=at)
        absence = Absence.objects.create(pilot=pilot, first_day=date(2026, 4, 1))
        report = EntryReport.objects.create(
            pilot=pilot, kind=ReportKind.PHONE, reported_by=self.users["staff"], reported_at=at
        )
        site = Site.objects.create(name="Rathaus", street="Berliner Platz 1", postcode="35390", city="Gießen")
        project = make_project()
        contribution = make_contribution(project, pilot)
        people_list = EnrolmentImport.objects.create(cohort=cohort, made_by=self.users["coordinator"], made_at=at)
        request = make_request(trainee)
        evidence = make_evidence(request)
        token = ApiToken.objects.create(
            owner=self.users["coordinator"], name="Auswertung", secret_hash="0" * 64, made_at=at
        )
        batch = make_mails("head@giessen.example", cohort=cohort, by=self.users["coordinator"])
        ceremony = Ceremony.objects.create(held_on=date(2026, 3, 2), place="Rathaus", host="OB")
        CeremonyEntry.objects.create(ceremony=ceremony, letter=letter, position=1)
        self.kwargs: dict[str, dict[str, Any]] = {
            "cohorts/": {
                "pk": cohort.pk,
                "enrolment_pk": trainee.pk,
                "result_pk": result.pk,
                "batch_pk": batch_of_results.pk,
                "import_pk": people_list.pk,
                "session_pk": session.pk,
                "extension": "csv",
            },
            "mails/": {"pk": batch.pk, "message_pk": batch.messages.get().pk},
            "mail-texts/": {"kind": MailKind.CONSENT.value, "language": "de"},
            "api/": {"pk": cohort.pk, "rest": "nowhere"},
            "my/tokens/": {"pk": token.pk},
            "my/answers/": {"pk": trainee.pk},
            "my/qualification/certificates/": {"pk": passed.pk},
            "my/qualification/": {"pk": trainee.pk},
            "my/dates/": {"session_pk": session.pk},
            "answers/": {"token": "unknown"},
            "calendar/": {"token": "unknown"},
            "programme/": {"pk": module.pk},
            "ceremonies/": {"pk": ceremony.pk, "paper": "letters"},
            "letters/signatories/": {"pk": signatory.pk},
            "letters/": {"pk": letter.pk, "kind": "appointment", "extension": "csv"},
            "pilots/": {"pk": pilot.pk, "assignment_pk": second.pk},
            "departments/": {"pk": make_department().pk},
            "sites/": {"pk": site.pk},
            "entries/": {"pk": report.pk},
            "coverage/": {"extension": "csv"},
            "my/absences/": {"pk": absence.pk},
            "my/projects/": {"pk": contribution.pk},
            "my/recognition/": {"pk": request.pk},
            "recognitions/": {"pk": request.pk, "evidence_pk": evidence.pk},
            "projects/": {"pk": project.pk, "contribution_pk": contribution.pk},
            "verify/": {"code": letter.verify_code},
            "accounts/": {"key": "unknown", "uidb36": "1", "pk": 1},
        }

    def _account(self, name: str) -> User:
        if name == "no_second_factor":
            user = make_user(f"{name}@giessen.example")
            RoleGrant.objects.create(user=user, role=Role.ADMIN, since=LONG_AGO)
            return user
        role = {"other_coordinator": Role.COORDINATOR, "external": Role.TRAINER, "disabled": Role.ADMIN}.get(
            name, Role(name) if name in GRANTED else None
        )
        return make_user(
            f"{name}@giessen.example",
            role=role,
            department=make_department(),
            is_external=name == "external",
            is_active=name != "disabled",
        )

    def client(self, account: str) -> Client:
        """A browser signed in as `account`; where the account was disabled, it was so after signing in."""
        client = Client(raise_request_exception=True)
        if account != "anonymous":
            user = self.users[account]
            User.objects.filter(pk=user.pk).update(is_active=True)
            client.force_login(user)
            User.objects.filter(pk=user.pk).update(is_active=account != "disabled")
        return client

    def address(self, name: str, pattern: str) -> str:
        """The path of a door, leading to this world's objects."""
        known = next((kwargs for start, kwargs in self.kwargs.items() if pattern.startswith(start)), {})
        wanted = {key: value for key, value in known.items() if f":{key}>" in pattern or f"<{key}>" in pattern}
        return reverse(name, kwargs=wanted) if name != "None" else f"/{pattern}"


def doors() -> Iterator[tuple[str, str]]:
    """Every address of the program: its name with namespace, and its pattern."""
    yield from _doors(get_resolver(), "", "")


def _doors(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", pattern
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _doors(entry, pattern, inner)


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """The committed table: pattern and method to the status each account gets."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [((row.pop("path"), row.pop("method")), row) for row in csv.DictReader(file)]
    table = dict(rows)
    assert len(table) == len(rows), "a door stands twice in the table"
    return table


def write_table(rows: dict[tuple[str, str], dict[str, str]]) -> None:
    """Write the table anew, to be read line by line before it is committed."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["path", "method", *ACCOUNTS], lineterminator="\n")
        writer.writeheader()
        writer.writerows({"path": path, "method": method, **row} for (path, method), row in rows.items())
