"""The report of a year leaves the register as a file."""

from __future__ import annotations

from datetime import datetime

from people.actions.action import action, record
from people.models.user import User
from programmes.letters.compose_report import report_paper
from programmes.letters.report import render_report
from programmes.models.programme import Programme


@action
def export_report(year: int, programme: Programme | None, *, by: User, at: datetime) -> bytes:
    """The report of `year` as PDF; that somebody took it is an event. It names nobody.

    Raises LetterInvalid for a text that cannot be set.
    """
    record(by, "report printed", by, {"year": year})
    return render_report(report_paper(year, programme, at))
