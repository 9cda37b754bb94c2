"""What the sign-in sheet of a session says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from people.rules.tree import goes_on_as
from programmes.letters.characters import clean
from programmes.letters.sheet import Expected, Sheet
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession

EMPTY_ROWS = 2
HINT = "Mit der Unterschrift bestätigen Sie nur, dass Sie da waren. Die Liste dient allein dem Nachweis der Ausbildung."


def session_sheet(session: ModuleSession, people: Iterable[Enrolment], at: datetime) -> Sheet:
    """The sheet of `session` for `people`, in their order; German, whoever asks.

    The module, the trainer and the round with its programme are at hand, as are each person's name and department.
    """
    programme = session.cohort.programme
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    with override("de"):
        day = date_format(starts_at, "j. F Y")
        when = f"{date_format(starts_at, 'l')}, {day}, {starts_at:%H:%M}–{ends_at:%H:%M} Uhr"
    facts = (
        ("Runde", session.cohort.title),
        ("Termin", when),
        ("Ort", session.place),
        ("Link", session.link),
        ("Leitung", session.trainer.name if session.trainer else session.external_trainer),
    )
    return Sheet(
        city=settings.CITY_NAME,
        office=clean(goes_on_as(programme.office).name),
        title="Teilnahmeliste",
        module=clean(str(session.module)),
        facts=tuple((label, clean(value)) for label, value in facts if value),
        people=tuple(Expected(clean(str(one.pilot)), clean(str(one.department))) for one in people),
        empty_rows=EMPTY_ROWS,
        hint=HINT,
        day=day,
        printed_at=at.replace(microsecond=0),
        specimen=settings.DEMO_MODE,
    )
