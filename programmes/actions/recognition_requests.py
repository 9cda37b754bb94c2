"""Somebody asks to have modules recognised; the request is withdrawn, granted or refused, once and for good."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.mails import Draft, post
from programmes.actions.results import WITHOUT_RESULTS, Outcome, record_results
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailKind
from programmes.models.module_result import ResultKind
from programmes.models.programme import TrainingModule
from programmes.models.recognition_request import (
    RECOGNITION_TRANSITIONS,
    RecognitionEvidence,
    RecognitionRequest,
    RecognitionState,
)
from programmes.rules.evidence_files import MOST_FILES, EvidenceFile
from programmes.rules.mail_facts import LANGUAGE
from programmes.rules.recognitions import asked_modules, modules_to_ask_for


@action
def request_recognition(
    enrolment: Enrolment,
    modules: Collection[TrainingModule],
    told: str,
    files: Iterable[EvidenceFile] = (),
    *,
    by: User | None,
    today: date,
) -> RecognitionRequest:
    """Keep the request to have `modules` recognised, with what the person says and shows for it.

    Raises Refused, with the field, for somebody who is not in training, without a module or words, for a module that
    is done or asked for already, and for too many files.
    """
    # Locked before looking: two clicks ask for a module once.
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort__curriculum")
    fresh = locked.get(pk=enrolment.pk)
    if fresh.state != EnrolmentState.IN_TRAINING or fresh.cohort.state in WITHOUT_RESULTS:
        raise Refused(_("Only who is in training can have something recognised."))
    kept = list(files)
    if not modules:
        raise Refused(_("Please choose at least one module."), "modules")
    if not told.strip():
        raise Refused(_("Please say where you learned this."), "told")
    if len(kept) > MOST_FILES:
        raise Refused(_("Please choose at most {count} files.").format(count=MOST_FILES), "evidence")
    allowed = {entry.module_id for entry in modules_to_ask_for(fresh)}
    if taken := [module.code for module in modules if module.pk not in allowed]:
        sentence = _("{codes}: done already, asked for already, or no part of your round.")
        raise Refused(sentence.format(codes=", ".join(taken)), "modules")
    request = RecognitionRequest.objects.create(
        enrolment=fresh, told=told.strip(), requested_on=today, state=RecognitionState.REQUESTED
    )
    request.modules.set(modules)
    RecognitionEvidence.objects.bulk_create(
        RecognitionEvidence(
            request=request, name=file.name, kind=file.kind, content=file.content, size=len(file.content)
        )
        for file in kept
    )
    record(by, "recognition requested", request, {**_facts(request), "files": len(kept)})
    return request


@action
def withdraw_recognition(request: RecognitionRequest, *, by: User | None, today: date) -> RecognitionRequest:
    """Take a request back; its files go at once. Raises Refused where it is decided or taken back already."""
    fresh = _locked(request, RecognitionState.WITHDRAWN)
    fresh.state = RecognitionState.WITHDRAWN
    fresh.save(update_fields=["state"])
    removed = fresh.evidence.kept().update(content=None, name="", removed_on=today)
    record(by, "recognition withdrawn", fresh, {**_facts(fresh), "files": removed})
    return fresh


@action
def grant_recognition(request: RecognitionRequest, reason: str, *, by: User, at: datetime) -> RecognitionRequest:
    """Recognise what was asked for: the entries, the decision and the mail to the person, all of it or nothing.

    A module passed meanwhile keeps its entry. Raises Refused as `refuse_recognition` does, where every module is done
    by now, and as `record_results` does.
    """
    fresh = _decided(request, RecognitionState.GRANTED, reason, by=by, at=at)
    cohort, today = fresh.enrolment.cohort, timezone.localdate(at)
    modules = [module for module, result in asked_modules(fresh) if result is None]
    if not modules:
        raise Refused(_("All of these modules are done by now: there is nothing left to recognise."))
    outcome = Outcome(ResultKind.RECOGNISED, today, reason=fresh.reason, decided_by=by.name[:200])
    for module in modules:
        record_results(cohort, module, [fresh.enrolment], outcome, by=by, today=today)
    return fresh


@action
def refuse_recognition(request: RecognitionRequest, reason: str, *, by: User, at: datetime) -> RecognitionRequest:
    """Decide that what was shown is not enough, and why; the person is told and may apply anew.

    Raises Refused without a reason, where it is decided or withdrawn already, and to whoever asked for it.
    """
    return _decided(request, RecognitionState.REFUSED, reason, by=by, at=at)


def _decided(
    request: RecognitionRequest, state: RecognitionState, reason: str, *, by: User, at: datetime
) -> RecognitionRequest:
    """The request with its decision, noted and told to the person."""
    fresh = _locked(request, state)
    if fresh.enrolment.pilot.user_id == by.pk:
        raise Refused(_("Somebody else has to decide on what you asked for yourself."))
    if not reason.strip():
        raise Refused(_("Please give the reason. The person sees it."), "reason")
    fresh.state, fresh.reason = state, reason.strip()
    fresh.decided_on, fresh.decided_by = timezone.localdate(at), by
    fresh.save(update_fields=["state", "reason", "decided_on", "decided_by"])
    verb = "recognition granted" if state == RecognitionState.GRANTED else "recognition refused"
    record(by, verb, fresh, _facts(fresh))
    post(MailKind.RECOGNITION_DECIDED, [_draft(fresh)], cohort=fresh.enrolment.cohort, by=by, at=at)
    return fresh


def _locked(request: RecognitionRequest, state: RecognitionState) -> RecognitionRequest:
    """The fresh row, locked before it is looked at, so that of two who decide at once one is told."""
    locked = RecognitionRequest.objects.select_for_update(of=("self",))
    fresh = locked.select_related("enrolment__cohort__curriculum", "enrolment__pilot").get(pk=request.pk)
    if state not in RECOGNITION_TRANSITIONS[fresh.state]:
        sentence = _("This request is settled already: “{state}”.")
        raise Refused(sentence.format(state=fresh.get_state_display()))
    return fresh


def _draft(request: RecognitionRequest) -> Draft:
    """The mail that tells the decision. Why stands on the page alone: others may read in a mailbox."""
    enrolment = request.enrolment
    with override(LANGUAGE):
        decision = str(RecognitionState(request.state).label)
    facts = {
        "name": str(enrolment.pilot),
        "round": enrolment.cohort.title,
        "modules": ", ".join(str(module) for module in request.modules.order_by("code")),
        "decision": decision,
        "link": settings.PUBLIC_URL + reverse("programmes:my_recognition"),
    }
    return Draft(enrolment.pilot.mail, facts, LANGUAGE, pilot=enrolment.pilot, enrolment=enrolment)


def _facts(request: RecognitionRequest) -> dict[str, object]:
    """What the trail holds of a request: neither words nor names of files, which may tell of the person."""
    return {"enrolment": request.enrolment_id, "modules": list(request.modules.values_list("pk", flat=True))}
