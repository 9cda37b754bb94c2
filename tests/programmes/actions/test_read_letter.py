"""Letters leave the register: the stored bytes, in the order of the names, and somebody took them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.issue_letters import issue_letters
from programmes.actions.read_letter import print_letters, read_letter
from programmes.models.letter import AppointmentLetter, LetterDocument
from tests.factories import TODAY, WITHDRAWN, make_issuing_cohort, make_ready, make_user

AT = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_read_letter_gives_the_stored_bytes_and_says_who_took_them() -> None:
    reader = make_user()
    (letter,) = issue_letters([make_ready(make_issuing_cohort())], effective_from=TODAY, by=None, at=AT)

    pdf = read_letter(letter, by=reader)

    assert pdf == bytes(LetterDocument.objects.get().pdf)
    event = AuditEvent.objects.get(verb="letter downloaded")
    assert (event.actor, event.object_id) == (reader, str(letter.pk))


@pytest.mark.django_db
def test_print_letters_follows_the_names_whatever_the_numbers() -> None:
    cohort = make_issuing_cohort()
    for name in ("Zander", "Adler", "Mitte"):
        issue_letters([make_ready(cohort, name)], effective_from=TODAY, by=None, at=AT)
    AppointmentLetter.objects.filter(number=3).update(**WITHDRAWN)
    issue_letters([make_ready(make_issuing_cohort(), "Fremd")], effective_from=TODAY, by=None, at=AT)

    pdf = print_letters(cohort, by=make_user())

    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 2
    assert AuditEvent.objects.get(verb="letters printed").changes == {"letters": ["DL-2026-0002", "DL-2026-0001"]}


@pytest.mark.django_db
def test_print_letters_refuses_a_round_without_letters() -> None:
    cohort = make_issuing_cohort()

    with pytest.raises(Refused, match="no letters to print"):
        print_letters(cohort, by=make_user())

    assert not AuditEvent.objects.exists()
