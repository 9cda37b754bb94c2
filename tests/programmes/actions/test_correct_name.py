from __future__ import annotations

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from people.actions.pilots import PersonName
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import FormOfAddress
from programmes.actions.correct_name import correct_name
from tests.factories import make_enrolment, make_pilot, make_user

pytestmark = pytest.mark.django_db


def test_correct_name_writes_all_parts_and_the_keys() -> None:
    enrolment = make_enrolment(pilot=make_pilot("Alt"))

    pilot = correct_name(
        enrolment, PersonName("Österreich", "Ina", "Dr.", form_of_address=FormOfAddress.MS), by=make_user()
    )

    pilot.refresh_from_db()
    assert (str(pilot), pilot.sort_key, pilot.form_of_address) == ("Dr. Ina Österreich", "oesterreich ina", "ms")
    assert AuditEvent.objects.get().verb == "name corrected"


@pytest.mark.parametrize(
    ("name", "field"), [(PersonName("王"), "family_name"), (PersonName("Neu", "W" * 60), "given_names")]
)
def test_correct_name_refuses_what_a_letter_cannot_print(name: PersonName, field: str) -> None:
    enrolment = make_enrolment(pilot=make_pilot("Alt"))

    with pytest.raises(Refused) as refused:
        correct_name(enrolment, name, by=make_user())

    enrolment.pilot.refresh_from_db()
    assert (refused.value.field, enrolment.pilot.family_name) == (field, "Alt")


@pytest.mark.parametrize(("name", "count"), [("Neu", 1), ("Alt", 0)])
def test_the_person_is_told_of_another_name(
    name: str, count: int, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enrolment = make_enrolment(pilot=make_pilot("Alt"))

    with django_capture_on_commit_callbacks(execute=True):
        correct_name(enrolment, PersonName(name, "Sam"), by=make_user())

    assert len(mail.outbox) == count
