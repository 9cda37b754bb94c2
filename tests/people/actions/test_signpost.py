"""What the box says is written once for each change, and what it said stays."""

from __future__ import annotations

import pytest

from people.actions.signpost import write_signpost
from people.models.audit_event import AuditEvent
from people.models.signpost import Signpost
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORDS = {"pilots_help": "bei Programmen", "service_helps": "bei Störungen", "service_phone": "", "service_mail": ""}


def test_a_change_is_a_new_row_with_its_writer_and_event() -> None:
    kim = make_user()
    first = write_signpost(**WORDS, by=kim)

    second = write_signpost(**{**WORDS, "service_phone": "0641 306-4444"}, by=kim)

    assert list(Signpost.objects.order_by("pk")) == [first, second]
    assert (second.written_by, second.service_phone) == (kim, "0641 306-4444")
    event = AuditEvent.objects.filter(verb="signpost written").latest("pk")
    assert (event.object_id, event.changes) == (str(second.pk), {"fields": ["service_phone"]})


def test_words_that_say_nothing_new_are_not_kept() -> None:
    written = write_signpost(**WORDS, by=None)

    assert write_signpost(**WORDS, by=None) == written
    assert Signpost.objects.count() == 1
    assert AuditEvent.objects.filter(verb="signpost written").count() == 1
