"""What mails say of a round or of a session, in the language of the mail."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import override

from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSession

# The language of all mails.
LANGUAGE = "de"
# Stands where nothing is known, because a line of a mail must not end in nothing.
NOTHING = "–"


def round_facts(cohort: Cohort, language: str) -> dict[str, str]:
    """The round's title, its period and the effort expected; its programme is at hand."""
    return {
        "round": cohort.title,
        "period": f"{day_in_words(cohort.starts_on, language)} – {day_in_words(cohort.ends_on, language)}",
        "effort": cohort.programme.expected_effort or NOTHING,
    }


def session_facts(session: ModuleSession, language: str) -> dict[str, str]:
    """The session's round, module, time, place and trainer; its module, round and trainer are at hand."""
    return {
        "round": session.cohort.title,
        "module": session.module.title,
        "when": when_in_words(session.starts_at, session.ends_at, language),
        "place": ", ".join(filter(None, (session.place, session.link))) or NOTHING,
        "trainer": str(session.trainer or session.external_trainer or NOTHING),
    }


def day_in_words(day: date, language: str) -> str:
    """`9. März 2026` or `9 March 2026`."""
    with override(language):
        return date_format(day, "DATE_FORMAT")


def when_in_words(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """`Montag, 9. März 2026, 09:00–12:00`; both days where the end is on another one."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    with override(language):
        words = f"l, {get_format('DATE_FORMAT')}, H:i"
        until = f"–{date_format(end, 'H:i')}" if start.date() == end.date() else f" – {date_format(end, words)}"
        return date_format(start, words) + until
