"""Two admins save the same draft at the same time: one of them is told."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from programmes.actions.letter_texts import write_draft
from programmes.models.letter_text import LetterTemplate, TextKind
from tests.factories import make_programme
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def two_save_at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    programme = make_programme()
    said = partial(write_draft, programme, TextKind.END, subject="Ende", by=None, at=AT)
    said(body="Anfang", revision=0)
    # Both wait for each other right before saving, unless one of them was held back.
    monkeypatch.setattr(LetterTemplate, "save", meeting_point(LetterTemplate.save))
    return at_once(lambda: said(body="Anna", revision=1), lambda: said(body="Bernd", revision=1))


def test_of_two_who_save_at_once_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert two_save_at_once(monkeypatch) == ["ChangedMeanwhile", "done"]


def test_without_the_lock_one_would_overwrite_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)

    assert two_save_at_once(monkeypatch) != ["ChangedMeanwhile", "done"]
