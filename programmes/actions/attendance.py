"""Who was there: present or absent, nothing more, no reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.module_session import ModuleSession
from programmes.rules.attendance import why_closed
from programmes.rules.expected import people_at


@action
def note_attendance(session: ModuleSession, marks: Mapping[int, bool], *, by: User, at: datetime) -> int:
    """Note for each enrolment of `marks` whether the person was there, and say how many marks are new or different.

    Raises Refused where it is too early or too late, and for somebody without a place in its round or as a guest.
    """
    sessions = ModuleSession.objects.select_for_update(of=("self",)).select_related("cohort")
    fresh = sessions.get(pk=session.pk)
    if reason := why_closed(fresh, by, at):
        raise Refused(reason)
    people = {one.pk for one in people_at(fresh).filter(pk__in=marks)}
    if missing := marks.keys() - people:
        raise Refused(_("{count} of these people have no place in the round.").format(count=len(missing)))
    known = {one.enrolment_id: one for one in fresh.attendances.select_for_update()}
    changed = 0
    for enrolment, present in sorted(marks.items()):
        mark = known.get(enrolment)
        if mark is not None and mark.was_present == present:
            continue
        if mark is None:
            mark = Attendance(session=fresh, enrolment_id=enrolment)
        mark.was_present, mark.noted_by, mark.noted_at = present, by, at
        mark.save()
        record(by, "attendance noted", mark, {"round": fresh.cohort_id, "enrolment": enrolment})
        changed += 1
    return changed
