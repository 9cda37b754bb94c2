"""Who works in another department than the one whose head agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from people.models.department import Department
from people.models.pilot import DepartmentAssignment
from people.rules.tree import goes_on_as
from programmes.models.enrolment import AGREED_UPON, Enrolment, EnrolmentState

# An agreement still counts for these; whoever is through needs none any more.
RESTS_ON_AGREEMENT = AGREED_UPON - {EnrolmentState.FINISHED}


def moved_people(enrolments: Iterable[Enrolment], today: date) -> list[tuple[Enrolment, Department]]:
    """Those of `enrolments`, with their departments at hand, whose present head has not agreed; with where they work.

    A department that goes on under another name or in another one takes its agreements along. One query.
    """
    resting = [one for one in enrolments if one.state in RESTS_ON_AGREEMENT]
    assignments = DepartmentAssignment.objects.valid_on(today).filter(is_primary=True)
    here = assignments.filter(pilot__in=[one.pilot_id for one in resting]).select_related("department")
    present = {assignment.pilot_id: assignment.department for assignment in here}
    return [
        (one, works_in)
        for one in resting
        if (works_in := present.get(one.pilot_id))
        and works_in.pk not in (one.department_id, goes_on_as(one.department).pk)
    ]
