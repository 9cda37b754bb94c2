from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleForm(models.TextChoices):
    """Which form of the role name a person wants to be called by."""

    FEMININE = "feminine", _("feminine form")
    MASCULINE = "masculine", _("masculine form")
    NEUTRAL = "neutral", _("neutral form")


class RoleName(models.Model):
    """What a pilot is called here, in all the forms texts need; nothing else may build such a form."""

    singular_f = models.CharField(_("feminine form"), max_length=60)
    singular_m = models.CharField(_("masculine form"), max_length=60)
    singular_n = models.CharField(_("neutral form"), max_length=60)
    plural = models.CharField(_("plural"), max_length=60)
    short = models.CharField(_("short form"), max_length=60)

    def __str__(self) -> str:
        return self.plural

    def form(self, role_form: str) -> str:
        """The singular in the form a person chose (a value of RoleForm)."""
        return {RoleForm.FEMININE: self.singular_f, RoleForm.MASCULINE: self.singular_m}.get(
            RoleForm(role_form), self.singular_n
        )
