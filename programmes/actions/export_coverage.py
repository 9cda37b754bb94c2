"""The coverage leaves the register as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from people.actions.action import action, record
from people.models.user import User
from programmes.exports.coverage import coverage_table
from programmes.exports.tables import FORMATS
from programmes.rules.coverage import Coverage, Row


@action
def export_coverage(coverage: Coverage, rows: Sequence[Row], extension: str, *, by: User, at: datetime) -> bytes:
    """The file of `rows` in one of FORMATS; that somebody took it is an event. It names nobody."""
    file = FORMATS[extension].write(coverage_table(coverage, rows, made_at=at))
    record(by, "coverage exported", by, {"on": coverage.day.isoformat(), "format": extension, "rows": len(rows)})
    return file
