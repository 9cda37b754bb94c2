"""Every kind of letter as the register issues it: accessible, archivable, read aloud in the order of the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from people.models.pilot import FormOfAddress, RoleForm
from programmes.actions.end_letter import end_with_letter
from programmes.actions.issue_letters import issue_letters
from programmes.actions.letter_settings import write_letter_settings
from programmes.actions.renew_appointments import renew_appointments
from programmes.actions.replace_letter import replace_letter
from programmes.models.appointment import EndReason
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter, ReplacementReason
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.letter_words import WORDS
from tests.factories import make_department, make_issuing_cohort, make_pilot, make_ready, make_signatory
from tests.programmes.letters.read_aloud import read_aloud
from tests.programmes.letters.samples import CREST
from tests.programmes.letters.test_render import failures

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 4, 11, tzinfo=UTC)
PLAIN: Mapping[str, str] = {}
OWN = {"form": "A", "crest": CREST, "crest_text": "Ein Löwe", "footer_note": "www.giessen.example"}


def round_with_words(**sender: str) -> Cohort:
    """A round whose letters have the words the register comes with, from `sender`."""
    cohort = make_issuing_cohort(words_from=date(2026, 12, 1))
    for kind in (TextKind.APPOINTMENT, TextKind.RENEWAL, TextKind.REPLACEMENT, TextKind.END):
        words = {**WORDS[kind]._asdict(), "kind": kind, "layout": "ernennung-v1", "version": 2}
        LetterTemplate.objects.create(programme=cohort.programme, released_on=date(2026, 1, 1), **words)
    if sender:
        own = replace(sender_in_force(), **sender)
        write_letter_settings(cohort.programme, own, based_on=0, by=None, at=NOON)
    return cohort


def letters_of_all_kinds(cohort: Cohort) -> list[AppointmentLetter]:
    """Issued for a term, replaced, carried on, and ended; signed by the usual one and by a deputy."""
    long_unit = make_department("Fachstelle für Vereinbarkeit von Beruf, Familie und Pflege, Gesundheitsförderung")
    pilot = make_pilot(
        "Schnabelwitz-Langenscheid",
        given_names="Anna-Katharina",
        academic_title="Prof. Dr.",
        name_particle="von und zu",
        academic_suffix="LL.M.",
        form_of_address=FormOfAddress.MS,
        role_form=RoleForm.FEMININE,
        department=long_unit,
    )
    deputy = make_signatory("Dora Drüben", office="in Vertretung, Bürgermeisterin", is_deputy=True)
    term: dict[str, Any] = {"effective_from": date(2026, 1, 10), "effective_until": date(2026, 4, 30)}
    first = issue_letters([make_ready(cohort, pilot=pilot)], **term, by=None, at=NOON)[0]
    second = replace_letter(first, reason=ReplacementReason.LOST, by=None, at=NOON, signatory=deputy)
    renewed = renew_appointments([first.appointment], by=None, at=NOON)[0]
    ended = end_with_letter(
        renewed.appointment, ended_on=IN_MAY.date(), reason=EndReason.OWN_WISH, by=None, at=IN_MAY, signatory=deputy
    )
    return [first, second, renewed, ended]


@pytest.mark.parametrize("sender", [PLAIN, OWN], ids=["as it came", "form A with an own crest"])
def test_every_kind_is_issued_accessible_and_archivable(sender: Mapping[str, str]) -> None:
    letters = letters_of_all_kinds(round_with_words(**sender))

    broken = {
        (letter.reference, profile): failures(bytes(letter.document.pdf), profile)
        for letter in letters
        for profile in ("ua1", "2a")
    }
    assert [letter.reference for letter in letters] == [f"DL-2026-000{number}" for number in range(1, 5)]
    assert [letter.kind for letter in letters] == ["appointment", "replacement", "appointment", "end"]
    assert not any(broken.values()), broken


@pytest.mark.parametrize("sender", [PLAIN, OWN], ids=["as it came", "form A with an own crest"])
def test_every_kind_is_read_aloud_in_the_order_of_the_paper(sender: Mapping[str, str]) -> None:
    for letter in letters_of_all_kinds(round_with_words(**sender)):
        said = [text.replace("\u00a0", " ") for _tag, text in read_aloud(bytes(letter.document.pdf))]
        content = letter.content
        paragraphs = [
            "".join(run["text"] for run in block["paragraph"]) for block in content["body"] if "paragraph" in block
        ]
        expected = [
            content["city"],
            content["return_line"],
            *content["address"],
            *(part for pair in content["info"] for part in pair),
            content["subject"],
            content["salutation"],
            *paragraphs,
            content["closing"],
            content["signer_name"],
            content["signer_office"],
        ]
        in_order = iter(said)
        missing = [text for text in expected if text.replace("\u00a0", " ") not in in_order]
        assert missing == [], (letter.kind, said)
