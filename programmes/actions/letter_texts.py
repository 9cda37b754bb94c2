"""What papers say: a draft is written on, tried out, and released from a day on; from then on it stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.errors import LetterInvalid
from programmes.letters.body import parse
from programmes.letters.specimens import Trial, surroundings, try_out
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme
from programmes.rules.letter_kinds import LAYOUTS, PLACEHOLDERS
from programmes.rules.statutory_words import statutory_words


class ChangedMeanwhile(Refused):
    """Somebody else has written on the draft since it was opened."""


class TrialFailed(Refused):
    """The words cannot be set for some of the example people; `trials` are all of them."""

    def __init__(self, message: str, trials: Sequence[Trial]) -> None:
        super().__init__(message)
        self.trials = trials


@action
def write_draft(
    programme: Programme, kind: TextKind, *, subject: str, body: str, revision: int, by: User | None, at: datetime
) -> LetterTemplate:
    """Write these words down as the draft of the next version; `revision` is the one they were made from, 0 for none.

    Raises Refused, with the field, on an unknown placeholder, a mark that is not closed, or a word of civil-service
    appointments; and ChangedMeanwhile where the draft is not the one that was on the screen.
    """
    check_words(kind, subject=subject, body=body)
    draft = _locked_draft(programme, kind)
    if revision != (draft.revision if draft else 0):
        raise ChangedMeanwhile(_("Somebody else has changed this draft meanwhile; their words stand below."))
    if draft is None:
        draft = _begun(programme, kind, subject=subject, body=body, by=by, at=at)
    else:
        draft.subject, draft.body, draft.revision = subject, body, draft.revision + 1
        draft.written_by, draft.written_at = by, at
        draft.save()
    facts = {"kind": str(kind), "version": draft.version, "revision": draft.revision}
    record(by, "letter text written", draft, facts)
    return draft


@action
def release_draft(
    programme: Programme, kind: TextKind, *, on: date, revision: int, by: User | None, at: datetime
) -> LetterTemplate:
    """Release the draft of `kind`, used from the day `on`; the versions before stay as they are.

    It is set for every example person first. Raises TrialFailed where that does not go well, Refused, with the field,
    for a day that is past or before one that another version is used from, and ChangedMeanwhile as `write_draft` does.
    """
    draft = _locked_draft(programme, kind)
    if draft is None or draft.revision != revision:
        raise ChangedMeanwhile(_("Somebody else has changed this draft meanwhile. Please look at it again."))
    if on < timezone.localdate(at):
        raise Refused(_("This day is past. A text can be used from today on."), "on")
    last = LetterTemplate.objects.filter(programme=programme, kind=kind).released().first()
    if last is not None and last.released_on and on < last.released_on:
        sentence = _("Version {version} is used from a later day; please choose that day or one after it.")
        raise Refused(sentence.format(version=last.version), "on")
    return _release(draft, on=on, by=by, at=at)


@action
def discard_draft(programme: Programme, kind: TextKind, *, revision: int, by: User | None) -> None:
    """Throw the draft of `kind` away. Raises ChangedMeanwhile where it is not the one that was on the screen."""
    draft = _locked_draft(programme, kind)
    if draft is None or draft.revision != revision:
        raise ChangedMeanwhile(_("Somebody else has changed this draft meanwhile. Please look at it again."))
    record(by, "letter text discarded", draft, {"kind": str(kind), "version": draft.version})
    draft.delete()


@action
def release_template(
    programme: Programme,
    kind: TextKind = TextKind.APPOINTMENT,
    *,
    subject: str,
    body: str,
    layout: str = "",
    by: User | None,
    on: date,
) -> LetterTemplate:
    """Write and release the next version of the words of `kind` in one go, used from the day `on`, past or not.

    Raises as `write_draft` and `release_draft` do; `layout` is by default the newest one of the kind.
    """
    check_words(kind, subject=subject, body=body)
    if _locked_draft(programme, kind):
        raise ChangedMeanwhile(_("There is a draft of this text; please release or discard it first."))
    now = timezone.now()
    draft = _begun(programme, kind, subject=subject, body=body, layout=layout, by=by, at=now)
    return _release(draft, on=on, by=by, at=now)


def check_words(kind: TextKind, *, subject: str, body: str) -> None:
    """Refuse, with the field, what must not stand in the words of `kind`."""
    for field, text in (("subject", subject), ("body", body)):
        try:
            parse(text, PLACEHOLDERS[kind])
        except LetterInvalid as invalid:
            raise LetterInvalid(field, invalid.reason) from invalid
        if refused := statutory_words(kind, text).refused:
            words = ", ".join(f"„{found}“" for found in refused)
            reason = _("{words}: kept for an appointment by civil-service law (§ 8 BeamtStG). Please put it otherwise.")
            raise Refused(reason.format(words=words), field)


def _locked_draft(programme: Programme, kind: TextKind) -> LetterTemplate | None:
    return (
        LetterTemplate.objects.select_for_update(of=("self",)).drafts().filter(programme=programme, kind=kind).first()
    )


def _begun(
    programme: Programme,
    kind: TextKind,
    *,
    subject: str,
    body: str,
    by: User | None,
    at: datetime,
    layout: str = "",
) -> LetterTemplate:
    last = programme.letter_templates.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            return LetterTemplate.objects.create(
                programme=programme,
                kind=kind,
                version=last + 1,
                subject=subject,
                body=body,
                layout=layout or LAYOUTS[kind],
                written_by=by,
                written_at=at,
            )
    except IntegrityError:  # the constraint decides who was first
        raise ChangedMeanwhile(_("Somebody else has begun a draft meanwhile; their words stand below.")) from None


def _release(draft: LetterTemplate, *, on: date, by: User | None, at: datetime) -> LetterTemplate:
    check_words(TextKind(draft.kind), subject=draft.subject, body=draft.body)
    trials = list(try_out(draft, surroundings(draft.programme, at)))
    if any(trial.finding for trial in trials):
        raise TrialFailed(_("The text cannot be released: for some of the example people it cannot be set."), trials)
    draft.released_on = on
    draft.save()
    record(by, "letter text released", draft, {"kind": draft.kind, "version": draft.version, "on": str(on)})
    return draft
