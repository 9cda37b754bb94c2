"""What the report of a year says on paper: the figures of the page, in German, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from people.rules.tree import goes_on_as
from programmes.letters.characters import clean
from programmes.letters.report import Chapter, Figures, Paper
from programmes.models.programme import Programme
from programmes.rules.report import Crosstab, Report, report_of
from programmes.rules.report_words import press_lines, waiting_line

KEPT_BACK = "•"


def report_paper(year: int, programme: Programme | None, at: datetime) -> Paper:
    """The report of `year` as it stands at `at`; the programme's role name and office are at hand."""
    today = timezone.localdate(at)
    with override("de"):
        report = report_of(year, today)
        return Paper(
            city=settings.CITY_NAME,
            office=clean(goes_on_as(programme.office).name) if programme else "",
            title=clean(_("Report of the year")),
            period=_period(report),
            sentences=tuple(clean(sentence) for sentence in press_lines(report, programme)),
            chapters=tuple(_chapters(report)),
            note=note(),
            day=date_format(today, "j. F Y"),
            printed_at=at.replace(microsecond=0),
            specimen=settings.DEMO_MODE,
        )


def note() -> str:
    """Why some figures are missing."""
    words = _(
        "{mark}: kept back. Groups of fewer than {smallest} people have no figure, nor has any other from which it"
        " could be worked out. A zero means that nobody can be there. Departments and projects are not people and are"
        " always counted."
    )
    return words.format(mark=KEPT_BACK, smallest=settings.REPORT_SMALLEST_GROUP)


def _period(report: Report) -> str:
    if report.is_over:
        return str(report.year)
    return _("{year}, up to {day}").format(year=report.year, day=date_format(report.last))


def _chapters(report: Report) -> Sequence[Chapter]:
    return (
        Chapter(_("Rounds of training"), *_rounds(report)),
        Chapter(_("Completed and appointed"), *_completed(report)),
        Chapter(_("Modules completed"), "", _column(report.modules))
        if report.modules.names
        else Chapter(_("Modules completed"), _("No module was taught in {year}.").format(year=report.year)),
        Chapter(_("Departments with somebody on {day}").format(day=date_format(report.last)), _coverage(report)),
        Chapter(_("Projects"), *_projects(report)),
    )


def _rounds(report: Report) -> tuple[str, Figures | None]:
    if not report.rounds_held:
        return _("No round was held in {year}.").format(year=report.year), None
    if not report.rounds:
        return _("{count} rounds were held, too many to be listed.").format(count=report.rounds_held), None
    lines = tuple(
        (
            clean(cohort.title),
            date_format(cohort.starts_on, "d.m.Y"),
            date_format(cohort.ends_on, "d.m.Y"),
            cohort.get_state_display(),
        )
        for cohort in report.rounds
    )
    return "", Figures((_("Round"), _("from"), _("until"), _("State")), lines, of_words=True)


def _completed(report: Report) -> tuple[str, Figures | None]:
    waiting = waiting_line(report)
    if report.completed:
        return waiting, _crosstab(report.completed)
    nobody = _("Nobody completed the qualification in {year}.").format(year=report.year)
    return " ".join(filter(None, (nobody, waiting))), None


def _coverage(report: Report) -> str:
    units = report.coverage.units
    words = ngettext(
        "In {covered} of {count} department, or in a unit below it, somebody is appointed; in {without} nobody.",
        "In {covered} of {count} departments, or in a unit below them, somebody is appointed; in {without} nobody.",
        units,
    )
    return words.format(covered=report.coverage.covered, count=units, without=report.coverage.without)


def _projects(report: Report) -> tuple[str, Figures | None]:
    if not report.projects:
        return _("No project was under way in {year}.").format(year=report.year), None
    lines = tuple(
        (
            clean(project.title),
            date_format(project.starts_on, "m.Y"),
            date_format(project.ends_on, "m.Y") if project.ends_on else "–",
            project.get_state_display(),
        )
        for project in report.projects
    )
    return "", Figures((_("Project"), _("from"), _("until"), _("State")), lines, of_words=True)


def _crosstab(table: Crosstab) -> Figures:
    lines = tuple(
        (clean(line.name), *map(_figure, line.cells), _figure(line.total)) for line in (*table.lines, table.together)
    )
    return Figures((table.side, *table.columns, _("Together")), lines, has_total=True)


def _column(table: Crosstab) -> Figures:
    """A table of one column needs no second one to sum it up."""
    lines = tuple((clean(line.name), _figure(line.total)) for line in (*table.lines, table.together))
    return Figures((table.side, *table.columns), lines, has_total=True)


def _figure(value: int | None) -> str:
    return KEPT_BACK if value is None else str(value)
