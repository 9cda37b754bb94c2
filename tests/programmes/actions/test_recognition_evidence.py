"""Files of evidence go when nobody needs them; that they were there, and who read them, stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from people.models.audit_event import AuditEvent
from programmes.actions.recognition_evidence import read_evidence, remove_evidence
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.recognition_request import RecognitionState
from tests.factories import TODAY, make_cohort, make_enrolment, make_user
from tests.programmes.recognitions import make_evidence, make_request

pytestmark = pytest.mark.django_db
S, E = RecognitionState, EnrolmentState
LAST_DAY = TODAY - timedelta(days=90)
DAY_AFTER = LAST_DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "decided", "enrolment", "is_removed"),
    [
        (S.GRANTED, LAST_DAY, {}, True),
        (S.REFUSED, LAST_DAY, {}, True),
        (S.GRANTED, DAY_AFTER, {}, False),
        (S.REQUESTED, None, {}, False),
        (S.REQUESTED, None, {"state": E.PAUSED}, False),
        (S.REQUESTED, None, {"state": E.WITHDRAWN, "left_on": LAST_DAY}, True),
        (S.REQUESTED, None, {"state": E.WITHDRAWN, "left_on": DAY_AFTER}, False),
        (S.REQUESTED, None, {"state": E.FINISHED, "finished_on": LAST_DAY}, True),
        (S.REQUESTED, None, {"state": E.FINISHED, "finished_on": DAY_AFTER}, False),
        (S.REQUESTED, None, {"cohort": CohortState.CANCELLED}, True),
    ],
)
def test_a_file_stays_as_long_as_somebody_needs_it(
    state: RecognitionState, decided: date | None, enrolment: dict[str, Any], is_removed: bool
) -> None:
    cohort = make_cohort(state=enrolment.pop("cohort", CohortState.RUNNING))
    person = make_enrolment(cohort, **{"state": E.IN_TRAINING, **enrolment})
    fields = {"decided_on": decided} if decided else {}
    evidence = make_evidence(make_request(person, state=state, requested_on=LAST_DAY - timedelta(days=9), **fields))

    removed = remove_evidence(TODAY)

    evidence.refresh_from_db()
    assert (removed, evidence.content is None, evidence.name == "") == (is_removed, is_removed, is_removed)
    assert AuditEvent.objects.filter(verb="evidence removed").count() == is_removed


def test_what_is_removed_leaves_the_fact_and_is_removed_once() -> None:
    request = make_request(make_enrolment(), state=S.GRANTED, requested_on=LAST_DAY, decided_on=LAST_DAY)
    evidence = make_evidence(request)

    assert (remove_evidence(TODAY), remove_evidence(TODAY)) == (1, 0)

    evidence.refresh_from_db()
    assert (evidence.kind, evidence.size, evidence.removed_on) == ("pdf", 8, TODAY)


def test_how_long_files_stay_is_a_setting(settings: LazySettings) -> None:
    settings.EVIDENCE_RETENTION_DAYS = 10
    day = TODAY - timedelta(days=10)
    make_evidence(make_request(make_enrolment(), state=S.REFUSED, requested_on=day, decided_on=day))

    assert remove_evidence(TODAY) == 1


def test_the_command_says_what_it_removed(capsys: pytest.CaptureFixture[str]) -> None:
    make_evidence(make_request(make_enrolment(), state=S.REFUSED, requested_on=LAST_DAY, decided_on=LAST_DAY))

    call_command("remove_evidence")

    assert capsys.readouterr().out == "1 files were removed.\n"


def test_who_reads_a_file_is_noted() -> None:
    evidence, kim = make_evidence(make_request(make_enrolment())), make_user()

    assert read_evidence(evidence, by=kim) == b"%PDF-1.7"

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.changes) == ("evidence read", kim, {"request": evidence.request_id})
