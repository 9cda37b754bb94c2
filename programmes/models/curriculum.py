from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme, TrainingModule


class Curriculum(models.Model):
    """A version of what has to be learned. Complete is who has all required modules and enough electives.

    Enough is a number of electives, a number of teaching units spent on them, or both.

    Once a cohort uses it, it stays as it is: the next round gets a new version.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="curricula")
    version = models.PositiveSmallIntegerField(_("version"))
    electives_needed = models.PositiveSmallIntegerField(_("electives needed"), default=0)
    elective_units_needed = models.PositiveSmallIntegerField(_("teaching units of electives needed"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_curriculum_per_version", fields=["programme", "version"])]

    def __str__(self) -> str:
        return _("Curriculum version {version}").format(version=self.version)


class ModuleKind(models.TextChoices):
    REQUIRED = "required", _("required")
    ELECTIVE = "elective", _("elective")


class CurriculumModule(models.Model):
    """A module's place in a curriculum."""

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="entries")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ModuleKind.choices)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(name="module_stands_once_in_a_curriculum", fields=["curriculum", "module"]),
            models.UniqueConstraint(name="one_module_per_position", fields=["curriculum", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.module} ({self.get_kind_display()})"
