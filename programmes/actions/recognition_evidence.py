"""Files of evidence are read by those who may, and removed once nobody needs them."""

from __future__ import annotations

from datetime import date

from people.actions.action import action, record
from people.models.user import User
from programmes.models.recognition_request import RecognitionEvidence
from programmes.rules.recognitions import evidence_to_remove


@action
def read_evidence(evidence: RecognitionEvidence, *, by: User) -> bytes:
    """The bytes of a file that is still there; who took them is an event."""
    record(by, "evidence read", evidence, {"request": evidence.request_id})
    return bytes(evidence.content or b"")


@action
def remove_evidence(today: date) -> int:
    """Remove the bytes and names of the files that have been kept long enough; that they were there stays.

    Gives how many that were. One event for each file, by the system.
    """
    # Locked, so that of two runs at once each file is removed by one.
    removed = list(evidence_to_remove(today).select_for_update(of=("self",)))
    RecognitionEvidence.objects.filter(pk__in=[evidence.pk for evidence in removed]).update(
        content=None, name="", removed_on=today
    )
    for evidence in removed:
        record(None, "evidence removed", evidence, {"request": evidence.request_id})
    return len(removed)
