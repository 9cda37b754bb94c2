"""What colleagues report is kept once, without their words in the trail, and settled once."""

from __future__ import annotations

import pytest

from people.actions.entry_reports import report_entry, settle_report
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.entry_report import EntryReport, ReportKind, ReportOutcome
from people.rules.entry_reports import open_report_count
from tests.factories import LONG_AGO, make_pilot, make_user
from tests.together import at_once, meeting_point

pytestmark = pytest.mark.django_db


def test_the_trail_says_what_is_wrong_but_not_the_note() -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    report_entry(pilot, ReportKind.PHONE, by=make_user(), note="Frau Muster hat jetzt die 1234")

    event = AuditEvent.objects.get(verb="entry reported")
    assert event.changes == {"pilot": pilot.pk, "kind": "phone"}


def test_the_same_word_twice_is_refused_kindly_and_another_is_not() -> None:
    pilot, kim, alex = make_pilot(), make_user(), make_user()
    report_entry(pilot, ReportKind.PHONE, by=kim)

    with pytest.raises(Refused) as refusal:
        report_entry(pilot, ReportKind.PHONE, by=kim)
    report_entry(pilot, ReportKind.ROOM, by=kim)
    report_entry(pilot, ReportKind.PHONE, by=alex)

    assert "already" in str(refusal.value)
    assert open_report_count() == 3


def test_a_settled_report_may_be_made_again() -> None:
    pilot, kim = make_pilot(), make_user()

    settle_report(report_entry(pilot, ReportKind.PHONE, by=kim), ReportOutcome.WAS_RIGHT, by=make_user())
    report_entry(pilot, ReportKind.PHONE, by=kim)

    assert (open_report_count(), EntryReport.objects.count()) == (1, 2)


def test_a_report_is_settled_once() -> None:
    report, kim = report_entry(make_pilot(), ReportKind.MAIL, by=make_user()), make_user()
    settle_report(report, ReportOutcome.CORRECTED, by=kim)

    with pytest.raises(Refused):
        settle_report(report, ReportOutcome.WAS_RIGHT, by=make_user())

    settled = EntryReport.objects.get()
    assert (settled.outcome, settled.settled_by) == (ReportOutcome.CORRECTED, kim)
    assert open_report_count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot, kim = make_pilot(), make_user()
    monkeypatch.setattr(EntryReport, "save", meeting_point(EntryReport.save))

    outcomes = at_once(*[lambda: report_entry(pilot, ReportKind.PHONE, by=kim)] * 2)

    assert (outcomes, open_report_count()) == (["Refused", "done"], 1)
