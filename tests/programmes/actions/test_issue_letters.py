"""Letters of appointment: the gate, the numbers, all or none, and that a letter says for ever what it said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction

from people.actions.pilots import PersonName, correct_name
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from programmes.actions.issue_letters import draft_letters, issue_letters, preview, rehearse
from programmes.errors import LetterInvalid
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from programmes.models.programme import TrainingModule
from tests.factories import (
    TODAY,
    make_curriculum,
    make_department,
    make_enrolment,
    make_issuing_cohort,
    make_pilot,
    make_ready,
    make_result,
    make_signatory,
    make_user,
    modules_of,
)
from tests.programmes.letters.read_aloud import plain_text

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def issue(*enrolments: Enrolment, at: datetime = NOON, effective_from: date = TODAY) -> list[AppointmentLetter]:
    return issue_letters(enrolments, effective_from=effective_from, by=None, at=at)


def the_record() -> dict[str, Any]:
    """Everything an issue writes, to be compared before and after."""
    return {
        "letters": AppointmentLetter.objects.count(),
        "documents": LetterDocument.objects.count(),
        "appointments": Appointment.objects.count(),
        "counters": list(LetterCounter.objects.values_list("year", "last_number")),
        "enrolments": list(Enrolment.objects.order_by("pk").values_list("state", "finished_on")),
        "pilots": list(
            Pilot.objects.order_by("pk").values_list("appointed_from", "appointed_until", "appointed_round")
        ),
        "events": AuditEvent.objects.count(),
    }


# --- what is issued -----------------------------------------------------------------------------------------------


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
    assert all(word in text for word in ("DL-2026-0001", "Jördis Ährenfeld", "Jugendamt", "1. April 2026"))


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


# --- the gate -----------------------------------------------------------------------------------------------------


def lacks_a_module(cohort: Cohort) -> Enrolment:
    enrolment = make_enrolment(cohort, make_pilot("Offen"), state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, modules_of(cohort.curriculum)[0])
    return enrolment


def has_left(cohort: Cohort) -> Enrolment:
    return make_ready(cohort, "Offen", state=EnrolmentState.WITHDRAWN)


def pauses(cohort: Cohort) -> Enrolment:
    return make_ready(cohort, "Offen", state=EnrolmentState.PAUSED)


def appointed_elsewhere(cohort: Cohort) -> Enrolment:
    pilot = make_pilot("Offen")
    issue(make_ready(make_issuing_cohort(), pilot=pilot))
    return make_ready(cohort, pilot=pilot)


def has_a_letter(cohort: Cohort) -> Enrolment:
    enrolment = make_ready(cohort, "Offen")
    issue(enrolment)
    return enrolment


GATE: list[tuple[Callable[[Cohort], Enrolment], str]] = [
    (lacks_a_module, "Sam Offen: still lacks 1 required module (K1)."),
    (has_left, "Sam Offen: is “withdrawn” in this round."),
    (pauses, "Sam Offen: is “paused” in this round."),
    (appointed_elsewhere, "Sam Offen: is appointed already."),
    (has_a_letter, "Sam Offen: has a letter of this round already."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "reason"), GATE)
def test_issue_letters_issues_none_where_one_of_the_batch_may_not_have_one(
    make: Callable[[Cohort], Enrolment], reason: str
) -> None:
    cohort = make_issuing_cohort()
    ready, other = make_ready(cohort, "Adler"), make(cohort)
    before = the_record()

    with pytest.raises(Refused) as refusal:
        issue(ready, other)

    assert reason in str(refusal.value)
    assert "Adler" not in str(refusal.value)
    assert the_record() == before


@pytest.mark.django_db
def test_issue_letters_names_everybody_who_has_a_letter_already() -> None:
    cohort = make_issuing_cohort()
    both = [make_ready(cohort, "Adler"), make_ready(cohort, "Zander")]
    issue(*both)

    with pytest.raises(Refused, match="Sam Adler, Sam Zander: has a letter of this round already"):
        issue(*both)

    assert AppointmentLetter.objects.count() == 2


@pytest.mark.django_db
def test_issue_letters_counts_exemptions_and_enough_electives() -> None:
    cohort = make_issuing_cohort(curriculum=make_curriculum(["D1"], ["W1", "W2"], electives_needed=1))
    enrolment = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    required, _first, second = modules_of(cohort.curriculum)
    make_result(enrolment, required, kind="exempted", reason="Studium", decided_by="Frau Leitung")
    with pytest.raises(Refused, match="1 elective module"):
        issue(enrolment)
    make_result(enrolment, second)

    (letter,) = issue(enrolment)

    codes = [
        (module["code"], module["result"], module["decided_by"]) for module in letter.appointment.evidence["modules"]
    ]
    assert codes == [("D1", "exempted", "Frau Leitung"), ("W2", "passed", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.ENROLLING, CohortState.CANCELLED])
def test_issue_letters_refuses_a_round_that_does_not_run(state: CohortState) -> None:
    enrolment = make_ready(make_issuing_cohort(state=state))

    with pytest.raises(Refused, match="no letters are issued for it"):
        issue(enrolment)


@pytest.mark.django_db
def test_issue_letters_refuses_people_of_two_rounds_and_nobody_at_all() -> None:
    people = [make_ready(make_issuing_cohort()), make_ready(make_issuing_cohort())]

    for chosen in (people, []):
        with pytest.raises(Refused, match="at least one person of one round"):
            issue(*chosen)


@pytest.mark.django_db
def test_issue_letters_needs_a_released_text_and_somebody_to_sign() -> None:
    cohort = make_issuing_cohort()
    enrolment = make_ready(cohort)
    cohort.programme.letter_templates.update(released_on=date(2026, 3, 3))

    with pytest.raises(Refused, match="No letter text is released"):
        issue(enrolment)


@pytest.mark.django_db
def test_the_latest_signatory_in_office_signs() -> None:
    enrolment = make_ready(make_issuing_cohort())
    make_signatory("Nova Neu", valid_from=date(2026, 1, 1))
    make_signatory("Spät Später", valid_from=date(2026, 3, 3))

    (letter,) = issue(enrolment)

    assert letter.content["signer_name"] == "Nova Neu"


# --- numbers ------------------------------------------------------------------------------------------------------


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


@pytest.mark.django_db(transaction=True)
def test_whatever_statement_fails_nothing_is_written_and_the_next_try_succeeds() -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, "Adler"), make_ready(cohort, "Zander")]
    before = the_record()
    failing = 0

    while True:
        failing += 1
        try:
            with failure_at(failing):
                issue(*people)
        except Broken:
            assert the_record() == before, f"statement {failing} left something behind"
        else:
            break

    assert failing > 30, "the batch makes more statements than were broken"
    assert list(AppointmentLetter.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert AuditEvent.objects.first_broken() is None


class Broken(Exception):
    """The database failed here."""


def failure_at(number: int) -> Any:
    """Fail before the statement with this number; transactions may still be taken back."""
    statements = 0

    def fail(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        if not sql.startswith("ROLLBACK"):
            statements += 1
            if statements == number:
                raise Broken
        return execute(sql, params, many, context)

    return connection.execute_wrapper(fail)


# --- for ever -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_letter_keeps_the_name_as_printed() -> None:
    enrolment = make_ready(make_issuing_cohort(), "Ledig")
    (letter,) = issue(enrolment)
    pdf = bytes(LetterDocument.objects.get().pdf)

    correct_name(enrolment.pilot, PersonName(family_name="Verheiratet", given_names="Sam"), by=None)

    letter.refresh_from_db()
    assert letter.name_as_printed == "Sam Ledig"
    assert "Sam Ledig" in letter.content["address"]
    assert bytes(LetterDocument.objects.get().pdf) == pdf


@pytest.mark.django_db
def test_the_evidence_outlives_renamed_modules_and_departments() -> None:
    cohort = make_issuing_cohort()
    (letter,) = issue(make_ready(cohort, pilot=make_pilot(department=make_department("Jugendamt"))))
    evidence, content = letter.appointment.evidence, letter.content

    TrainingModule.objects.update(title="Ganz anders")
    Department.objects.update(name="Amt für alles")

    letter = AppointmentLetter.objects.select_related("appointment").get()
    assert letter.appointment.evidence == evidence
    assert [module["title"] for module in evidence["modules"]] == ["Modul D1", "Modul K1"]
    assert letter.content == content
    assert content["address"][0] == "Jugendamt"


@pytest.mark.django_db
def test_a_document_is_neither_changed_nor_deleted() -> None:
    issue(make_ready(make_issuing_cohort()))

    for change in (lambda: LetterDocument.objects.update(sha256="0"), LetterDocument.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


# --- names --------------------------------------------------------------------------------------------------------

HOSTILE = [
    "#link(“x”)[y]",
    "$x^2$",
    "*fett* _kursiv_",
    "{role}",
    "<script>alert(1)</script>",
    '#read("/etc/passwd")',
    "%s {0.__class__}",
    "\\u{41}",
    "// weg",
    "@ref",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stands_in_the_pdf_sign_by_sign(name: str) -> None:
    (letter,) = issue(make_ready(make_issuing_cohort(), pilot=make_pilot(name, given_names="Sam")))

    text = plain_text(bytes(LetterDocument.objects.get().pdf))
    assert letter.name_as_printed == f"Sam {name}"
    assert f"Guten Tag Sam {name}," in text


@pytest.mark.django_db
def test_a_name_the_font_cannot_print_is_refused_with_person_and_character() -> None:
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, "Adler"), make_ready(cohort, pilot=make_pilot("Zander", given_names="漢"))]
    before = the_record()

    with pytest.raises(LetterInvalid) as refusal:
        issue(*people)

    assert (refusal.value.field, str(refusal.value).split(":")[0]) == ("enrolments", "漢 Zander")
    assert "U+6F22" in str(refusal.value)
    assert the_record() == before


@pytest.mark.django_db
def test_decomposed_and_invisible_signs_of_a_name_are_printed_composed_and_without_them() -> None:
    pilot = make_pilot("Mu\u0308ller\u202e", given_names="Sam")

    (letter,) = issue(make_ready(make_issuing_cohort(), pilot=pilot))

    assert letter.name_as_printed == "Sam Müller"
    assert letter.content["salutation"] == "Guten Tag Sam Müller,"


# --- looking first ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_rehearse_finds_what_issuing_would_and_writes_nothing() -> None:
    cohort = make_issuing_cohort()
    good = make_ready(cohort, "Adler")
    long_name = make_ready(cohort, pilot=make_pilot("Lang" * 20))
    foreign = make_ready(cohort, pilot=make_pilot("Zander", given_names="漢"))
    before = the_record()

    drafts = draft_letters([good, long_name, foreign], effective_from=TODAY, today=TODAY)
    findings = rehearse(drafts, at=NOON)

    assert set(findings) == {long_name.pk, foreign.pk}
    assert "80 mm" in findings[long_name.pk]
    assert "U+6F22" in findings[foreign.pk]
    assert the_record() == before


@pytest.mark.django_db
def test_preview_shows_the_letter_without_a_number() -> None:
    enrolment = make_ready(make_issuing_cohort(), "Adler")
    (draft,) = draft_letters([enrolment], effective_from=TODAY, today=TODAY)

    rendered = preview(draft, at=NOON)

    text = plain_text(rendered.pdf)
    with pikepdf.open(BytesIO(rendered.pdf)) as document:
        assert len(document.pages) == rendered.pages == 1
    assert "Sam Adler" in text
    assert "Nummer folgt" in text
    assert "DL-2026" not in text
