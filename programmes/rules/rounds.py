"""What a coordinator's rounds ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.rules.across import progress_across


@dataclass(frozen=True)
class RoundStates:
    """A round and how many of its people are in which state."""

    cohort: Cohort
    states: Counter[str]

    @property
    def in_training(self) -> int:
        return self.states[EnrolmentState.IN_TRAINING]

    @property
    def waiting(self) -> int:
        return self.states[EnrolmentState.WAITLISTED]

    @property
    def without_answer(self) -> int:
        """How many have not consented themselves or whose head has not agreed."""
        return self.states[EnrolmentState.PROPOSED] + self.states[EnrolmentState.CONSENTED]


@dataclass(frozen=True)
class RoundToday(RoundStates):
    """A round and what is to be done in it, in numbers."""

    is_open: bool
    lacking: int


def rounds_of(user: User, today: date) -> list[RoundToday]:
    """The rounds `user` runs, newest first, without cancelled ones; five queries."""
    cohorts = list(
        Cohort.objects.run_by(user)
        .exclude(state=CohortState.CANCELLED)
        .select_related("curriculum")
        .order_by("-number")
    )
    states, trained = _people_of(cohorts)
    lacking = Counter(
        person.enrolment.cohort_id for person in progress_across(trained) if not person.progress.is_complete
    )
    return [RoundToday(cohort, states[cohort.pk], cohort.is_open(today), lacking[cohort.pk]) for cohort in cohorts]


def _people_of(cohorts: Sequence[Cohort]) -> tuple[dict[int, Counter[str]], list[Enrolment]]:
    by_pk = {cohort.pk: cohort for cohort in cohorts}
    states: dict[int, Counter[str]] = defaultdict(Counter)
    trained = []
    for enrolment in Enrolment.objects.filter(cohort__in=cohorts):
        states[enrolment.cohort_id][enrolment.state] += 1
        enrolment.cohort = by_pk[enrolment.cohort_id]
        if enrolment.state == EnrolmentState.IN_TRAINING and enrolment.cohort.state == CohortState.RUNNING:
            trained.append(enrolment)
    return states, trained
