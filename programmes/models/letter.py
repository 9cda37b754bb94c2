from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort
from programmes.models.letter_text import LetterTemplate, Signatory


class LetterKind(models.TextChoices):
    APPOINTMENT = "appointment", _("letter of appointment")
    REPLACEMENT = "replacement", _("replacement")
    END = "end", _("letter on the end of the appointment")


class LetterState(models.TextChoices):
    ISSUED = "issued", _("issued")
    REPLACED = "replaced", _("replaced")
    VOIDED = "voided", _("withdrawn")


LETTER_TRANSITIONS: dict[str, frozenset[str]] = {
    LetterState.ISSUED: frozenset({LetterState.REPLACED, LetterState.VOIDED}),
    LetterState.REPLACED: frozenset(),
    LetterState.VOIDED: frozenset(),
}


class LetterStanding(models.TextChoices):
    """What a letter says today: its own state and its appointment's dates in one word."""

    IN_FORCE = "in_force", _("in force")
    COMING = "coming", _("takes effect later")
    ENDED = "ended", _("appointment ended")
    REPLACED = "replaced", _("replaced")
    VOIDED = "voided", _("withdrawn")


class AppointmentLetterQuerySet(models.QuerySet["AppointmentLetter"]):
    def of_person(self, user: User) -> Self:
        return self.filter(appointment__pilot__user=user)

    def visible_to(self, user: User, roles: Collection[Role]) -> Self:
        """All letters for those who issue them or bring them to the mayor; everybody else has their own."""
        return self.all() if {Role.ADMIN, Role.MAYORS_OFFICE}.intersection(roles) else self.of_person(user)

    def of_round(self, cohort: Cohort) -> Self:
        return self.filter(appointment__enrolment__cohort=cohort)

    def to_hand_over(self) -> Self:
        """Those in force that nobody holds in their hands yet."""
        return self.filter(state=LetterState.ISSUED, handover__isnull=True)

    def with_standing(self, standing: LetterStanding, day: date) -> Self:
        """Those for which `standing_on(day)` says this."""
        if standing in (LetterStanding.REPLACED, LetterStanding.VOIDED):
            return self.filter(state=standing.value)
        issued = self.filter(state=LetterState.ISSUED)
        ended = Q(appointment__ended_on__lte=day) | Q(appointment__effective_until__lt=day)
        if standing == LetterStanding.ENDED:
            return issued.filter(ended)
        begun = Q(appointment__effective_from__lte=day)
        return issued.filter(begun if standing == LetterStanding.IN_FORCE else ~begun).exclude(ended)

    def in_order(self) -> Self:
        return self.order_by("-year", "-number")

    def by_name(self) -> Self:
        """In the order of the names as printed: how a round is printed and handed over."""
        return self.order_by("sort_key_as_printed", "year", "number")


class AppointmentLetter(models.Model):
    """A letter as it was issued. Its words, number and bytes never change; only its state moves on."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    reference = models.CharField(_("number"), max_length=40, unique=True)
    name_as_printed = models.CharField(_("name"), max_length=250)
    sort_key_as_printed = models.CharField(max_length=220)
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    verify_code = models.CharField(max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState.choices, default=LetterState.ISSUED)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    voided_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = AppointmentLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_letter_per_number", fields=["year", "number"]),
            models.UniqueConstraint(
                name="one_letter_of_appointment_in_force",
                fields=["appointment"],
                condition=Q(state=LetterState.ISSUED) & ~Q(kind=LetterKind.END),
            ),
            models.CheckConstraint(name="letter_is_in_a_known_state", condition=Q(state__in=LetterState.values)),
        ]

    def __str__(self) -> str:
        return self.reference

    def standing_on(self, day: date) -> LetterStanding:
        """What the letter is worth on `day`."""
        if self.state != LetterState.ISSUED:
            return LetterStanding(self.state)
        return LetterStanding(self.appointment.state_on(day).value)


class LetterDocument(models.Model):
    """The letter's PDF, byte by byte, with its SHA-256 and the fingerprint of what set it."""

    letter = models.OneToOneField(AppointmentLetter, on_delete=models.PROTECT, related_name="document")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()

    append_only = (UPDATE, DELETE)

    def __str__(self) -> str:
        return f"{self.letter} ({self.sha256[:8]})"
