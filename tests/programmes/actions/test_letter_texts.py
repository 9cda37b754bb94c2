"""Texts of papers are drafts, tried out, released; from then on nothing changes them, not even past the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.letter_texts import (
    ChangedMeanwhile,
    TrialFailed,
    discard_draft,
    release_draft,
    release_template,
    write_draft,
)
from programmes.errors import LetterInvalid
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme
from tests.factories import TODAY, make_programme, make_user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
KIND = TextKind.APPOINTMENT


@pytest.fixture
def programme() -> Programme:
    return make_programme()


def write(programme: Programme, revision: int = 0, kind: TextKind = KIND, **words: str) -> LetterTemplate:
    said = {"subject": "Ernennung zur {role}", "body": "Ich ernenne Sie.", **words}
    return write_draft(programme, kind, **said, revision=revision, by=None, at=AT)


def release(programme: Programme, revision: int = 1, on: date = TODAY) -> LetterTemplate:
    return release_draft(programme, KIND, on=on, revision=revision, by=None, at=AT)


def test_the_next_text_is_the_next_version_of_its_kind(programme: Programme) -> None:
    words = {"subject": "Ernennung zur {role}", "body": "Ich ernenne Sie.", "by": None, "on": TODAY}

    versions = [release_template(programme, kind, **words).version for kind in (KIND, KIND, TextKind.END)]

    assert versions == [1, 2, 1]


@pytest.mark.parametrize("field", ["subject", "body"])
@pytest.mark.parametrize(
    "words",
    ["{salary}", "{0.__class__}", "**bold", "one } brace", "Urkunde", "Berufung in das Beamtenverhältnis"],
)
def test_what_must_not_stand_in_a_text_is_refused_with_its_field(programme: Programme, field: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        write(programme, **{field: words})

    assert refusal.value.field == field
    assert not LetterTemplate.objects.exists()


def test_an_unknown_placeholder_names_the_nearest_one(programme: Programme) -> None:
    with pytest.raises(LetterInvalid, match=r"no placeholder \{efective_from\}. Do you mean \{effective_from\}\?"):
        write(programme, body="Ab {efective_from}")


def test_a_draft_is_written_on_and_then_released(programme: Programme) -> None:
    admin = make_user()
    write(programme)
    draft = write_draft(programme, KIND, subject="Neu", body="Neu {name}", revision=1, by=admin, at=AT)

    released = release(programme, revision=2, on=TODAY + timedelta(days=3))

    assert (draft.pk, draft.revision, draft.written_by) == (released.pk, 2, admin)
    assert LetterTemplate.objects.released_on(TODAY).first() is None
    assert LetterTemplate.objects.released_on(TODAY + timedelta(days=3)).get().body == "Neu {name}"
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["letter text written", "letter text written", "letter text released"]


@pytest.mark.parametrize("change", [{"body": "anders"}, {"released_on": None}, {"released_on": date(2027, 1, 1)}])
def test_the_database_refuses_to_change_a_released_text(programme: Programme, change: dict[str, object]) -> None:
    write(programme)
    LetterTemplate.objects.filter(version=1).update(body="ein Entwurf noch")
    released = release(programme)

    for wrong in (
        lambda: LetterTemplate.objects.filter(pk=released.pk).update(**change),
        lambda: LetterTemplate.objects.filter(pk=released.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            wrong()


def test_nobody_overwrites_what_they_have_not_seen(programme: Programme) -> None:
    write(programme)
    write(programme, revision=1, body="das Neuere")

    for revision in (0, 1, 3):
        with pytest.raises(ChangedMeanwhile):
            write(programme, revision=revision, body="das Ältere")
    for step in (release, lambda programme: discard_draft(programme, KIND, revision=1, by=None)):
        with pytest.raises(ChangedMeanwhile):
            step(programme)

    assert LetterTemplate.objects.get().body == "das Neuere"


def test_a_text_that_does_not_fit_somebody_is_not_released(programme: Programme) -> None:
    write(programme, body="\n\n".join(["Ein Absatz."] * 120))

    with pytest.raises(TrialFailed) as refusal:
        release(programme)

    assert all("pages" in trial.finding for trial in refusal.value.trials)
    assert LetterTemplate.objects.get().released_on is None


def test_a_text_is_used_from_today_on_at_the_earliest_and_never_before_the_last_one(programme: Programme) -> None:
    write(programme)
    with pytest.raises(Refused) as past:
        release(programme, on=TODAY - timedelta(days=1))
    release(programme, on=TODAY + timedelta(days=9))
    write(programme)

    with pytest.raises(Refused) as overtaken:
        release(programme, on=TODAY + timedelta(days=8))

    assert (past.value.field, overtaken.value.field) == ("on", "on")
    assert release(programme, on=TODAY + timedelta(days=9)).version == 2


def test_a_draft_that_is_thrown_away_gives_its_number_back(programme: Programme) -> None:
    write(programme)

    discard_draft(programme, KIND, revision=1, by=None)

    assert write(programme).version == 1
    assert AuditEvent.objects.filter(verb="letter text discarded").count() == 1


def test_there_is_one_draft_at_a_time(programme: Programme) -> None:
    write(programme)

    with pytest.raises(ChangedMeanwhile):
        release_template(programme, subject="Neu", body="Neu", by=None, on=TODAY)
