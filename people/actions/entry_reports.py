"""A colleague says that an entry is wrong; a coordinator looks and settles it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.entry_report import EntryReport, ReportKind, ReportOutcome
from people.models.pilot import Pilot
from people.models.user import User


@action
def report_entry(pilot: Pilot, kind: ReportKind, *, by: User, note: str = "") -> EntryReport:
    """Keep what `by` says is wrong with the entry of `pilot`; raise Refused while the same report of theirs is open."""
    try:
        with transaction.atomic():
            report = EntryReport.objects.create(
                pilot=pilot, kind=kind, note=note, reported_by=by, reported_at=timezone.now()
            )
    except IntegrityError:  # the constraint decides, so that two clicks make one report
        raise Refused(_("You have reported this already. Thank you, the office will look into it."), "kind") from None
    # The note may name people, so the trail does not hold it.
    record(by, "entry reported", report, {"pilot": pilot.pk, "kind": str(kind)})
    return report


@action
def settle_report(report: EntryReport, outcome: ReportOutcome, *, by: User) -> EntryReport:
    """Note what came of a report; raise Refused where somebody was quicker."""
    report = EntryReport.objects.select_for_update().get(pk=report.pk)
    if report.settled_at is not None:
        raise Refused(_("This report is settled already."))
    report.outcome, report.settled_by, report.settled_at = outcome, by, timezone.now()
    report.save(update_fields=["outcome", "settled_by", "settled_at"])
    record(by, "report settled", report, {"pilot": report.pilot_id, "outcome": str(outcome)})
    return report
