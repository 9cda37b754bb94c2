from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User


class DepartmentKind(models.TextChoices):
    """The kinds a German town knows; the words are the office's own."""

    DEZERNAT = "dezernat", "Dezernat"
    AMT = "amt", "Amt"
    ABTEILUNG = "abteilung", "Abteilung"
    STABSSTELLE = "stabsstelle", "Stabsstelle"
    EIGENBETRIEB = "eigenbetrieb", "Eigenbetrieb"
    EINRICHTUNG = "einrichtung", "Einrichtung"


class Site(models.Model):
    """A building in which departments work."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    street = models.CharField(_("street"), max_length=100)
    postcode = models.CharField(_("postcode"), max_length=10)
    city = models.CharField(_("city"), max_length=100)

    def __str__(self) -> str:
        return self.name


class DepartmentQuerySet(models.QuerySet["Department"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def open(self) -> Self:
        """Those without an end: the only ones that anything new can belong to."""
        return self.filter(valid_until__isnull=True)

    def headed_by(self, user: User) -> Self:
        """The departments `user` leads or deputises for, not those below them."""
        return self.filter(Q(head=user) | Q(deputy=user))

    def within(self, tops: Iterable[int], day: date) -> Self:
        """The departments with the keys `tops` and all that stands below them on `day`; one query more."""
        below: dict[int | None, list[int]] = defaultdict(list)
        for pk, parent in Department.objects.valid_on(day).values_list("pk", "parent"):
            below[parent].append(pk)
        found: set[int] = set()
        waiting = list(tops)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += below[pk]
        return self.filter(pk__in=found)

    def led_by(self, user: User, day: date) -> Self:
        """The departments valid on `day` that `user` leads or deputises for, and those below them."""
        tops = Department.objects.valid_on(day).headed_by(user).values_list("pk", flat=True)
        return self.valid_on(day).within(tops, day)


class Department(models.Model):
    """A unit of the administration for as long as it bore this name and number; a rename makes a successor."""

    number = models.CharField(_("number"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=DepartmentKind.choices, default=DepartmentKind.AMT)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    head = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="heads")
    deputy = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="deputises")
    sites = models.ManyToManyField(Site, verbose_name=_("sites"), blank=True, related_name="departments")
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    # Made by the actions from the name (rules.folding), so that it sorts alike on every database.
    sort_key = models.CharField(max_length=250, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        indexes = [models.Index(name="departments_in_order", fields=["sort_key", "id"])]
        constraints = [
            models.CheckConstraint(name="department_has_its_sort_key", condition=~Q(sort_key="")),
            models.CheckConstraint(
                name="department_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="department_is_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def numbered(self) -> str:
        """The name with the number before it, as lists to choose from show it; "Dezernat II" has it in its name."""
        return self.name if self.number in self.name.split() else f"{self.number} {self.name}".strip()

    def is_valid_on(self, day: date) -> bool:
        """Whether the department exists on `day` under this name and number."""
        return self.valid_from <= day and (self.valid_until is None or self.valid_until >= day)
