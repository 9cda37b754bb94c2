"""What a letter says: for ever, sign by sign, and looked at before it is issued."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from people.actions.pilots import PersonName, correct_name
from people.models.department import Department
from programmes.actions.issue_letters import draft_letters, preview, rehearse
from programmes.errors import LetterInvalid
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.programme import TrainingModule
from tests.factories import TODAY, make_department, make_issuing_cohort, make_pilot, make_ready
from tests.programmes.actions.issuing import NOON, issue, the_record
from tests.programmes.letters.read_aloud import plain_text

# --- for ever ---------------------------------------------------------------------------------------------------------


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


# --- names ------------------------------------------------------------------------------------------------------------


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


# --- looking first ----------------------------------------------------------------------------------------------------


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
    assert ("MUSTER" in text, "/verify/" in text) == (True, False)
