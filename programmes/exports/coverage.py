"""The coverage of the departments as a table: units, dates and numbers, nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from programmes.exports.tables import Table
from programmes.rules.coverage import Coverage, Row


def coverage_table(coverage: Coverage, rows: Sequence[Row], *, made_at: datetime) -> Table:
    """The `rows` of a coverage that were asked for, one line each; departments founded later have none."""
    within = (coverage.last - coverage.day).days
    return Table(
        title=_("Coverage of {day}").format(day=coverage.day.isoformat()),
        headers=(
            _("Number"),
            _("Department"),
            _("Kind"),
            _("Part of"),
            _("State"),
            _("Appointed here"),
            _("Appointed with sub-departments"),
            _("Ending within {days} days here").format(days=within),
            _("Ending within {days} days with sub-departments").format(days=within),
            _("In training here"),
            _("In training with sub-departments"),
            _("Nobody from"),
            _("Nobody until"),
            _("Somebody from"),
        ),
        rows=[
            (
                row.unit.number,
                row.unit.name,
                row.unit.get_kind_display(),
                row.above.name if row.above else None,
                row.standing.label,
                row.here.appointed,
                row.whole.appointed,
                row.here.ending,
                row.whole.ending,
                row.here.in_training,
                row.whole.in_training,
                row.gap.first if row.gap else None,
                row.gap.last if row.gap else None,
                row.filled_from,
            )
            for row in rows
        ],
        made_at=made_at,
    )
