"""Requests for recognition and files of evidence, for the tests of all storeys."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from programmes.models.enrolment import Enrolment
from programmes.models.programme import TrainingModule
from programmes.models.recognition_request import (
    DECIDED,
    EvidenceKind,
    RecognitionEvidence,
    RecognitionRequest,
    RecognitionState,
)
from tests.factories import TODAY, make_user, modules_of

WORDS = "Kommunale Digitallotsen (BW), Basisqualifizierung, 2024."
REASON = "Die Basisqualifizierung deckt beide Module ab."


def make_request(
    enrolment: Enrolment, *modules: TrainingModule, state: RecognitionState = RecognitionState.REQUESTED, **fields: Any
) -> RecognitionRequest:
    """A request for `modules`, or all of the round, in the state asked for with what that state needs."""
    if state in DECIDED:
        fields = {"decided_on": TODAY, "decided_by_id": make_user().pk, "reason": REASON, **fields}
    request = RecognitionRequest.objects.create(
        enrolment=enrolment, state=state, **{"told": WORDS, "requested_on": TODAY, **fields}
    )
    request.modules.set(modules or modules_of(enrolment.cohort.curriculum))
    return request


def make_evidence(request: RecognitionRequest, **fields: Any) -> RecognitionEvidence:
    """A file of `request`, still there."""
    return RecognitionEvidence.objects.create(
        request=request,
        **{"name": "Zeugnis.pdf", "kind": EvidenceKind.PDF, "content": b"%PDF-1.7", "size": 8, **fields},
    )


def pdf(document: pikepdf.Pdf | None = None, **options: Any) -> bytes:
    """The bytes of `document`, or of a PDF of one empty page."""
    document = document or pikepdf.new()
    if len(document.pages) == 0:
        document.add_blank_page()
    buffer = BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def picture(kind: str = "PNG", size: Sequence[int] = (300, 400), **options: Any) -> bytes:
    """A grey picture."""
    buffer = BytesIO()
    Image.new("RGB", (size[0], size[1]), "grey").save(buffer, kind, **options)
    return buffer.getvalue()
