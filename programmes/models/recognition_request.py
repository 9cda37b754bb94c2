from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.programme import TrainingModule


class RecognitionState(models.TextChoices):
    REQUESTED = "requested", _("not decided yet")
    GRANTED = "granted", _("recognised")
    REFUSED = "refused", _("not recognised")
    WITHDRAWN = "withdrawn", _("withdrawn")


# A decision is final: what a letter rests on does not change. After a refusal the person may apply anew.
RECOGNITION_TRANSITIONS: dict[str, frozenset[str]] = {
    RecognitionState.REQUESTED: frozenset(
        {RecognitionState.GRANTED, RecognitionState.REFUSED, RecognitionState.WITHDRAWN}
    ),
    RecognitionState.GRANTED: frozenset(),
    RecognitionState.REFUSED: frozenset(),
    RecognitionState.WITHDRAWN: frozenset(),
}
DECIDED = (RecognitionState.GRANTED, RecognitionState.REFUSED)
# Whoever trains, or will again, waits for an answer; once somebody has left, nobody does.
WAITS_FOR_ANSWER = (EnrolmentState.IN_TRAINING, EnrolmentState.PAUSED)


class RecognitionRequestQuerySet(models.QuerySet["RecognitionRequest"]):
    def run_by(self, user: User) -> Self:
        return self.filter(enrolment__cohort__coordinators=user)

    def of_person(self, user: User) -> Self:
        return self.filter(enrolment__pilot__user=user)

    def to_decide(self) -> Self:
        """Those somebody waits for: undecided, of people still in training in a round that goes on."""
        waiting = self.filter(state=RecognitionState.REQUESTED, enrolment__state__in=WAITS_FOR_ANSWER)
        return waiting.exclude(enrolment__cohort__state=CohortState.CANCELLED)


class RecognitionRequest(models.Model):
    """Somebody asks to have modules recognised that they learned elsewhere, until it is decided or withdrawn."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="recognition_requests")
    modules = models.ManyToManyField(TrainingModule, verbose_name=_("modules"), related_name="+")
    told = models.TextField(_("what the person says"), max_length=2000)
    requested_on = models.DateField(_("requested on"))
    state = models.CharField(_("state"), max_length=10, choices=RecognitionState.choices)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Shown to the person; what is granted carries it in its entry as well.
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = RecognitionRequestQuerySet.as_manager()

    class Meta:
        ordering = ("requested_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="recognition_is_in_a_known_state", condition=Q(state__in=RecognitionState.values)
            ),
            models.CheckConstraint(
                name="a_recognition_is_decided_on_a_day_by_somebody_with_a_reason",
                condition=Q(
                    state__in=DECIDED, decided_on__gte=F("requested_on"), decided_by__isnull=False, reason__gt=""
                )
                | (~Q(state__in=DECIDED) & Q(decided_on__isnull=True, decided_by__isnull=True, reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.pilot} · {self.requested_on}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided or withdrawn."""
        return self.state == RecognitionState.REQUESTED


class EvidenceKind(models.TextChoices):
    """What a file is, by what is in it and not by its name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"

    @property
    def media_type(self) -> str:
        return "application/pdf" if self == EvidenceKind.PDF else f"image/{self.value}"


class RecognitionEvidenceQuerySet(models.QuerySet["RecognitionEvidence"]):
    def kept(self) -> Self:
        """Files that are still there."""
        return self.filter(removed_on__isnull=True)

    def visible_to(self, user: User, roles: Collection[Role]) -> Self:
        """Those of one's own requests and, for a coordinator, of the rounds they run; nobody else sees any."""
        seen = Q(request__enrolment__pilot__user=user)
        if Role.COORDINATOR in roles:
            seen |= Q(request__enrolment__cohort__coordinators=user)
        return self.kept().filter(seen).distinct()


class RecognitionEvidence(models.Model):
    """A file that shows what somebody learned elsewhere; removed some time after the decision, the fact stays."""

    request = models.ForeignKey(RecognitionRequest, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(_("name of the file"), max_length=100, blank=True)
    kind = models.CharField(_("kind of file"), max_length=4, choices=EvidenceKind.choices)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    removed_on = models.DateField(_("removed on"), null=True, blank=True)

    objects = RecognitionEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="evidence_is_of_a_known_kind", condition=Q(kind__in=EvidenceKind.values)),
            models.CheckConstraint(
                name="evidence_is_there_until_it_is_removed",
                condition=Q(content__isnull=False, removed_on__isnull=True)
                | Q(content__isnull=True, removed_on__isnull=False, name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()
