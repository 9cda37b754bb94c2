from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.models.cohort import Cohort
from programmes.models.curriculum import ModuleKind
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.models.programme import DeliveryFormat
from programmes.rules.progress import Entry, Result, Rule, progress
from programmes.rules.reach import Ahead, ahead, ahead_of, losses, out_of_reach
from programmes.rules.standing import PersonProgress
from tests.factories import TODAY, make_cohort, make_curriculum, make_session, modules_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 12, tzinfo=BERLIN)
ENDS = date(2026, 3, 31)
IN_TIME, NEVER = Ahead(date(2026, 3, 9), in_time=True), Ahead(None, in_time=False)
RULE = Rule(
    entries=(
        *(Entry(number, f"D{number}", "", ModuleKind.REQUIRED, 4) for number in (1, 2)),
        *(Entry(number, f"W{number}", "", ModuleKind.ELECTIVE, 2) for number in (3, 4)),
    ),
    electives_needed=1,
    elective_units_needed=4,
)
numbers = st.sets(st.sampled_from([1, 2, 3, 4]))


def person(*done: int, state: EnrolmentState = EnrolmentState.IN_TRAINING) -> PersonProgress:
    """Somebody who has passed these modules of RULE."""
    results = [Result(number, ResultKind.PASSED, TODAY) for number in done]
    return PersonProgress(Enrolment(pk=len(done), state=state), progress(RULE, results))


def dates(*coming: int) -> dict[int, Ahead]:
    return {entry.module_id: IN_TIME if entry.module_id in coming else NEVER for entry in RULE.entries}


@pytest.mark.parametrize(
    ("delivery_format", "next_at", "in_time"),
    [
        (DeliveryFormat.ON_SITE, datetime(2026, 3, 31, 23, 30, tzinfo=BERLIN), True),
        (DeliveryFormat.ON_SITE, datetime(2026, 4, 1, 0, 30, tzinfo=BERLIN), False),
        (DeliveryFormat.ONLINE, None, False),
        (DeliveryFormat.SELF_STUDY, None, True),
        (DeliveryFormat.PRACTICE, datetime(2026, 4, 2, 9, tzinfo=BERLIN), True),
    ],
)
def test_a_session_is_in_time_up_to_the_last_day_of_the_round(
    delivery_format: DeliveryFormat, next_at: datetime | None, in_time: bool
) -> None:
    found = ahead(delivery_format, next_at, now=NOW, ends_on=ENDS)

    assert (found.in_time, found.next_on) == (in_time, next_at.date() if next_at else None)


def test_self_study_is_too_late_once_the_round_is_over() -> None:
    assert not ahead(DeliveryFormat.SELF_STUDY, None, now=NOW, ends_on=TODAY - timedelta(days=1)).in_time


def test_whoever_lacks_a_module_without_a_date_is_at_risk_and_hears_which() -> None:
    left = out_of_reach(RULE, person(3, 4), dates(1))

    assert left is not None
    assert left.missing_in_words == "1 required module (D2)"


def test_electives_count_by_what_can_still_be_reached() -> None:
    assert out_of_reach(RULE, person(1, 2, 3), dates(4)) is None
    assert out_of_reach(RULE, person(1, 2, 3), dates()) is not None  # the units of one elective are too few


def test_whoever_has_the_letter_or_lacks_nothing_is_not_at_risk() -> None:
    people = [person(1, 2, 3, 4), person(1, state=EnrolmentState.FINISHED), person(1, 2)]

    assert list(losses(RULE, people, dates())) == [2]


@given(done=numbers, coming=numbers)
def test_nobody_at_risk_can_be_complete_with_the_dates_there_are(done: set[int], coming: set[int]) -> None:
    left = out_of_reach(RULE, person(*done), dates(*coming))

    reached = progress(RULE, [Result(number, ResultKind.PASSED, TODAY) for number in done | coming])
    assert (left is None) == reached.is_complete


@given(done=numbers, coming=numbers, more=numbers)
def test_another_date_puts_nobody_at_risk(done: set[int], coming: set[int], more: set[int]) -> None:
    if out_of_reach(RULE, person(*done), dates(*coming)) is None:
        assert out_of_reach(RULE, person(*done), dates(*coming | more)) is None


@pytest.mark.django_db
def test_only_sessions_of_this_round_that_are_still_to_come_count() -> None:
    curriculum = make_curriculum(["D1", "D2", "D3", "D4", "D5"])
    cohort, other = make_cohort(curriculum=curriculum, ends_on=ENDS), make_cohort(curriculum=curriculum)
    held, called_off, elsewhere, late, fine = modules_of(curriculum)
    past = datetime(2026, 3, 2, 8, tzinfo=BERLIN)
    make_session(cohort, module=held, starts_at=past)
    make_session(cohort, module=called_off, cancelled_at=past)
    make_session(other, module=elsewhere)
    make_session(cohort, module=late, starts_at=datetime(2026, 4, 1, 9, tzinfo=BERLIN))
    make_session(cohort, module=fine, starts_at=datetime(2026, 3, 20, 9, tzinfo=BERLIN))
    make_session(cohort, module=fine, starts_at=datetime(2026, 3, 10, 9, tzinfo=BERLIN))

    found = ahead_of(Cohort.objects.get(pk=cohort.pk), NOW)

    assert found == {
        held.pk: NEVER,
        called_off.pk: NEVER,
        elsewhere.pk: NEVER,
        late.pk: Ahead(date(2026, 4, 1), in_time=False),
        fine.pk: Ahead(date(2026, 3, 10), in_time=True),
    }


@pytest.mark.django_db
def test_a_session_that_runs_is_still_to_come_until_it_ends() -> None:
    cohort = make_cohort(curriculum=make_curriculum(["D1"]))
    make_session(cohort, starts_at=datetime(2026, 3, 2, 11, tzinfo=BERLIN))

    assert [one.in_time for one in ahead_of(cohort, NOW).values()] == [True]
    assert [one.in_time for one in ahead_of(cohort, NOW + timedelta(hours=2)).values()] == [False]
