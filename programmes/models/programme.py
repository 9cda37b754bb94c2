from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.models.role_name import RoleName


class Programme(models.Model):
    """The qualification programme: what its graduates are called, which office runs it."""

    name = models.CharField(_("name"), max_length=200)
    role_name = models.ForeignKey(RoleName, verbose_name=_("role name"), on_delete=models.PROTECT)
    office = models.ForeignKey(Department, verbose_name=_("office"), on_delete=models.PROTECT)
    purpose = models.TextField(_("what it is for"), blank=True)
    tasks = models.TextField(_("tasks of a graduate"), blank=True)
    expected_effort = models.CharField(_("expected effort"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class SubjectArea(models.Model):
    """One of the fields the programme covers."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="subject_areas")
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(name="one_area_per_position", fields=["programme", "position"])]

    def __str__(self) -> str:
        return self.name


class DeliveryFormat(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    SELF_STUDY = "self_study", _("self-study")
    PRACTICE = "practice", _("practice")


class TrainingModule(models.Model):
    """One module of the qualification; a teaching unit is 45 minutes."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="modules")
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    subject_area = models.ForeignKey(SubjectArea, verbose_name=_("subject area"), on_delete=models.PROTECT)
    teaching_units = models.PositiveSmallIntegerField(_("teaching units"))
    delivery_format = models.CharField(_("format"), max_length=20, choices=DeliveryFormat.choices)
    content = models.TextField(_("content"), blank=True)
    prerequisites = models.ManyToManyField("self", verbose_name=_("needs"), symmetrical=False, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_module_per_code", fields=["programme", "code"]),
            models.CheckConstraint(name="module_has_teaching_units", condition=models.Q(teaching_units__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
