"""Who is ready for a letter of appointment: one answer for the start page and for issuing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef

from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentQuerySet, EnrolmentState
from programmes.rules.across import progress_across
from programmes.rules.standing import PersonProgress


def ready_people(today: date) -> list[tuple[Cohort, list[PersonProgress]]]:
    """The rounds begun by `today` in which somebody is ready, newest first, each with its people in order of name.

    Ready is who passes `PersonProgress.is_ready` and holds no appointment, of this round or another one: what the gate
    of `issue_letters` asks.
    """
    rounds: dict[Cohort, list[PersonProgress]] = defaultdict(list)
    for person in progress_across(_without_letter(today)):
        if person.is_ready:
            rounds[person.enrolment.cohort].append(person)
    return sorted(rounds.items(), key=lambda entry: (-entry[0].number, entry[0].pk))


def _without_letter(today: date) -> EnrolmentQuerySet:
    appointed = Appointment.objects.holding_after(today).values("pilot")
    of_this_round = Appointment.objects.filter(enrolment=OuterRef("pk"), renews__isnull=True, is_withdrawn=False)
    enrolments = Enrolment.objects.filter(
        ~Exists(of_this_round),
        state=EnrolmentState.IN_TRAINING,
        cohort__state__in=(CohortState.RUNNING, CohortState.COMPLETED),
        cohort__starts_on__lte=today,
    ).exclude(pilot__in=appointed)
    return enrolments.select_related("cohort__curriculum", "cohort__programme", "pilot", "department").in_order()
