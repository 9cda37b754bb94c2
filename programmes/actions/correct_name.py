"""A name is put right, and letters from then on say it so."""

from __future__ import annotations

from people.actions import pilots
from people.actions.action import action
from people.actions.pilots import PersonName
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrol import printable
from programmes.models.enrolment import Enrolment


@action
def correct_name(enrolment: Enrolment, name: PersonName, *, by: User) -> Pilot:
    """Write the name of the person behind `enrolment` as it should be from now on.

    Raises Refused, naming the part, where a letter could not print it. Letters issued before keep what they said.
    """
    return pilots.correct_name(enrolment.pilot, printable(name, enrolment.department), by=by)
