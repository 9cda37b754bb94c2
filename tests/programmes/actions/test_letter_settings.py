"""Letterhead, form, numbers and crest change for letters to come; what was issued says for ever what it said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.issue_letters import issue_letters
from programmes.actions.letter_settings import write_letter_settings
from programmes.actions.replace_letter import replace_letter
from programmes.letters.letter import from_json
from programmes.letters.render import render
from programmes.models.letter import AppointmentLetter, ReplacementReason
from programmes.models.letter_settings import LetterSettings
from programmes.models.letter_text import Signatory
from programmes.models.programme import Programme
from programmes.rules.letter_sender import sender_in_force
from tests.factories import TODAY, make_issuing_cohort, make_programme, make_ready, make_signatory
from tests.programmes.letters.samples import CREST

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def write(programme: Programme, based_on: int = 0, **changes: Any) -> LetterSettings:
    sender = replace(sender_in_force(), **changes)
    return write_letter_settings(programme, sender, based_on=based_on, by=None, at=AT)


def issue(cohort: Any, **fields: Any) -> AppointmentLetter:
    return issue_letters([make_ready(cohort)], effective_from=TODAY, by=None, at=AT, **fields)[0]


def again(letter: AppointmentLetter) -> bool:
    """Whether the frozen letter, set anew, gives the stored bytes."""
    letter = AppointmentLetter.objects.get(pk=letter.pk)
    return bytes(letter.document.pdf) == render(from_json(json.dumps(letter.content))).pdf


def test_letters_are_from_whoever_wrote_when_they_were_issued() -> None:
    cohort = make_issuing_cohort()
    before = issue(cohort)

    first = write(
        cohort.programme, number_format="GI/{year}/{number:03}", form="A", crest=CREST, crest_text="Ein Punkt"
    )
    middle = issue(cohort)
    write(cohort.programme, first.pk, crest="", crest_text="", form="B", city="Stadt Musterhausen")
    after = issue(cohort)

    assert [letter.reference for letter in (before, middle, after)] == ["DL-2026-0001", "GI/2026/002", "GI/2026/003"]
    assert [letter.content["layout"] for letter in (before, middle, after)] == [
        "ernennung-v1",
        "ernennung-v2",
        "ernennung-v1",
    ]
    assert middle.content["crest"] == CREST
    assert (before.content["city"], after.content["city"]) == ("Universitätsstadt Gießen", "Stadt Musterhausen")
    assert all(again(letter) for letter in (before, middle, after))
    event = AuditEvent.objects.filter(verb="letter settings written").first()
    assert event
    assert event.changes == {"fields": ["crest", "crest_text", "form", "number_format"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number_format": "DL-{number}"}, "number_format"),
        ({"city": "Stadt " * 13}, "city"),
        ({"footer_note": "1\n2\n3\n4"}, "footer_note"),
        ({"footer_note": "W" * 90}, "footer_note"),
        ({"city": "漢"}, "city"),
        ({"crest": "<svg", "crest_text": "x"}, "crest"),
    ],
)
def test_what_has_no_room_on_a_letter_is_refused_with_its_field(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        write(make_programme(), **changes)

    assert refusal.value.field == field
    assert not LetterSettings.objects.exists()


def test_two_who_change_them_at_once_do_not_overwrite_each_other() -> None:
    programme = make_programme()
    written = write(programme, phone="0641 1")

    for based_on in (0, written.pk + 1):
        with pytest.raises(Refused, match="Somebody else"):
            write(programme, based_on, phone="0641 2")
    with pytest.raises(Refused, match="Nothing is changed"):
        write(programme, written.pk)


def test_a_replacement_is_from_whoever_writes_today() -> None:
    cohort = make_issuing_cohort()
    old = issue(cohort)
    write(cohort.programme, number_format="GI/{year}/{number:03}", form="A", crest=CREST, crest_text="Ein Punkt")

    new = replace_letter(old, reason=ReplacementReason.LOST, by=None, at=AT)

    assert (new.reference, new.content["layout"], new.content["crest"]) == ("GI/2026/002", "ernennung-v2", CREST)
    assert "DL-2026-0001" in json.dumps(new.content["body"])


def test_what_was_set_is_never_changed() -> None:
    written = write(make_programme(), phone="0641 1")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LetterSettings.objects.filter(pk=written.pk).update(phone="0641 9")


def test_the_signatory_chosen_signs_and_one_out_of_office_does_not() -> None:
    cohort = make_issuing_cohort()
    deputy = make_signatory("Dora Drüben", is_deputy=True)
    gone = make_signatory("Gerda Gestern", valid_until=datetime(2026, 1, 1, tzinfo=UTC).date())

    assert issue(cohort).signatory == Signatory.objects.get(name="Frank Muster")
    assert issue(cohort, signatory=deputy).content["signer_name"] == "Dora Drüben"
    with pytest.raises(Refused) as refusal:
        issue(cohort, signatory=gone)
    assert refusal.value.field == "signatory"
