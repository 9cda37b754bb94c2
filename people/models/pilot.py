from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.models.role_name import RoleForm
from people.models.topic import Topic
from people.models.user import User


class FormOfAddress(models.TextChoices):
    """How somebody wants to be addressed: never required, neutral unless the person says otherwise."""

    NEUTRAL = "neutral", _("first and last name, neutral")
    MS = "ms", _("Frau")
    MR = "mr", _("Herr")


class ContactWay(models.TextChoices):
    """How somebody likes to be asked."""

    PHONE = "phone", _("by phone")
    MAIL = "mail", _("by e-mail")
    VISIT = "visit", _("drop in")


class PilotQuerySet(models.QuerySet["Pilot"]):
    def appointed_on(self, day: date) -> Self:
        """Those who hold an appointment on `day`: all that staff ever see."""
        return self.filter(appointed_from__lte=day).filter(Q(appointed_until__isnull=True) | Q(appointed_until__gt=day))

    def in_department(self, department: Department, day: date) -> Self:
        return self.filter(
            pk__in=DepartmentAssignment.objects.valid_on(day).filter(department=department).values("pilot")
        )

    def in_order(self) -> Self:
        return self.order_by("sort_key", "pk")


class Pilot(models.Model):
    """A person of the programme, from nomination on: trainees, appointed pilots and those who were."""

    user = models.OneToOneField(
        User, verbose_name=_("account"), on_delete=models.PROTECT, null=True, blank=True, related_name="pilot"
    )
    academic_title = models.CharField(_("academic title"), max_length=40, blank=True)
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    name_particle = models.CharField(_("particle of the name"), max_length=40, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    academic_suffix = models.CharField(_("degree behind the name"), max_length=40, blank=True)
    display_name_override = models.CharField(
        _("name as a whole, where the parts do not fit"), max_length=200, blank=True
    )
    form_of_address = models.CharField(
        _("form of address"), max_length=10, choices=FormOfAddress.choices, default=FormOfAddress.NEUTRAL
    )
    role_form = models.CharField(
        _("form of the role name"), max_length=10, choices=RoleForm.choices, default=RoleForm.NEUTRAL
    )
    # For whoever reads the name out at a ceremony; no page of the directory shows it.
    pronunciation = models.CharField(_("how the name is spoken"), max_length=120, blank=True)
    mail = models.EmailField(_("official e-mail address"), unique=True)
    phone = models.CharField(_("official phone number"), max_length=40, blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    helps_other_departments = models.BooleanField(_("helps other departments too"), default=False)
    bio = models.TextField(_("about me"), max_length=600, blank=True)
    other_languages = models.CharField(_("other languages"), max_length=200, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    contact_me_for = models.CharField(_("contact me for"), max_length=300, blank=True)
    preferred_contact = models.CharField(
        _("how I like to be asked"), max_length=10, choices=ContactWay.choices, blank=True
    )
    details_confirmed_on = models.DateField(_("details confirmed on"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="pilots")
    # Facts that the floor above causes: the first day as a pilot, the first day no longer one, and out of which round.
    appointed_from = models.DateField(null=True, editable=False)
    appointed_until = models.DateField(null=True, editable=False)
    appointed_round = models.PositiveSmallIntegerField(null=True, editable=False)
    # Made by the actions from the name (rules.folding), so that both work alike on every database.
    sort_key = models.CharField(max_length=220, editable=False)
    search_text = models.CharField(max_length=500, editable=False)

    objects = PilotQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="pilots_in_order", fields=["sort_key", "id"])]
        constraints = [
            models.CheckConstraint(
                name="mail_is_stored_in_lower_case",
                condition=Q(mail=Lower("mail")),
                violation_error_message=_("E-mail addresses are stored in lower case."),
            ),
            models.CheckConstraint(
                name="pilot_has_sort_and_search_key", condition=~Q(sort_key="") & ~Q(search_text="")
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(appointed_until__isnull=True) | Q(appointed_until__gte=F("appointed_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The full name as this person writes it, titles included: the one way a name is shown."""
        if self.display_name_override:
            return " ".join(filter(None, (self.academic_title, self.display_name_override)))
        name = " ".join(filter(None, (self.academic_title, self.given_names, self.name_particle, self.family_name)))
        return f"{name}, {self.academic_suffix}" if self.academic_suffix else name

    @property
    def list_name(self) -> str:
        """The name as a sorted list shows it: Testau, Maximilian von der, Dr."""
        if self.display_name_override:
            return self.display_name
        after = " ".join(filter(None, (self.given_names, self.name_particle)))
        return ", ".join(filter(None, (self.family_name, after, self.academic_title, self.academic_suffix)))

    def is_appointed_on(self, day: date) -> bool:
        """Whether the person holds an appointment on `day`, by the stored facts."""
        begun = self.appointed_from is not None and self.appointed_from <= day
        return begun and (self.appointed_until is None or self.appointed_until > day)


class DepartmentAssignmentQuerySet(models.QuerySet["DepartmentAssignment"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class DepartmentAssignment(models.Model):
    """Where a pilot works, from when to when; one assignment at a time is the primary one."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="assignments")
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_primary = models.BooleanField(_("primary"), default=True)

    objects = DepartmentAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="one_open_primary_assignment",
                fields=["pilot"],
                condition=Q(is_primary=True, valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.department}"
