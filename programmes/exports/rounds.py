"""The people and the dates of a round as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from programmes.exports.tables import Table
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession
from programmes.rules.matrix import Matrix, words


def people_table(cohort: Cohort, people: Iterable[Enrolment], *, queue: Mapping[int, int], made_at: datetime) -> Table:
    """Who is enrolled and how far; no results. Their pilots and departments are at hand.

    `queue` says by enrolment which number on the waiting list somebody has.
    """
    headers = [
        _("Family name"),
        _("Given names"),
        _("E-mail"),
        _("Department"),
        _("State"),
        _("Number on the waiting list"),
        _("Consent"),
        _("Agreement"),
    ]
    rows = [
        [
            one.pilot.family_name,
            one.pilot.given_names,
            one.pilot.mail,
            one.department.name,
            one.get_state_display(),
            queue.get(one.pk),
            one.consented_on,
            one.agreed_on,
        ]
        for one in people
    ]
    return Table(_("People of {round}").format(round=cohort.title), headers, rows, made_at)


def sessions_table(cohort: Cohort, sessions: Iterable[ModuleSession], *, made_at: datetime) -> Table:
    """The dates of a round. Their modules and trainers are at hand."""
    headers = [_("Module"), _("Begins"), _("Ends"), _("Format"), _("Place"), _("Link"), _("Trainer"), _("Called off")]
    rows = [
        [
            str(one.module),
            one.starts_at,
            one.ends_at,
            one.get_delivery_format_display(),
            one.place,
            one.link,
            one.trainer.name if one.trainer else one.external_trainer,
            one.cancelled_at is not None,
        ]
        for one in sessions
    ]
    return Table(_("Dates of {round}").format(round=cohort.title), headers, rows, made_at)


def progress_table(cohort: Cohort, matrix: Matrix, *, made_at: datetime) -> Table:
    """The matrix of a round: a word for each person and module, and what is still missing. Departments are at hand."""
    says = words()
    headers = [
        _("Family name"),
        _("Given names"),
        _("Department"),
        _("State"),
        *(f"{column.entry.code} {column.entry.title}" for column in matrix.columns),
        _("Done"),
        _("Still lacks"),
        _("Without a date to come"),
        _("Ready for the letter"),
    ]
    rows = [
        [
            row.person.enrolment.pilot.family_name,
            row.person.enrolment.pilot.given_names,
            row.person.enrolment.department.name,
            row.person.enrolment.get_state_display(),
            *(says[cell.mark] for cell in row.cells),
            row.person.progress.done,
            row.person.progress.missing_in_words,
            row.lost.missing_in_words if row.lost else None,
            row.person.is_ready,
        ]
        for row in matrix.rows
    ]
    return Table(_("Progress of {round}").format(round=cohort.title), headers, rows, made_at)
