"""A list that was enrolled is taken back: the register is as if it had never been, and the audit trail tells of both.

Taking back removes the enrolments rather than withdrawing them: a withdrawal would stay beside the name of somebody who
never was meant. Nothing recorded is lost by it, since only rows that are still exactly as the list made them go, with
nothing resting on them; every other one stays and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import WITHOUT_SEAT, Enrolment
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from programmes.models.interest import Interest
from programmes.rules.changed_since import portions, prints_of, referred_to


@action
def undo_list(enrolled: EnrolmentImport, *, by: User) -> EnrolmentImport:
    """Take back what enrolling the list did, except where somebody has changed a row since.

    In `made` of the list returned, `kept` tells of each person what stays: "enrolment" with the person, "person" alone,
    or nothing. Raises Refused where the list is not enrolled, or taken back already.
    """
    enrolled = EnrolmentImport.objects.select_for_update().get(pk=enrolled.pk)
    if enrolled.state != ImportState.ENROLLED:
        raise Refused(_("This list is not enrolled, or taken back already."))
    made = {facts["enrolment"]: facts for facts in enrolled.made}
    rows = _unchanged(Enrolment, {pk: facts["print"] for pk, facts in made.items()})
    seats = _remove(rows, by)
    if seats:
        Cohort.objects.filter(pk=enrolled.cohort_id).update(seats_taken=F("seats_taken") - seats)
    gone = [facts for pk, facts in made.items() if pk in rows]
    _open_again((pk for facts in gone for pk in facts["interests"]), by=by)
    entered = {facts["pilot"]: facts["entered"] for facts in gone if facts["entered"]}
    left = _remove_people(entered, by=by)
    for pk, facts in made.items():
        stays = facts["pilot"] in entered and facts["pilot"] not in left
        facts["kept"] = ("person" if stays else "") if pk in rows else "enrolment"
    enrolled.state, enrolled.made = ImportState.UNDONE, list(made.values())
    enrolled.save(update_fields=["state", "made"])
    record(by, "list taken back", enrolled, {"round": enrolled.cohort_id, "people": len(rows)})
    return enrolled


def _unchanged(model: type[Enrolment] | type[Pilot], prints: Mapping[int, str], *but: type[Any]) -> dict[int, Any]:
    """The rows that are still as `prints` say and to which nothing points but rows of `but`; locked in their order."""
    locked = {
        row.pk: row
        for portion in portions(prints)
        for row in model._default_manager.filter(pk__in=portion).select_for_update(of=("self",)).order_by("pk")
    }
    now = prints_of(model, locked)
    pointed_to = referred_to(model, locked.keys(), but=but)
    return {pk: row for pk, row in locked.items() if now.get(pk) == prints[pk] and pk not in pointed_to}


def _remove(rows: Mapping[int, Enrolment], by: User) -> int:
    """Remove these enrolments; how many seats that frees."""
    for enrolment in rows.values():
        record(by, "enrolment taken back", enrolment, {"round": enrolment.cohort_id, "pilot": enrolment.pilot_id})
    Enrolment.objects.filter(pk__in=list(rows)).delete()
    return sum(enrolment.state not in WITHOUT_SEAT for enrolment in rows.values())


def _open_again(settled: Iterable[int], *, by: User) -> None:
    """Let the interests the list settled be open again, unless the person has said so anew."""
    keys = list(settled)
    said_anew = Interest.objects.still_open().filter(user__in=Interest.objects.filter(pk__in=keys).values("user"))
    again = {(interest.programme_id, interest.user_id) for interest in said_anew}
    reopened = [
        interest
        for interest in Interest.objects.filter(pk__in=keys).select_for_update().order_by("pk")
        if (interest.programme_id, interest.user_id) not in again
    ]
    for interest in reopened:
        interest.closed_on = None
        record(by, "interest opened again", interest, {})
    Interest.objects.bulk_update(reopened, ["closed_on"], batch_size=500)


def _remove_people(entered: Mapping[int, str], *, by: User) -> set[int]:
    """Take those of `entered` out of the register whom nobody has touched since; their keys."""
    people = _unchanged(Pilot, entered, NameWord, DepartmentAssignment)
    moved = DepartmentAssignment.objects.filter(pilot__in=list(people))
    for assignment in moved.exclude(valid_until__isnull=True, is_primary=True):
        people.pop(assignment.pilot_id, None)
    for pilot in people.values():
        record(by, "person taken out", pilot, {})
    for model in (NameWord, DepartmentAssignment):
        model._default_manager.filter(pilot__in=list(people)).delete()
    Pilot.objects.filter(pk__in=list(people)).delete()
    return set(people)
