"""One module for many people at once: who can get a result, and who of them is chosen before anybody has a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet
from programmes.rules.matrix import lacks_module
from programmes.rules.progress import Entry
from programmes.rules.standing import PersonProgress


@dataclass(frozen=True)
class BulkEntry:
    """A module, the session it is about if there is one, its candidates, and those who have it already.

    `present` says of candidates whether they were noted as present; somebody not noted is not in it.
    """

    module: Entry
    session: ModuleSession | None
    candidates: tuple[PersonProgress, ...]
    through: tuple[PersonProgress, ...]
    present: Mapping[int, bool]

    @property
    def chosen(self) -> list[int]:
        """The enrolments ticked at first: who was present at the session, or without one everybody who lacks it."""
        people = [one.enrolment for one in self.candidates]
        return [one.pk for one in people if self.session is None or self.present.get(one.pk)]

    @property
    def rows(self) -> list[tuple[Enrolment, bool | None]]:
        """The candidates, and whether each was present; None where nobody noted it."""
        return [(one.enrolment, self.present.get(one.enrolment.pk)) for one in self.candidates]

    def day(self, today: date) -> date:
        """The day that is entered at first: the session's, else today."""
        return timezone.localdate(self.session.starts_at) if self.session else today


def held_sessions(cohort: Cohort, now: datetime) -> ModuleSessionQuerySet:
    """The sessions of a round that have begun and were not called off, the latest first."""
    return ModuleSession.objects.taking_place().filter(cohort=cohort, starts_at__lte=now).order_by("-starts_at", "-pk")


def bulk_entry(
    module: Entry, people: Sequence[PersonProgress], session: ModuleSession | None, present: Mapping[int, bool]
) -> BulkEntry:
    """Who of the `people` of a round can get `module`; only people in training can."""
    training = [person for person in people if person.enrolment.state == EnrolmentState.IN_TRAINING]
    lacking = [person for person in training if lacks_module(person, module.module_id)]
    through = [person for person in training if person not in lacking]
    return BulkEntry(module, session, tuple(lacking), tuple(through), present)
