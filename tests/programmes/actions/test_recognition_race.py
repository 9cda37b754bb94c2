"""Two coordinators decide at once, or somebody withdraws meanwhile: one decision, and the other is told."""

from __future__ import annotations

from functools import partial

import pytest

from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.recognition_requests import (
    grant_recognition,
    refuse_recognition,
    request_recognition,
    withdraw_recognition,
)
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailBatch
from programmes.models.module_result import ModuleResult
from programmes.models.recognition_request import RecognitionRequest, RecognitionState
from tests.factories import TODAY, make_cohort, make_enrolment, make_user, modules_of
from tests.mails import NOW
from tests.programmes.recognitions import REASON, WORDS, make_request
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)


def a_trainee() -> tuple[Enrolment, list[User]]:
    coordinators = [make_user(role=Role.COORDINATOR), make_user(role=Role.COORDINATOR)]
    cohort = make_cohort(coordinators=coordinators, state=CohortState.RUNNING)
    return make_enrolment(cohort, state=EnrolmentState.IN_TRAINING), coordinators


def both_decide(request: RecognitionRequest, coordinators: list[User]) -> list[str]:
    carla, kim = coordinators
    return at_once(
        lambda: grant_recognition(request, REASON, by=carla, at=NOW),
        lambda: refuse_recognition(request, "Nicht genug.", by=kim, at=NOW),
    )


def test_of_two_who_decide_at_once_one_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    trainee, coordinators = a_trainee()
    request = make_request(trainee)
    monkeypatch.setattr(RecognitionRequest, "save", meeting_point(RecognitionRequest.save))

    assert both_decide(request, coordinators) == ["Refused", "done"]

    request.refresh_from_db()
    entries = {RecognitionState.GRANTED: 2, RecognitionState.REFUSED: 0}[RecognitionState(request.state)]
    assert (ModuleResult.objects.count(), MailBatch.objects.count()) == (entries, 1)


def test_without_a_lock_both_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    trainee, coordinators = a_trainee()
    request = make_request(trainee)
    monkeypatch.setattr(RecognitionRequest, "save", meeting_point(RecognitionRequest.save))
    unlocked(monkeypatch)

    assert both_decide(request, coordinators) == ["done", "done"]


def test_what_is_withdrawn_meanwhile_is_not_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    trainee, (carla, _kim) = a_trainee()
    request = make_request(trainee)
    monkeypatch.setattr(RecognitionRequest, "save", meeting_point(RecognitionRequest.save))

    outcomes = at_once(
        lambda: grant_recognition(request, REASON, by=carla, at=NOW),
        lambda: withdraw_recognition(request, by=None, today=TODAY),
    )

    request.refresh_from_db()
    assert outcomes == ["Refused", "done"]
    assert (request.state == RecognitionState.GRANTED) == ModuleResult.objects.exists()


def both_ask(trainee: Enrolment) -> list[str]:
    modules = modules_of(trainee.cohort.curriculum)
    ask = partial(request_recognition, trainee, modules, WORDS, by=None, today=TODAY)
    return at_once(ask, ask)


def test_two_clicks_ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    trainee, _coordinators = a_trainee()
    monkeypatch.setattr(RecognitionRequest, "save", meeting_point(RecognitionRequest.save))

    assert (both_ask(trainee), RecognitionRequest.objects.count()) == (["Refused", "done"], 1)


def test_two_clicks_without_a_lock_ask_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    trainee, _coordinators = a_trainee()
    monkeypatch.setattr(RecognitionRequest, "save", meeting_point(RecognitionRequest.save))
    unlocked(monkeypatch)

    assert (both_ask(trainee), RecognitionRequest.objects.count()) == (["done", "done"], 2)
