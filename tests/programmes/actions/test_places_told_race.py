"""Two coordinators tell those admitted of their place at the same moment: everybody gets one mail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from post_office.models import Email

from programmes.actions import answers
from programmes.actions.answers import tell_of_places
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from tests.factories import make_cohort, make_enrolment, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def both_tell(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    kim, alex = make_user(), make_user()
    cohort = make_cohort(coordinators=[kim, alex])
    make_enrolment(cohort, state=EnrolmentState.ADMITTED)
    monkeypatch.setattr(answers, "post", meeting_point(answers.post))

    def tell(number: int) -> None:
        tell_of_places(Cohort.objects.get(pk=cohort.pk), by=(kim, alex)[number], at=NOW)

    return at_once(lambda: tell(0), lambda: tell(1))


def test_two_who_tell_at_once_send_one_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    assert both_tell(monkeypatch) == ["Refused", "done"]
    assert Email.objects.count() == 1


def test_two_who_look_without_a_lock_send_two(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)

    both_tell(monkeypatch)

    assert Email.objects.count() == 2
