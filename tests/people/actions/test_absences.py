"""Days away: they do not overlap, have a stand-in who can stand in, and leave an event when they go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from people.actions.absences import change_absence, end_absence, enter_absence
from people.errors import Refused
from people.models.absence import Absence
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from people.rules.reachable import reachable_on
from tests.factories import LONG_AGO, TODAY, make_pilot
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_appointed(name: str = "Adler", **fields: Any) -> Pilot:
    return make_pilot(name, **{"appointed_from": LONG_AGO, **fields})


def enter(pilot: Pilot, first: date, last: date | None = None, stand_in: Pilot | None = None) -> Absence:
    return enter_absence(pilot, first_day=first, last_day=last, stand_in=stand_in, by=None, today=TODAY)


def test_on_days_away_nobody_is_sent_there() -> None:
    pilot = make_appointed()

    enter(pilot, TODAY + DAY, TODAY + 3 * DAY)

    reachable = [reachable_on(TODAY + step * DAY).exists() for step in range(5)]
    assert reachable == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("first", "last"),
    [(10, 20), (5, 10), (20, 25), (12, 14), (5, 25), (5, None), (15, None)],
)
def test_days_that_overlap_others_are_refused(first: int, last: int | None) -> None:
    pilot = make_appointed()
    enter(pilot, date(2026, 3, 10), date(2026, 3, 20))

    with pytest.raises(Refused, match="You are away then already: 10 March 2026 to 20 March 2026") as refusal:
        enter(pilot, date(2026, 3, first), last and date(2026, 3, last))

    assert refusal.value.field == "first_day"
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), [(5, 9), (21, 25), (21, None)])
def test_days_beside_others_are_entered(first: int, last: int | None) -> None:
    pilot = make_appointed()
    enter(pilot, date(2026, 3, 10), date(2026, 3, 20))
    enter(make_appointed("Beispiel"), date(2026, 3, 1) + DAY)

    enter(pilot, date(2026, 3, first), last and date(2026, 3, last))

    assert Absence.objects.filter(pilot=pilot).count() == 2


@pytest.mark.parametrize("later", [date(2026, 3, 11), date(2026, 5, 1)])
def test_an_open_end_overlaps_everything_behind_it(later: date) -> None:
    pilot = make_appointed()
    enter(pilot, date(2026, 3, 10))

    with pytest.raises(Refused, match="away then already: since 10 March 2026"):
        enter(pilot, later, later)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY - DAY, None, "first_day"),
        (TODAY + 367 * DAY, None, "first_day"),
        (TODAY + 5 * DAY, TODAY + 4 * DAY, "last_day"),
    ],
    ids=["passed", "far ahead", "ends before it begins"],
)
def test_days_that_make_no_sense_are_refused(first: date, last: date | None, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        enter(make_appointed(), first, last)

    assert (refusal.value.field, Absence.objects.count()) == (field, 0)


def test_days_begin_today_or_within_a_leap_year_and_one_day_is_enough() -> None:
    pilot, far = make_appointed(), TODAY + 366 * DAY

    enter(pilot, TODAY, TODAY)
    enter(pilot, far)

    assert list(pilot.absences.order_by("first_day").values_list("first_day", flat=True)) == [TODAY, far]


def test_only_an_appointed_colleague_stands_in() -> None:
    pilot = make_appointed()
    trainee = make_pilot("Celik")
    ending = make_appointed("Dorn", appointed_until=TODAY + DAY)

    for stand_in, reason in ((pilot, "for themselves"), (trainee, "not appointed"), (ending, "not appointed")):
        with pytest.raises(Refused, match=reason) as refusal:
            enter(pilot, TODAY + DAY, stand_in=stand_in)
        assert refusal.value.field == "stand_in"

    assert enter(pilot, TODAY + DAY, stand_in=make_appointed("Ernst")).stand_in is not None


def test_who_is_back_early_is_found_again_from_that_day() -> None:
    pilot = make_appointed()
    absence = Absence.objects.create(pilot=pilot, first_day=TODAY - 5 * DAY)

    end_absence(absence, by=None, today=TODAY)

    assert Absence.objects.get().last_day == TODAY - DAY
    assert reachable_on(TODAY).get() == pilot
    assert AuditEvent.objects.get(verb="absence ended").changes == {"pilot": pilot.pk}


@pytest.mark.parametrize("first", [TODAY, TODAY + DAY])
def test_days_that_have_not_begun_are_taken_out_and_the_trail_says_so(first: date) -> None:
    absence = enter(make_appointed(), first)

    end_absence(absence, by=None, today=TODAY)

    assert Absence.objects.count() == 0
    event = AuditEvent.objects.get(verb="absence cancelled")
    assert (event.object_id, event.changes) == (str(absence.pk), {"pilot": absence.pilot_id})


def test_what_is_over_stays_as_it_was() -> None:
    absence = Absence.objects.create(pilot=make_appointed(), first_day=LONG_AGO, last_day=TODAY - DAY)

    with pytest.raises(Refused, match="is over"):
        end_absence(absence, by=None, today=TODAY)
    with pytest.raises(Refused, match="is over"):
        change_absence(absence, last_day=TODAY, stand_in=None, by=None, today=TODAY)

    assert Absence.objects.get().last_day == TODAY - DAY


def test_a_cancelled_absence_is_not_cancelled_twice() -> None:
    absence = enter(make_appointed(), TODAY + DAY)
    twin = Absence.objects.get()
    end_absence(absence, by=None, today=TODAY)

    with pytest.raises(Refused, match="cancelled meanwhile"):
        end_absence(twin, by=None, today=TODAY)


def test_an_open_end_gets_its_day_and_another_stand_in() -> None:
    pilot, colleague = make_appointed(), make_appointed("Beispiel")
    absence = Absence.objects.create(pilot=pilot, first_day=TODAY - DAY)

    for _again in range(2):
        change_absence(absence, last_day=TODAY + DAY, stand_in=colleague, by=None, today=TODAY)

    absence.refresh_from_db()
    assert (absence.last_day, absence.stand_in) == (TODAY + DAY, colleague)
    assert AuditEvent.objects.get(verb="absence changed").changes == {
        "pilot": pilot.pk,
        "fields": ["last_day", "stand_in"],
    }


def test_on_its_last_day_an_absence_is_not_over() -> None:
    absence = Absence.objects.create(pilot=make_appointed(), first_day=TODAY - DAY, last_day=TODAY)

    assert change_absence(absence, last_day=TODAY + DAY, stand_in=None, by=None, today=TODAY).last_day == TODAY + DAY
    assert change_absence(absence, last_day=TODAY, stand_in=None, by=None, today=TODAY).last_day == TODAY


@pytest.mark.parametrize("last", [TODAY - DAY, date(2026, 3, 10), None])
def test_a_change_is_refused_where_an_entry_would_be(last: date | None) -> None:
    pilot = make_appointed()
    absence = enter(pilot, TODAY, TODAY + DAY)
    enter(pilot, date(2026, 3, 10), date(2026, 3, 20))

    with pytest.raises(Refused):
        change_absence(absence, last_day=last, stand_in=None, by=None, today=TODAY)

    absence.refresh_from_db()
    assert absence.last_day == TODAY + DAY


def both_at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two entries of the same days, each of which waits for the other once it has looked."""
    pilot = make_appointed()
    monkeypatch.setattr(Absence, "save", meeting_point(Absence.save))
    return at_once(lambda: enter(pilot, TODAY, TODAY + DAY), lambda: enter(pilot, TODAY, TODAY + DAY))


@pytest.mark.django_db(transaction=True)
def test_two_entries_at_once_do_not_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    assert both_at_once(monkeypatch) == ["Refused", "done"]
    assert Absence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_entries_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)

    assert both_at_once(monkeypatch) != ["Refused", "done"]
