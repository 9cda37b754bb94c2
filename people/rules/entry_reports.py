"""Words of colleagues that an entry is wrong, and who acts on them."""

from __future__ import annotations

from people.models.entry_report import EntryReport
from people.models.role_grant import Role

SETTLES_REPORTS = (Role.COORDINATOR,)
CORRECTS_ENTRIES = (Role.COORDINATOR, Role.ADMIN)


def open_report_count() -> int:
    """How many reports nobody has looked at yet."""
    return EntryReport.objects.unsettled().count()
