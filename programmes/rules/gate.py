"""The gate to a letter of appointment, in words; the page that shows it and the action that keeps it ask here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from programmes.models.appointment import Appointment
from programmes.models.enrolment import EnrolmentState
from programmes.rules.standing import PersonProgress


def obstacles(people: Sequence[PersonProgress], today: date) -> dict[int, str]:
    """Why somebody of `people` gets no letter, by the pk of the enrolment; who is ready has no entry. One query.

    Whoever issues letters learns whether a qualification is complete, not what it lacks: that is for the person and
    the coordinators of the round.
    """
    here = Q(enrolment__in=[person.enrolment.pk for person in people])
    elsewhere = Q(pilot__in=[person.enrolment.pilot_id for person in people])
    appointments = list(Appointment.objects.filter(here | elsewhere).defer("evidence"))
    # What carried a withdrawn appointment on ended with it, so the first one of a round is what counts.
    first = [one for one in appointments if one.renews_id is None and not one.is_withdrawn]
    with_letter = {appointment.enrolment_id for appointment in first}
    appointed = {appointment.pilot_id for appointment in appointments if appointment.holds_after(today)}
    found = {}
    for person in people:
        if person.enrolment.pk in with_letter:
            found[person.enrolment.pk] = _("letter of this round issued already")
        elif person.enrolment.pilot_id in appointed:
            found[person.enrolment.pk] = _("appointed already")
        elif not person.is_ready:
            found[person.enrolment.pk] = _what_lacks(person)
    return found


def _what_lacks(person: PersonProgress) -> str:
    if person.enrolment.state in (EnrolmentState.IN_TRAINING, EnrolmentState.FINISHED):
        return _("the qualification is not complete yet")
    return _("“{state}” in this round").format(state=person.enrolment.get_state_display())
