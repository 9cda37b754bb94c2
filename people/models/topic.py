from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """Something pilots can help with, under its usual name and the other words people use for it."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    synonyms = models.JSONField(_("other words for it"), default=list, blank=True)
    sort_key = models.CharField(max_length=150, editable=False)

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = [models.CheckConstraint(name="topic_has_its_sort_key", condition=~models.Q(sort_key=""))]

    def __str__(self) -> str:
        return self.name
