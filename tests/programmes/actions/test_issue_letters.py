"""Letters of appointment: what is issued, under which number, all or none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions.issue_letters import issue_letters
from programmes.errors import LetterInvalid
from programmes.models.appointment import Appointment
from programmes.models.enrolment import EnrolmentState
from programmes.models.letter import LetterDocument
from tests.factories import TODAY, make_department, make_issuing_cohort, make_pilot, make_ready, make_user
from tests.programmes.actions.issuing import NOON, issue
from tests.programmes.letters.read_aloud import plain_text

# --- what is issued ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_issue_letters_numbers_a_batch_in_the_order_of_the_names() -> None:
    cohort = make_issuing_cohort()
    zoe, adam, oezlem = make_ready(cohort, "Zander"), make_ready(cohort, "Adler"), make_ready(cohort, "Özgür")

    letters = issue(zoe, adam, oezlem)

    assert [(letter.reference, letter.name_as_printed) for letter in letters] == [
        ("DL-2026-0001", "Sam Adler"),
        ("DL-2026-0002", "Sam Özgür"),
        ("DL-2026-0003", "Sam Zander"),
    ]


@pytest.mark.django_db
def test_issue_letters_stores_the_pdf_its_hash_names() -> None:
    (letter,) = issue(make_ready(make_issuing_cohort()))

    document = LetterDocument.objects.get(letter=letter)
    assert bytes(document.pdf).startswith(b"%PDF-")
    assert sha256(document.pdf).hexdigest() == document.sha256
    assert AuditEvent.objects.get(verb="letter issued").changes["sha256"] == document.sha256


@pytest.mark.django_db
def test_issue_letters_prints_number_name_day_and_department() -> None:
    pilot = make_pilot("Ährenfeld", given_names="Jördis", department=make_department("Jugendamt"))

    (letter,) = issue(make_ready(make_issuing_cohort(), pilot=pilot), effective_from=date(2026, 4, 1))

    text = plain_text(bytes(LetterDocument.objects.get(letter=letter).pdf))
    for words in ("DL-2026-0001", "Jördis Ährenfeld", "Jugendamt", "1. April 2026"):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.django_db
def test_issue_letters_appoints_and_finishes_and_the_stored_facts_equal_the_appointments() -> None:
    cohort = make_issuing_cohort()
    enrolment = make_ready(cohort)

    issue(enrolment, effective_from=date(2026, 4, 1))

    enrolment.refresh_from_db()
    appointment = Appointment.objects.get()
    pilot = Pilot.objects.get()
    assert (enrolment.state, enrolment.finished_on) == (EnrolmentState.FINISHED, TODAY)
    assert (pilot.appointed_from, pilot.appointed_until) == (appointment.effective_from, appointment.ended_on)
    assert (pilot.appointed_from, pilot.appointed_round) == (date(2026, 4, 1), cohort.number)


@pytest.mark.django_db
def test_issue_letters_writes_one_event_for_the_batch_and_one_for_each_letter() -> None:
    cohort, admin = make_issuing_cohort(), make_user()
    people = [make_ready(cohort, "Adler"), make_ready(cohort, "Zander")]

    issue_letters(people, effective_from=TODAY, by=admin, at=NOON)

    batch = AuditEvent.objects.get(verb="letters issued")
    assert (batch.actor, batch.object_id) == (admin, str(cohort.pk))
    assert batch.changes["letters"] == ["DL-2026-0001", "DL-2026-0002"]
    assert AuditEvent.objects.filter(verb="letter issued").count() == 2


@pytest.mark.django_db
def test_verify_codes_are_long_and_of_their_own() -> None:
    cohort = make_issuing_cohort()

    first, second = issue(make_ready(cohort, "Adler"), make_ready(cohort, "Zander"))

    assert first.verify_code != second.verify_code
    assert len(first.verify_code) == len(second.verify_code) == 20
    assert first.content["verify_url"].endswith(f"/verify/{first.verify_code}/")


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_year_of_a_number_changes_at_midnight_in_berlin() -> None:
    cohort = make_issuing_cohort()
    (old,) = issue(make_ready(cohort, "Adler"), at=datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC))

    (new,) = issue(make_ready(cohort, "Zander"), at=datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC))

    assert (old.reference, old.issued_on) == ("DL-2026-0001", date(2026, 12, 31))
    assert (new.reference, new.issued_on) == ("DL-2027-0001", date(2027, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_a_refused_batch_takes_no_number() -> None:
    cohort = make_issuing_cohort()
    unprintable = make_ready(cohort, pilot=make_pilot("Zander", given_names="漢"))
    with pytest.raises(LetterInvalid):
        issue(make_ready(cohort, "Adler"), unprintable)

    (letter,) = issue(make_ready(cohort, "Beispiel"))

    assert letter.number == 1
