from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import UPDATE
from people.models.user import User
from programmes.models.enrolment import Enrolment
from programmes.models.programme import TrainingModule
from programmes.models.result_batch import ResultBatch


class ResultKind(models.TextChoices):
    PASSED = "passed", _("passed")
    RECOGNISED = "recognised", _("recognised")
    EXEMPTED = "exempted", _("exempted")
    OPEN = "open", _("open again")


# What counts towards the qualification; OPEN takes back an entry that was a mistake.
COUNTING = (ResultKind.PASSED, ResultKind.RECOGNISED, ResultKind.EXEMPTED)


class ModuleResultQuerySet(models.QuerySet["ModuleResult"]):
    def in_force(self) -> Self:
        """The latest entry per person and module: the one that no other corrects."""
        return self.filter(correction__isnull=True)

    def achieved_between(self, first: date, last: date) -> Self:
        """What counts and was achieved on these days, each achievement once: not again where it was carried along."""
        return self.filter(achieved_on__range=(first, last), kind__in=COUNTING, carried_from__isnull=True)

    def certified(self) -> Self:
        """Those for which there is a certificate of participation, with what it says: who was recognised or exempted
        did not take part."""
        said = ("module__subject_area", "enrolment__pilot", "enrolment__cohort__programme__role_name")
        office = "enrolment__cohort__programme__office__successor"
        return self.in_force().filter(kind=ResultKind.PASSED).select_related(*said, office)


class ModuleResult(models.Model):
    """An entry that somebody is through with a module. It is never changed: a correction is a new entry."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="results")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("result"), max_length=12, choices=ResultKind.choices)
    achieved_on = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    # What was recorded together with it; a correction stands alone.
    batch = models.ForeignKey(ResultBatch, on_delete=models.PROTECT, null=True, related_name="results")
    # What was finished in an earlier round and counts in the later one too; it was achieved once.
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    append_only = (UPDATE,)

    objects = ModuleResultQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="results_by_day", fields=["achieved_on", "kind", "carried_from"])]
        constraints = [
            models.UniqueConstraint(
                name="one_first_entry_per_person_and_module",
                fields=["enrolment", "module"],
                condition=Q(corrects__isnull=True),
            ),
            models.CheckConstraint(name="result_is_of_a_known_kind", condition=Q(kind__in=ResultKind.values)),
            models.CheckConstraint(
                name="exemption_has_reason_and_decider",
                condition=~Q(kind=ResultKind.EXEMPTED) | (~Q(reason="") & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="only_a_correction_opens_again", condition=~Q(kind=ResultKind.OPEN) | Q(corrects__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.module.code} {self.get_kind_display()}"
