"""A name is put right, and letters from then on say it so."""

from __future__ import annotations

from people.actions import pilots
from people.actions.action import action
from people.actions.pilots import PersonName
from people.mail.entry_changed import EntryPart, tell_of_change
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrol import printable
from programmes.models.enrolment import Enrolment


@action
def correct_name(enrolment: Enrolment, name: PersonName, *, by: User) -> Pilot:
    """Write the name of the person behind `enrolment` as it should be from now on.

    Raises Refused, naming the part, where a letter could not print it. Letters issued before keep what they said. The
    person is told.
    """
    before = Pilot.objects.select_for_update().get(pk=enrolment.pilot_id)
    name = printable(name, enrolment.department)
    pilot = pilots.correct_name(before, name, by=by)
    if pilots.name_of(before) != name:
        tell_of_change(pilot, [EntryPart.NAME], by=by)
    return pilot
