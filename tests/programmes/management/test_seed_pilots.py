"""The large register of measurements: as many as asked for, always the same, and a register like any other."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from people.models.absence import Absence
from people.models.audit_event import AuditEvent
from people.models.consent import Consent
from people.models.pilot import Pilot
from people.models.spoken_language import SpokenLanguage
from people.models.user import User
from programmes.management.demo.bulk import seed_pilots
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.rules.evidence import evidence_of
from programmes.rules.standing import progress_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_as_many_pilots_as_asked_for_are_appointed() -> None:
    call_command("seed", pilots=30, verbosity=0)

    assert Pilot.objects.appointed_on(TODAY).count() == 30
    assert list(Cohort.objects.order_by("number").values_list("seats_taken", flat=True)) == [25, 5]
    assert not User.objects.exists()


def test_the_frozen_evidence_is_what_the_rule_would_freeze() -> None:
    seed_pilots(3, seed=1)

    enrolments = list(Enrolment.objects.select_related("cohort__curriculum", "cohort__programme"))
    for person in progress_of(enrolments[0].cohort.curriculum, enrolments):
        assert person.progress.is_complete
        assert Appointment.objects.get(enrolment=person.enrolment).evidence == evidence_of(
            person, person.enrolment.cohort
        )


def test_the_same_seed_makes_the_same_people() -> None:
    assert names(seed=7) == names(seed=7) != names(seed=8)


def test_one_event_speaks_for_all_of_them() -> None:
    seed_pilots(5, seed=1)

    (event,) = AuditEvent.objects.filter(verb="bulk register seeded")
    assert event.changes == {"pilots": 5, "seed": 1, "rounds": 1}
    assert not AuditEvent.objects.filter(object_type="people.pilot").exists()
    assert AuditEvent.objects.first_broken() is None


def test_people_tell_and_release_different_things() -> None:
    seed_pilots(300, seed=1)

    released = Counter(Consent.objects.values_list("field", flat=True))
    assert 0 < released["bio"] < 30 < released["languages"] < released["topics"] < 300
    assert Pilot.objects.exclude(bio="").count() > released["bio"]
    assert SpokenLanguage.objects.values("language").distinct().count() > 10
    assert Absence.objects.filter(last_day=None).count() == Absence.objects.covering(TODAY).count() > 0
    assert Absence.objects.exclude(stand_in=None).exists()
    assert not Pilot.objects.filter(room="").exists()


def names(seed: int) -> list[tuple[object, ...]]:
    """Who is in a large register of this seed; the register is taken back at once."""
    with transaction.atomic():
        seed_pilots(5, seed)
        people = list(Pilot.objects.order_by("mail").values_list("given_names", "family_name", "room", "bio"))
        transaction.set_rollback(True)
    return people
