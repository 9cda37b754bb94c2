from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.user import User


class Role(models.TextChoices):
    """What an account may do. Coordinator to data protection officer are granted; the others follow from the record."""

    STAFF = "staff", _("staff")
    COORDINATOR = "coordinator", _("coordinator")
    ADMIN = "admin", _("admin")
    TRAINER = "trainer", _("trainer")
    MAYORS_OFFICE = "mayors_office", _("mayor's office")
    DPO = "dpo", _("data protection officer")
    PILOT = "pilot", _("pilot")
    TRAINEE = "trainee", _("trainee")
    HEAD = "head", _("head of department")


GRANTED_ROLES = (Role.COORDINATOR, Role.ADMIN, Role.TRAINER, Role.MAYORS_OFFICE, Role.DPO)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(RoleGrant.is_valid_on(day))

    def holders(self, role: Role, day: date) -> models.QuerySet[User]:
        """The open accounts that have been given `role`, by name."""
        granted = self.valid_on(day).filter(role=role).values("user")
        return User.objects.filter(pk__in=granted, is_active=True).order_by("family_name", "given_names")


class RoleGrant(models.Model):
    """A role given to an account: since when, until when, by whom and why."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, role.label) for role in GRANTED_ROLES])
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="granted_role_is_one_that_is_granted",
                condition=Q(role__in=[role.value for role in GRANTED_ROLES]),
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="one_open_grant_per_role", fields=["user", "role"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @staticmethod
    def is_valid_on(day: date, path: str = "") -> Q:
        """The condition that a grant holds on `day`; `path` leads to it from another model, as in `grants__`."""
        begun, open_end = Q(**{f"{path}since__lte": day}), Q(**{f"{path}until__isnull": True})
        return begun & (open_end | Q(**{f"{path}until__gte": day}))
