"""A request for recognition from its first word to its decision: whole, final, told, and never by whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.recognition_requests import (
    grant_recognition,
    refuse_recognition,
    request_recognition,
    withdraw_recognition,
)
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailBatch, MailKind
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.models.recognition_request import (
    RECOGNITION_TRANSITIONS,
    EvidenceKind,
    RecognitionRequest,
    RecognitionState,
)
from programmes.rules.evidence_files import EvidenceFile
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_pilot,
    make_result,
    make_user,
    modules_of,
)
from tests.mails import NOW
from tests.programmes.recognitions import REASON, WORDS, make_evidence, make_request

pytestmark = pytest.mark.django_db
S = RecognitionState
FILE = EvidenceFile("Zeugnis.pdf", EvidenceKind.PDF, b"%PDF-1.7")


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example", role=Role.COORDINATOR, given_names="Kim", family_name="Muster")


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(("C1", "D1")), state=CohortState.RUNNING)


@pytest.fixture
def trainee(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, make_pilot("Ich", user=make_user()), state=EnrolmentState.IN_TRAINING)


@pytest.fixture
def modules(cohort: Cohort) -> list[TrainingModule]:
    return modules_of(cohort.curriculum)


def asking(trainee: Enrolment, modules: list[TrainingModule], told: str = WORDS, files: int = 0) -> RecognitionRequest:
    return request_recognition(trainee, modules, told, [FILE] * files, by=trainee.pilot.user, today=TODAY)


# --- asked for -------------------------------------------------------------------------------------------------------


def test_a_request_keeps_words_modules_and_files(trainee: Enrolment, modules: list[TrainingModule]) -> None:
    request = asking(trainee, modules, f"  {WORDS} ", files=2)

    assert (request.told, request.state, request.requested_on) == (WORDS, S.REQUESTED, TODAY)
    assert list(request.modules.order_by("code")) == modules
    assert [(file.name, bytes(file.content or b"")) for file in request.evidence.all()] == [
        ("Zeugnis.pdf", b"%PDF-1.7")
    ] * 2
    assert AuditEvent.objects.get(verb="recognition requested").changes == {
        "enrolment": trainee.pk,
        "modules": [module.pk for module in modules],
        "files": 2,
    }


def test_a_request_needs_a_module_and_words_and_few_files(trainee: Enrolment, modules: list[TrainingModule]) -> None:
    fields = []
    for chosen, told, files in (([], WORDS, 0), (modules, "  ", 0), (modules, WORDS, 6)):
        with pytest.raises(Refused) as refused:
            asking(trainee, chosen, told, files)
        fields.append(refused.value.field)

    assert fields == ["modules", "told", "evidence"]
    assert not RecognitionRequest.objects.exists()


def test_what_is_done_or_asked_for_already_is_not_asked_for_again(
    trainee: Enrolment, modules: list[TrainingModule]
) -> None:
    first, second = modules
    make_result(trainee, first)
    make_request(trainee, second)

    with pytest.raises(Refused, match="C1, D1: done already, asked for already") as refused:
        asking(trainee, modules)

    assert refused.value.field == "modules"


def test_a_module_of_another_round_is_not_recognised_here(trainee: Enrolment) -> None:
    with pytest.raises(Refused, match="no part of your round"):
        asking(trainee, modules_of(make_curriculum(("X9",))))


@pytest.mark.parametrize("state", [S.REFUSED, S.WITHDRAWN])
def test_after_a_refusal_one_can_ask_again(
    trainee: Enrolment, modules: list[TrainingModule], state: RecognitionState
) -> None:
    make_request(trainee, *modules, state=state)

    assert asking(trainee, modules).is_open


@pytest.mark.parametrize("state", [EnrolmentState.ADMITTED, EnrolmentState.PAUSED, EnrolmentState.FINISHED])
def test_only_who_is_in_training_asks(cohort: Cohort, modules: list[TrainingModule], state: EnrolmentState) -> None:
    with pytest.raises(Refused, match="Only who is in training"):
        asking(make_enrolment(cohort, state=state), modules)


def test_nobody_asks_in_a_round_that_is_cancelled(trainee: Enrolment, modules: list[TrainingModule]) -> None:
    Cohort.objects.update(state=CohortState.CANCELLED)

    with pytest.raises(Refused, match="Only who is in training"):
        asking(trainee, modules)


# --- granted ---------------------------------------------------------------------------------------------------------


def test_a_grant_enters_every_module_with_reason_and_decider(kim: User, trainee: Enrolment) -> None:
    request = grant_recognition(make_request(trainee), f" {REASON}\n", by=kim, at=NOW)

    assert (request.state, request.decided_on, request.decided_by, request.reason) == (S.GRANTED, TODAY, kim, REASON)
    entries = ModuleResult.objects.values_list("module__code", "kind", "achieved_on", "reason", "decided_by")
    assert sorted(entries) == [
        ("C1", ResultKind.RECOGNISED, TODAY, REASON, kim.name),
        ("D1", ResultKind.RECOGNISED, TODAY, REASON, kim.name),
    ]


def test_a_module_passed_meanwhile_keeps_its_entry(
    kim: User, trainee: Enrolment, modules: list[TrainingModule]
) -> None:
    request = make_request(trainee)
    make_result(trainee, modules[0])

    grant_recognition(request, REASON, by=kim, at=NOW)

    assert sorted(ModuleResult.objects.values_list("module__code", "kind")) == [
        ("C1", ResultKind.PASSED),
        ("D1", ResultKind.RECOGNISED),
    ]


def test_where_everything_is_done_nothing_is_granted(
    kim: User, trainee: Enrolment, modules: list[TrainingModule]
) -> None:
    request = make_request(trainee)
    for module in modules:
        make_result(trainee, module)

    with pytest.raises(Refused, match="nothing left to recognise"):
        grant_recognition(request, REASON, by=kim, at=NOW)

    request.refresh_from_db()
    assert (request.state, MailBatch.objects.count(), AuditEvent.objects.count()) == (S.REQUESTED, 0, 0)


def test_a_grant_that_cannot_be_entered_leaves_no_decision_and_no_mail(kim: User, trainee: Enrolment) -> None:
    request = make_request(trainee)
    Enrolment.objects.update(state=EnrolmentState.PAUSED)

    with pytest.raises(Refused, match="is not in training in this round"):
        grant_recognition(request, REASON, by=kim, at=NOW)

    request.refresh_from_db()
    assert (request.state, request.reason, ModuleResult.objects.count()) == (S.REQUESTED, "", 0)
    assert (MailBatch.objects.count(), AuditEvent.objects.count()) == (0, 0)


# --- decided ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decide", "word", "verb"),
    [
        (grant_recognition, "Entscheidung: anerkannt", "recognition granted"),
        (refuse_recognition, "Entscheidung: nicht anerkannt", "recognition refused"),
    ],
)
def test_the_person_is_told_the_decision_but_not_the_reason(
    decide: Callable[..., RecognitionRequest], word: str, verb: str, kim: User, trainee: Enrolment
) -> None:
    decide(make_request(trainee), REASON, by=kim, at=NOW)

    (message,) = MailBatch.objects.get(kind=MailKind.RECOGNITION_DECIDED).messages.all()
    assert (message.email.to, message.enrolment) == ([trainee.pilot.mail], trainee)
    assert word in message.email.message
    assert "C1 Modul C1, D1 Modul D1" in message.email.message
    assert "/my/recognition/" in message.email.message
    assert REASON not in message.email.message
    (event,) = AuditEvent.objects.filter(verb=verb)
    assert REASON not in str(event.changes) + event.reason


def test_a_refusal_enters_nothing(kim: User, trainee: Enrolment) -> None:
    request = refuse_recognition(make_request(trainee), REASON, by=kim, at=NOW)

    assert (request.state, ModuleResult.objects.count()) == (S.REFUSED, 0)


def test_a_decision_needs_its_reason(kim: User, trainee: Enrolment) -> None:
    request = make_request(trainee)
    for decide in (grant_recognition, refuse_recognition):
        with pytest.raises(Refused, match="Please give the reason") as refused:
            decide(request, "  ", by=kim, at=NOW)
        assert refused.value.field == "reason"


def test_nobody_decides_on_what_they_asked_for_themselves(cohort: Cohort, kim: User) -> None:
    own = make_request(make_enrolment(cohort, make_pilot(user=kim), state=EnrolmentState.IN_TRAINING))
    for decide in (grant_recognition, refuse_recognition):
        with pytest.raises(Refused, match="Somebody else has to decide"):
            decide(own, REASON, by=kim, at=NOW)

    assert not ModuleResult.objects.exists()


@pytest.mark.parametrize("state", [S.GRANTED, S.REFUSED, S.WITHDRAWN])
def test_what_is_settled_stays_settled(kim: User, trainee: Enrolment, state: RecognitionState) -> None:
    request = make_request(trainee, state=state)
    before = RecognitionRequest.objects.values().get()

    for decide in (grant_recognition, refuse_recognition):
        with pytest.raises(Refused, match="settled already"):
            decide(request, "Anders", by=kim, at=NOW)
    with pytest.raises(Refused, match="settled already"):
        withdraw_recognition(request, by=None, today=TODAY)

    assert RecognitionRequest.objects.values().get() == before
    assert set(RECOGNITION_TRANSITIONS) == set(S)


def test_withdrawing_deletes_the_files_at_once(trainee: Enrolment) -> None:
    request = make_request(trainee)
    evidence = make_evidence(request)

    withdraw_recognition(request, by=trainee.pilot.user, today=TODAY)

    evidence.refresh_from_db()
    assert (evidence.content, evidence.name, evidence.removed_on) == (None, "", TODAY)
    assert AuditEvent.objects.get(verb="recognition withdrawn").changes["files"] == 1


# --- held by the database --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lacking",
    [
        {"state": S.GRANTED},
        {"state": S.REFUSED, "decided_on": TODAY, "reason": REASON},
        {"state": S.GRANTED, "decided_on": TODAY, "decided_by_id": 0},
        {"state": S.REFUSED, "decided_on": TODAY - timedelta(days=1), "decided_by_id": 0, "reason": REASON},
        {"state": S.REQUESTED, "reason": REASON},
        {"state": S.WITHDRAWN, "decided_on": TODAY},
        {"state": "lost"},
    ],
)
def test_the_database_holds_what_a_decision_needs(kim: User, trainee: Enrolment, lacking: dict[str, object]) -> None:
    request = make_request(trainee)
    values = {**lacking, "decided_by_id": kim.pk} if "decided_by_id" in lacking else lacking

    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionRequest.objects.filter(pk=request.pk).update(**values)


def test_the_database_keeps_a_file_or_the_day_it_went(trainee: Enrolment) -> None:
    evidence = make_evidence(make_request(trainee))

    for values in ({"content": None}, {"removed_on": TODAY}, {"content": None, "removed_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(evidence).objects.filter(pk=evidence.pk).update(**values)
