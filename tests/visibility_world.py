"""A world in which each datum of the visibility table has words of its own, and somebody of every role looks at it.

Ada is appointed and has released everything; Bo is appointed and has released nothing; Toni is in training, Wanda has
left the round, Paul is only proposed, Cleo has consented and waits for the head; all in the department of `head`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from people.models.absence import Absence
from people.models.audit_event import AuditEvent
from people.models.consent import Consent, VoluntaryField
from people.models.photo import Photo
from people.models.pilot import FormOfAddress, Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.ceremonies import prepare_ceremony, put_on_list
from programmes.actions.issue_letters import issue_letters
from programmes.models.attendance import Attendance
from programmes.models.ceremony import Ceremony
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.interest import Interest
from programmes.models.letter import AppointmentLetter
from programmes.models.mail import MailBatch, MailMessage
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.module_session import ModuleSession
from programmes.models.programme import TrainingModule
from programmes.models.project import Project
from programmes.rules.ceremony_papers import Paper
from tests.access import doors, read_table
from tests.factories import (
    LONG_AGO,
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_letter_text,
    make_pilot,
    make_ready,
    make_result,
    make_session,
    make_signatory,
    make_user,
    modules_of,
)
from tests.programmes.projects import make_contribution, make_project, make_topic

AT = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))
S = EnrolmentState
# Who looks, and as which account of the table of permissions: only at doors that are not shut for the whole role.
VIEWERS = {
    "staff": "staff",
    "self": "pilot",
    "other_pilot": "pilot",
    "fellow": "trainee",
    "trainer": "trainer",
    "external_trainer": "external",
    "other_trainer": "trainer",
    "head": "head",
    "other_head": "head",
    "coordinator": "coordinator",
    "other_coordinator": "other_coordinator",
    "admin": "admin",
    "mayors_office": "mayors_office",
    "dpo": "dpo",
}
ROLES = {
    "trainer": Role.TRAINER,
    "external_trainer": Role.TRAINER,
    "other_trainer": Role.TRAINER,
    "coordinator": Role.COORDINATOR,
    "other_coordinator": Role.COORDINATOR,
    "admin": Role.ADMIN,
    "mayors_office": Role.MAYORS_OFFICE,
    "dpo": Role.DPO,
}
FILES = ("csv", "xlsx", "ods")
# The others are merged for the printer, without tags to read them by; they hold the letters, which are looked at.
PAPERS = [Paper.NAMES.value, Paper.PRESS.value]
# Whoever the row is about: they look as themselves.
SELVES = ("ada", "bo", "toni", "wanda", "paul", "cleo")


class VisibilityWorld:
    """The record, its viewers by name, and the addresses each of them can try."""

    def __init__(self) -> None:
        # Keys of the rows that addresses and forms name.
        self.keys: dict[str, int] = {}
        self.users = {name: self._viewer(name) for name in VIEWERS if name != "self"}
        self.own = make_department("Amt Eigen", head=self.users["head"])
        self.other = make_department("Amt Anders", head=self.users["other_head"])
        curriculum = make_curriculum(("ZZ1", "ZZ2"))
        self.cohort = make_cohort(
            curriculum=curriculum,
            coordinators=[self.users["coordinator"]],
            state=CohortState.RUNNING,
            starts_on=date(2026, 1, 2),
        )
        make_letter_text(self.cohort.programme, body="Urkundenmarke: {effective_from}, {role}, {department}, {round}.")
        make_signatory()
        self.modules = modules_of(curriculum)
        self._appointed()
        self._in_training()
        self._elsewhere()
        ina = make_user(given_names="Ina", family_name="Interessemarke")
        Interest.objects.create(programme=self.cohort.programme, user=ina, said_on=TODAY)
        event = AuditEvent(at=AT, verb="entry corrected", object_type="people.pilot", object_id=str(self.ada.pk))
        event.reason = "Protokollmarke"
        AuditEvent.objects.append([event])

    def _viewer(self, name: str) -> User:
        external = name == "external_trainer"
        return make_user(
            f"{name}@giessen.example", role=ROLES.get(name), department=make_department(), is_external=external
        )

    def _person(self, name: str, family_name: str, **fields: Any) -> Pilot:
        user = self.users[name] = make_user(f"{name}@giessen.example", department=self.own)
        return make_pilot(family_name, given_names=name.title(), department=self.own, user=user, **fields)

    def _appointed(self) -> None:
        self.ada = self._voluntary(
            self._person(
                "ada",
                "Ernanntmarke",
                form_of_address=FormOfAddress.MS,
                phone="0641 306-77123",
                pronunciation="Sprechmarke",
            ),
            "frei",
        )
        self.bo = self._voluntary(self._person("bo", "Schweigmarke", appointed_from=LONG_AGO), "zurück")
        for field in VoluntaryField:
            Consent.objects.create(pilot=self.ada, field=field, text_version="2026-1", given_at=AT)
        enrolment = make_enrolment(self.cohort, self.ada, state=S.IN_TRAINING)
        first, second = self.modules
        make_result(enrolment, first, kind=ResultKind.RECOGNISED, reason="Nachweismarke", decided_by="Kim")
        make_result(enrolment, second)
        self.letter = issue_letters([enrolment], effective_from=TODAY, by=None, at=AT)[0]
        ceremony = prepare_ceremony(held_on=TODAY, place="Rathaus", host="OB", by=None)
        put_on_list(ceremony, [self.letter], by=None)
        stand_in = make_pilot("Vertretmarke", department=make_department(), appointed_from=LONG_AGO)
        Absence.objects.create(
            pilot=self.ada, first_day=TODAY - timedelta(days=1), last_day=date(2026, 12, 24), stand_in=stand_in
        )
        User.objects.filter(pilot=self.ada).update(last_login=datetime(2025, 10, 17, 6, 47, tzinfo=AT.tzinfo))
        project = make_project("Posteingang")
        self.keys |= {"ada": self.ada.pk, "released": make_contribution(project, self.ada).pk}
        self.keys |= {"bo": self.bo.pk, "kept": make_contribution(project, self.bo, released=False).pk}

    def _voluntary(self, pilot: Pilot, word: str) -> Pilot:
        pilot.bio, pilot.office_hours = f"Lebensmarke {word}", f"Stundenmarke {word}"
        pilot.other_languages, pilot.contact_me_for = f"Sprachmarke {word}", f"Fragemarke {word}"
        pilot.save()
        pilot.topics.add(make_topic(f"Themenmarke {word}"))
        Photo.objects.create(pilot=pilot, jpeg=f"\xff\xd8Bildmarke {word}".encode(), sha256=word[0] * 64)
        return pilot

    def _in_training(self) -> None:
        self.toni = self._person("toni", "Lernmarke")
        agreed = {"agreed_by": "Zustimmungsmarke", "time_share": "Anteilmarke"}
        enrolment = make_enrolment(self.cohort, self.toni, state=S.IN_TRAINING, **agreed)
        make_result(
            enrolment,
            self.modules[0],
            kind=ResultKind.RECOGNISED,
            achieved_on=date(2025, 11, 23),
            reason="Anerkennungsmarke",
            decided_by="Kim",
        )
        self.keys["toni"] = enrolment.pk
        make_enrolment(self.cohort, self._person("wanda", "Fortmarke"), state=S.WITHDRAWN, left_on=TODAY)
        make_enrolment(self.cohort, self._person("paul", "Vorschlagmarke"))
        make_enrolment(self.cohort, self._person("cleo", "Wartemarke"), state=S.CONSENTED, consented_on=TODAY)
        fellow = make_pilot("Mitlernend", user=self.users["fellow"])
        make_enrolment(self.cohort, fellow, state=S.IN_TRAINING)
        make_ready(self.cohort, "Fertig")  # so that the page for issuing letters opens
        yesterday = AT - timedelta(days=1)
        taught = make_session(self.cohort, trainer=self.users["trainer"], starts_at=yesterday)
        make_session(self.cohort, trainer=self.users["external_trainer"], starts_at=yesterday)
        make_session(self.cohort, module=self.modules[1])
        Attendance.objects.create(
            session=taught, enrolment=enrolment, was_present=False, noted_by=self.users["trainer"], noted_at=AT
        )

    def _elsewhere(self) -> None:
        coordinators = [self.users["other_coordinator"]]
        other = make_cohort(curriculum=make_curriculum(("YY1",)), coordinators=coordinators, state=CohortState.RUNNING)
        make_session(other, trainer=self.users["other_trainer"], starts_at=AT - timedelta(days=1))
        pilot = make_pilot("Anders", user=self.users["other_pilot"], appointed_from=LONG_AGO)
        make_enrolment(other, pilot, state=S.IN_TRAINING)

    def addresses(self, account: str) -> Iterator[tuple[str, str]]:
        """Pattern and address of every door of ours that the table does not shut for `account`, for every object."""
        table = read_table()
        for _name, pattern in doors():
            row = table.get((pattern, "GET"), {})
            if not pattern.startswith("accounts/") and row.get(account) not in {"403", "405"}:
                yield from ((pattern, address) for address in self._filled(pattern))

    def _filled(self, pattern: str) -> Iterator[str]:
        """The addresses of a pattern: every object of the right kind, below every other one it could stand below."""
        found: list[tuple[str, list[Any]]] = []
        for part in pattern.split("<")[1:]:
            converter = part.partition(">")[0]
            found.append((converter, self._choices(pattern, converter.partition(":")[2])))
        for values in product(*(choices for _converter, choices in found)):
            address = f"/{pattern}"
            for (converter, _choices), value in zip(found, values, strict=True):
                address = address.replace(f"<{converter}>", str(value), 1)
            yield address

    def _choices(self, pattern: str, name: str) -> list[Any]:
        if pattern.startswith("departments/"):  # each has a notice to be set; those of the viewers are empty
            return [self.own.pk, self.other.pk]
        if pattern.startswith("pilots/"):  # one of each kind: all has been released, nothing, not appointed
            return [self.ada.pk, self.bo.pk, self.toni.pk]
        start = next((start for start in _KINDS if pattern.startswith(start)), "")
        kind = _OTHER_KEYS.get(name) or (_KINDS.get(start) if name == "pk" else None)
        if kind is not None:
            return list(kind.objects.order_by("pk").values_list("pk", flat=True))
        fixed = {"extension": list(FILES), "paper": PAPERS, "code": [self.letter.verify_code]}
        return fixed.get(name, ["unknown"])


_KINDS: dict[str, Any] = {
    "api/v1/rounds/": Cohort,
    "ceremonies/": Ceremony,
    "cohorts/": Cohort,
    "projects/": Project,
    "letters/": AppointmentLetter,
    "mails/": MailBatch,
    "programme/modules/": TrainingModule,
    "my/absences/": Absence,
}
_OTHER_KEYS: dict[str, Any] = {
    "enrolment_pk": Enrolment,
    "session_pk": ModuleSession,
    "result_pk": ModuleResult,
    "message_pk": MailMessage,
}
