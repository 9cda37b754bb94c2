"""Days on which somebody is not there, and who stands in. Why is not asked and not kept."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.absence import Absence
from people.models.pilot import Pilot
from people.models.user import User

AHEAD = timedelta(days=366)


@action
def enter_absence(
    pilot: Pilot,
    *,
    first_day: date,
    last_day: date | None,
    stand_in: Pilot | None = None,
    by: User | None,
    today: date,
) -> Absence:
    """Enter days on which the pilot is not there; `last_day` None: nobody knows yet until when.

    Raises Refused for days that lie before today or overlap others, and for a stand-in who cannot stand in.
    """
    _lock(pilot)
    if first_day < today:
        raise Refused(_("This day has passed. Please begin today or later."), "first_day")
    if first_day > today + AHEAD:
        raise Refused(_("This day is more than a year ahead."), "first_day")
    absence = Absence(pilot=pilot, first_day=first_day, last_day=last_day, stand_in=stand_in)
    _refuse(absence)
    absence.save()
    record(by, "absence entered", absence, {"pilot": pilot.pk})
    return absence


@action
def change_absence(
    absence: Absence, *, last_day: date | None, stand_in: Pilot | None, by: User | None, today: date
) -> Absence:
    """Let an absence end on another day or name another stand-in; raises Refused as `enter_absence` does.

    What is over stays as it was.
    """
    absence = _locked(absence)
    _refuse_over(absence, today)
    if last_day is not None and last_day < today:
        raise Refused(_("This day has passed. If you are back, please say so below."), "last_day")
    values = {"last_day": last_day, "stand_in": stand_in}
    changed = [field for field, value in values.items() if getattr(absence, field) != value]
    absence.last_day, absence.stand_in = last_day, stand_in
    _refuse(absence)
    if changed:
        absence.save()
        record(by, "absence changed", absence, {"pilot": absence.pilot_id, "fields": changed})
    return absence


@action
def end_absence(absence: Absence, *, by: User | None, today: date) -> None:
    """The person is there again from `today` on; days that have not begun by then are taken out of the register."""
    absence = _locked(absence)
    _refuse_over(absence, today)
    if absence.first_day >= today:
        record(by, "absence cancelled", absence, {"pilot": absence.pilot_id})
        absence.delete()
        return
    absence.last_day = today - timedelta(days=1)
    absence.save()
    record(by, "absence ended", absence, {"pilot": absence.pilot_id})


def _lock(pilot: Pilot) -> None:
    """Two entries at once must not overlap, so the row both belong to is locked before anything is looked at."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)


def _locked(absence: Absence) -> Absence:
    _lock(absence.pilot)
    fresh = Absence.objects.select_related("pilot", "stand_in").filter(pk=absence.pk).first()
    if fresh is None:
        raise Refused(_("This absence was cancelled meanwhile."))
    return fresh


def _refuse_over(absence: Absence, today: date) -> None:
    if absence.last_day is not None and absence.last_day < today:
        raise Refused(_("This absence is over."))


def _refuse(absence: Absence) -> None:
    """The rules about one absence beside all others of its person."""
    first, last = absence.first_day, absence.last_day
    if last is not None and last < first:
        raise Refused(_("The last day is before the first one."), "last_day")
    others = Absence.objects.filter(pilot=absence.pilot_id).exclude(pk=absence.pk)
    until_then = Q() if last is None else Q(first_day__lte=last)
    other = others.filter(until_then, Q(last_day__isnull=True) | Q(last_day__gte=first)).order_by("first_day").first()
    if other is not None:
        raise Refused(
            _("You are away then already: {days}. Please change that entry or choose other days.").format(
                days=_in_words(other)
            ),
            "first_day",
        )
    if absence.stand_in is not None:
        _refuse_stand_in(absence, absence.stand_in)


def _refuse_stand_in(absence: Absence, stand_in: Pilot) -> None:
    if stand_in.pk == absence.pilot_id:
        raise Refused(_("Nobody stands in for themselves. Please choose a colleague."), "stand_in")
    if not stand_in.is_appointed_on(absence.first_day):
        raise Refused(_("{name} is not appointed on the first day.").format(name=stand_in), "stand_in")


def _in_words(absence: Absence) -> str:
    first = formats.date_format(absence.first_day)
    if absence.last_day is None:
        return _("since {first}").format(first=first)
    return _("{first} to {last}").format(first=first, last=formats.date_format(absence.last_day))
