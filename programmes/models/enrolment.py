from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.cohort import Cohort


class EnrolmentState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONSENTED = "consented", _("consented")
    AGREED = "agreed", _("agreed by the head")
    ADMITTED = "admitted", _("admitted")
    IN_TRAINING = "in_training", _("in training")
    FINISHED = "finished", _("finished")
    WAITLISTED = "waitlisted", _("waiting for a place")
    OFFERED = "offered", _("place offered")
    PAUSED = "paused", _("paused")
    DEFERRED = "deferred", _("moved to a later round")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISCONTINUED = "discontinued", _("discontinued")


_S = EnrolmentState
_ON_THE_WAY = frozenset({_S.DEFERRED, _S.DECLINED, _S.WITHDRAWN})

# Enrolling takes a seat at once; in these states it has been given back.
WITHOUT_SEAT = frozenset({_S.WAITLISTED, _S.DEFERRED, _S.DECLINED, _S.WITHDRAWN, _S.DISCONTINUED})
# Those who are told of sessions and expected there.
INVITED = frozenset({_S.ADMITTED, _S.IN_TRAINING})
# These states need the person's consent and the head's agreement, both with their dates.
AGREED_UPON = frozenset({_S.AGREED, _S.ADMITTED, _S.IN_TRAINING, _S.PAUSED, _S.FINISHED})

ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    _S.PROPOSED: _ON_THE_WAY | {_S.CONSENTED},
    _S.CONSENTED: _ON_THE_WAY | {_S.AGREED},
    _S.AGREED: _ON_THE_WAY | {_S.ADMITTED},
    _S.ADMITTED: _ON_THE_WAY | {_S.IN_TRAINING},
    _S.IN_TRAINING: frozenset({_S.FINISHED, _S.PAUSED, _S.DEFERRED, _S.WITHDRAWN, _S.DISCONTINUED}),
    _S.PAUSED: frozenset({_S.IN_TRAINING, _S.DEFERRED, _S.WITHDRAWN, _S.DISCONTINUED}),
    _S.FINISHED: frozenset(),  # back to training only where the letter is withdrawn: `take_up_again`
    _S.WAITLISTED: _ON_THE_WAY | {_S.OFFERED},
    _S.OFFERED: _ON_THE_WAY | {_S.PROPOSED, _S.WAITLISTED},
    _S.DEFERRED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.DISCONTINUED: frozenset(),
}


class NominationPath(models.TextChoices):
    SELF = "self", _("came forward")
    ASKED = "asked", _("was asked")
    HEAD = "head", _("proposed by the head of department")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def run_by(self, user: User) -> Self:
        return self.filter(cohort__coordinators=user)

    def with_seat(self) -> Self:
        return self.exclude(state__in=WITHOUT_SEAT)

    def invited(self) -> Self:
        """Those who are told of sessions and expected there: admitted or in training."""
        return self.filter(state__in=INVITED)

    def in_sessions(self) -> Self:
        """Those whose attendance is noted; whoever is only proposed or asked is not yet anybody's business there."""
        return self.filter(state__in=(_S.ADMITTED, _S.IN_TRAINING, _S.PAUSED, _S.FINISHED))

    def in_matrix(self) -> Self:
        """Those whose progress is followed: in training, paused or through."""
        return self.filter(state__in=(_S.IN_TRAINING, _S.PAUSED, _S.FINISHED))

    def in_order(self) -> Self:
        return self.order_by("pilot__sort_key", "pk")

    def waiting(self) -> Self:
        """The waiting list from its head on."""
        return self.filter(state=_S.WAITLISTED).order_by("waits_since", "pk")

    def with_place_in_queue(self) -> Self:
        """Each with `place_in_queue`, counted from 1; None for whoever does not wait."""
        before = Q(waits_since__lt=OuterRef("waits_since")) | Q(
            waits_since=OuterRef("waits_since"), pk__lte=OuterRef("pk")
        )
        queue = Enrolment.objects.filter(before, state=_S.WAITLISTED, cohort=OuterRef("cohort")).order_by()
        place = queue.values("cohort").annotate(place=Count("pk")).values("place")
        return self.annotate(place_in_queue=Case(When(state=_S.WAITLISTED, then=Subquery(place))))


class Enrolment(models.Model):
    """A person's place in a round, from proposal to the end; no reason is kept for leaving it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="enrolments")
    department = models.ForeignKey(
        Department, verbose_name=_("department at enrolment"), on_delete=models.PROTECT, related_name="+"
    )
    nomination_path = models.CharField(_("nomination"), max_length=10, choices=NominationPath.choices)
    state = models.CharField(_("state"), max_length=12, choices=EnrolmentState.choices)
    enrolled_on = models.DateField(_("enrolled on"))
    consented_on = models.DateField(_("consent of the person"), null=True, blank=True)
    agreed_on = models.DateField(_("agreement of the head"), null=True, blank=True)
    agreed_by = models.CharField(_("who agreed"), max_length=200, blank=True)
    time_share = models.CharField(_("agreed share of working time"), max_length=100, blank=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True, editable=False)
    offered_until = models.DateField(_("place kept until"), null=True, blank=True)
    left_on = models.DateField(_("left the round on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    deferred_to = models.ForeignKey(
        Cohort, verbose_name=_("moved to"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="enrolments_by_end", fields=["finished_on"])]
        constraints = [
            models.UniqueConstraint(
                name="nobody_is_twice_in_one_round",
                fields=["cohort", "pilot"],
                condition=~Q(state__in=(_S.DECLINED, _S.WITHDRAWN)),
            ),
            models.CheckConstraint(name="enrolment_is_in_a_known_state", condition=Q(state__in=EnrolmentState.values)),
            models.CheckConstraint(
                name="nobody_trains_without_consent_and_agreement",
                condition=~Q(state__in=AGREED_UPON) | Q(consented_on__isnull=False, agreed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_place_in_the_queue",
                condition=~Q(state=_S.WAITLISTED) | Q(waits_since__isnull=False),
            ),
            models.CheckConstraint(
                name="an_offer_has_an_end", condition=~Q(state=_S.OFFERED) | Q(offered_until__isnull=False)
            ),
            models.CheckConstraint(
                name="who_finished_has_a_day", condition=~Q(state=_S.FINISHED) | Q(finished_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot} · {self.cohort}"

    @property
    def has_seat(self) -> bool:
        return self.state not in WITHOUT_SEAT

    @property
    def is_invited(self) -> bool:
        """Whether the person is told of sessions and expected there."""
        return self.state in INVITED
