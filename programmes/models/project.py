from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.topic import Topic


class ProjectState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("not continued")


class Project(models.Model):
    """What was made better with the help of pilots: where, when, and its story in a few sentences."""

    title = models.CharField(_("title"), max_length=150)
    story = models.TextField(_("what became better"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.PLANNED)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    departments = models.ManyToManyField(Department, verbose_name=_("departments"), related_name="projects")
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="projects")
    # Made by the actions from the title (rules.folding), so that it sorts alike on every database.
    sort_key = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering = ("-starts_on", "sort_key", "pk")
        constraints = [
            models.UniqueConstraint(name="one_project_per_title_and_start", fields=["title", "starts_on"]),
            models.CheckConstraint(name="project_has_its_sort_key", condition=~Q(sort_key="")),
            models.CheckConstraint(name="project_is_in_a_known_state", condition=Q(state__in=ProjectState.values)),
            models.CheckConstraint(
                name="project_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectContributionQuerySet(models.QuerySet["ProjectContribution"]):
    def visible_on(self, day: date) -> Self:
        """What staff may see: the person holds an appointment and has released this contribution."""
        return self.filter(released_at__isnull=False, pilot__in=Pilot.objects.appointed_on(day))


class ProjectContribution(models.Model):
    """Somebody took part in a project; others see it only while the person's own release stands."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contributions")
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="contributions")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectContributionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_contribution_per_project", fields=["project", "pilot"])]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.project}"
