"""The choice among dates: never one that is full, past, called off, or at the time of another; the earliest first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.rules.bookable import Obstacle, Slot, fitting, obstacle

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@st.composite
def slots(draw: st.DrawFn, key: int) -> Slot:
    """A date within two days around now, in steps of half an hour."""
    begins, lasts = draw(st.integers(-48, 48)), draw(st.integers(1, 16))
    starts_at = NOW + timedelta(minutes=30 * begins)
    ends_at = starts_at + timedelta(minutes=30 * lasts)
    return Slot(key, starts_at, ends_at, draw(st.none() | st.integers(-1, 3)), draw(st.booleans()))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[list[Slot], list[Slot]]:
    """Dates to choose from, and those somebody is expected at; some of these are among the former."""
    offered = [draw(slots(key)) for key in range(draw(st.integers(0, 6)))]
    others = [draw(slots(key)) for key in range(100, 100 + draw(st.integers(0, 4)))]
    return offered, others + [slot for slot in offered if draw(st.booleans())]


def minutes(slot: Slot) -> set[datetime]:
    """The half hours a date takes."""
    count = (slot.ends_at - slot.starts_at) // timedelta(minutes=30)
    return {slot.starts_at + timedelta(minutes=30 * number) for number in range(count)}


@given(calendars())
def test_what_is_offered_is_free_to_come_takes_place_and_fits(case: tuple[list[Slot], list[Slot]]) -> None:
    offered, expected = case

    for slot in fitting(offered, expected, NOW):
        others = [other for other in expected if other.session_id != slot.session_id]
        assert not slot.is_off
        assert slot.starts_at > NOW
        assert slot.room is None or slot.room > 0
        assert not any(minutes(slot) & minutes(other) for other in others)


@given(calendars())
def test_the_earliest_comes_first_and_nothing_that_fits_is_left_out(case: tuple[list[Slot], list[Slot]]) -> None:
    offered, expected = case

    found = fitting(offered, expected, NOW)

    assert [slot.starts_at for slot in found] == sorted(slot.starts_at for slot in found)
    for slot in set(offered) - set(found):
        busy = {half for other in expected if other.session_id != slot.session_id for half in minutes(other)}
        full = slot.room is not None and slot.room <= 0
        assert slot.is_off or slot.starts_at <= NOW or full or minutes(slot) & busy


def test_one_date_may_begin_when_another_ends_and_none_clashes_with_itself() -> None:
    first = Slot(1, NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    second = Slot(2, NOW + timedelta(hours=2), NOW + timedelta(hours=3))

    assert obstacle(second, [first, second], NOW) is None
    assert obstacle(Slot(3, first.starts_at, second.ends_at), [first], NOW) == Obstacle.CLASH
