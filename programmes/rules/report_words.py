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
    """One sentence for each thing there is something to say about; none about a figure that is kept back.

    The first begins with the town, whatever it is about.
    """
    role = programme.role_name.plural if programme else settings.REGISTER_NAME
    found = [*_people(report, role), *_teaching(report), *_coverage(report, role), *_projects(report)]
    if found:
        found[0] = _("{city}: {sentence}").format(city=settings.CITY_NAME, sentence=found[0])
    return found


def waiting_line(report: Report) -> str:
    """How many have all modules and are not appointed yet; "" where that is not told."""
    if report.waiting is None:
        return ""
    words = ngettext(
        "On {day}, {count} employee had completed all modules and was waiting to be appointed.",
        "On {day}, {count} employees had completed all modules and were waiting to be appointed.",
        report.waiting,
    )
    return words.format(day=date_format(report.last), count=report.waiting)


def _people(report: Report, role: str) -> Iterator[str]:
    if report.completed and (count := report.completed.figures.total):
        words = ngettext(
            "In {year}, {count} employee completed the qualification and is now one of the {role}.",
            "In {year}, {count} employees completed the qualification and are now {role}.",
            count,
        )
        yield words.format(year=report.year, count=count, role=role)
    if waiting := waiting_line(report):
        yield waiting
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
            "On {day}, {count} of {all} departments had {role}, in the department itself or in a unit below it.",
            "On {day}, {count} of {all} departments had {role}, in the departments themselves or in a unit below them.",
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
