from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User
from programmes.models.curriculum import Curriculum
from programmes.models.programme import Programme


class CohortState(models.TextChoices):
    PLANNED = "planned", _("planned")
    ENROLLING = "enrolling", _("enrolling")
    RUNNING = "running", _("running")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


# A round may be cancelled at any time but after it is completed: letters and results rest on it then.
COHORT_TRANSITIONS: dict[str, frozenset[str]] = {
    CohortState.PLANNED: frozenset({CohortState.ENROLLING, CohortState.CANCELLED}),
    CohortState.ENROLLING: frozenset({CohortState.RUNNING, CohortState.CANCELLED}),
    CohortState.RUNNING: frozenset({CohortState.COMPLETED, CohortState.CANCELLED}),
    CohortState.COMPLETED: frozenset(),
    CohortState.CANCELLED: frozenset(),
}
# Those that take people in or train.
UNDER_WAY = frozenset({CohortState.ENROLLING, CohortState.RUNNING})
# The round has to run before anybody trains in it.
NOT_BEGUN = frozenset({CohortState.PLANNED, CohortState.ENROLLING})


class CohortQuerySet(models.QuerySet["Cohort"]):
    def run_by(self, user: User) -> Self:
        return self.filter(coordinators=user)

    def taught_by(self, user: User) -> Self:
        """Rounds in which `user` teaches a session."""
        return self.filter(pk__in=user.taught_sessions.values("cohort"))

    def open_on(self, day: date) -> Self:
        return self.filter(state=CohortState.ENROLLING, opens_on__lte=day, closes_on__gte=day)

    def with_room(self) -> Self:
        return self.filter(seats_taken__lt=F("seats"))


class Cohort(models.Model):
    """A round of training: one curriculum, two pairs of dates, a room's worth of seats, its coordinators."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    curriculum = models.ForeignKey(Curriculum, verbose_name=_("curriculum"), on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    opens_on = models.DateField(_("enrolment opens on"))
    closes_on = models.DateField(_("enrolment closes on"))
    starts_on = models.DateField(_("training starts on"))
    ends_on = models.DateField(_("training ends on"))
    seats = models.PositiveSmallIntegerField(_("seats"))
    minimum = models.PositiveSmallIntegerField(_("smallest number of people"), default=0)
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=CohortState.choices, default=CohortState.PLANNED)
    call = models.TextField(_("words of the call"), blank=True)
    offer_days = models.PositiveSmallIntegerField(_("days an offered place is kept"), default=7)
    promotes_by_itself = models.BooleanField(_("offers a free place by itself to whoever waits longest"), default=False)
    coordinators = models.ManyToManyField(User, verbose_name=_("coordinators"), related_name="cohorts")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(name="one_round_per_number", fields=["programme", "number"]),
            models.CheckConstraint(name="round_is_in_a_known_state", condition=Q(state__in=CohortState.values)),
            models.CheckConstraint(
                name="enrolment_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Enrolment closes before it opens."),
            ),
            models.CheckConstraint(
                name="training_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Training ends before it starts."),
            ),
            models.CheckConstraint(
                name="round_has_room_for_its_smallest_number",
                condition=Q(minimum__lte=F("seats")),
                violation_error_message=_("There are fewer seats than the smallest number of people."),
            ),
            models.CheckConstraint(
                name="never_more_people_than_seats",
                condition=Q(seats_taken__lte=F("seats")),
                violation_error_message=_("There are fewer seats than people in this round."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seats_free(self) -> int:
        return self.seats - self.seats_taken

    def is_open(self, day: date) -> bool:
        """Whether somebody may be enrolled on `day`, by state and window; the action asks the fresh row again."""
        return self.state == CohortState.ENROLLING and self.opens_on <= day <= self.closes_on
