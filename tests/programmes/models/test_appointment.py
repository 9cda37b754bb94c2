"""On which days an appointment holds: asked of one row and of many, the answer is the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from programmes.models.appointment import Appointment, AppointmentState, EndReason
from tests.factories import LONG_AGO, TODAY, make_cohort, make_enrolment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
COMING, IN_FORCE, ENDED = AppointmentState.COMING, AppointmentState.IN_FORCE, AppointmentState.ENDED


@pytest.mark.parametrize(
    ("first", "term", "end", "state", "gets_no_other"),
    [
        (TODAY, None, None, IN_FORCE, True),
        (TODAY + DAY, None, None, COMING, True),
        (LONG_AGO, TODAY, None, IN_FORCE, True),
        (LONG_AGO, TODAY - DAY, None, ENDED, True),
        (LONG_AGO, None, TODAY + DAY, IN_FORCE, True),
        (LONG_AGO, None, TODAY, ENDED, False),
        (TODAY + DAY, None, TODAY + DAY, ENDED, False),
        (TODAY + DAY, None, TODAY + 2 * DAY, COMING, True),
    ],
    ids=["from today", "from tomorrow", "last day", "term over", "ends tomorrow", "ended", "never", "for a day"],
)
def test_one_row_and_many_say_the_same_of_a_day(
    first: date, term: date | None, end: date | None, state: AppointmentState, gets_no_other: bool
) -> None:
    enrolment = make_enrolment(make_cohort())
    appointment = Appointment.objects.create(
        pilot=enrolment.pilot,
        enrolment=enrolment,
        effective_from=first,
        effective_until=term,
        ended_on=end,
        end_reason=EndReason.OWN_WISH if end else "",
        evidence={},
    )

    assert (appointment.state_on(TODAY), appointment.holds_after(TODAY)) == (state, gets_no_other)
    assert Appointment.objects.in_force_on(TODAY).exists() is (state == IN_FORCE)
    assert Appointment.objects.holding_after(TODAY).exists() is gets_no_other
