"""The report in sentences, as they go into a press release: only figures that the report shows, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models.programme import Programme
from programmes.rules.report import Report


def press_lines(report: Report, programme: Programme | None) -> list[str]:
    """One sentence for each thing there is something to say about; none about a figure that is kept back."""
    role = programme.role_name.plural if programme else settings.REGISTER_NAME
    return [*_people(report, role), *_teaching(report), *_coverage(report, role), *_projects(report)]


def _people(report: Report, role: str) -> Iterator[str]:
    if report.completed and (count := report.completed.figures.total):
        words = ngettext(
            "In {year}, {count} employee of {city} completed the qualification and is now one of the {role}.",
            "In {year}, {count} employees of {city} completed the qualification and are now {role}.",
            count,
        )
        yield words.format(year=report.year, count=count, city=settings.CITY_NAME, role=role)
    if report.so_far.people:
        if report.so_far.is_least:
            words = _("By {day}, at least {count} {role} had been trained altogether.")
        else:
            words = _("By {day}, {count} {role} had been trained altogether.")
        yield words.format(day=date_format(report.last), count=report.so_far.people, role=role)


def _teaching(report: Report) -> Iterator[str]:
    if count := report.rounds_held:
        words = ngettext(
            "{count} round of training was held in {year}.", "{count} rounds of training were held in {year}.", count
        )
        yield words.format(count=count, year=report.year)
    if completed := report.modules.figures.total:
        words = ngettext(
            "The people in training completed {count} module.",
            "The people in training completed {count} modules.",
            completed,
        )
        yield words.format(count=completed)


def _coverage(report: Report, role: str) -> Iterator[str]:
    if covered := report.coverage.covered:
        words = ngettext(
            "On {day}, {count} of {all} departments had {role} of its own.",
            "On {day}, {count} of {all} departments had {role} of their own.",
            covered,
        )
        yield words.format(day=date_format(report.last), count=covered, all=report.coverage.units, role=role)


def _projects(report: Report) -> Iterator[str]:
    if count := report.projects_going:
        words = ngettext(
            "{count} project was under way with their help.", "{count} projects were under way with their help.", count
        )
        yield words.format(count=count)
    if done := report.projects_done:
        words = ngettext("{count} project came to its end.", "{count} projects came to their end.", done)
        yield words.format(count=done)
