from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort
from programmes.models.letter_text import LetterTemplate, Signatory, TextKind


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


class ReplacementReason(models.TextChoices):
    """Why a letter is issued once more."""

    LOST = "lost", _("the letter is lost")
    NAME_CHANGED = "name_changed", _("the name has changed")
    MISPRINT = "misprint", _("the letter has a misprint")


class VoidReason(models.TextChoices):
    """Why a letter is withdrawn; a closed list, so that nobody writes about a person."""

    MISTAKE = "mistake", _("issued by mistake")
    UNFOUNDED = "unfounded", _("the conditions were not met")
    TWICE = "twice", _("issued twice")


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

    def of_appointment(self) -> Self:
        """Those that appoint, the replacements among them; not the letters on an end."""
        return self.exclude(kind=LetterKind.END)

    def to_hand_over(self) -> Self:
        """Those in force that nobody holds in their hands yet; a letter on an end is sent, not handed over."""
        return self.of_appointment().filter(state=LetterState.ISSUED, handover__isnull=True)

    def with_standing(self, standing: LetterStanding, day: date) -> Self:
        """Those for which `standing_on(day)` says this."""
        if standing in (LetterStanding.REPLACED, LetterStanding.VOIDED):
            return self.filter(state=standing.value)
        issued = self.filter(state=LetterState.ISSUED)
        ended = Q(kind=LetterKind.END) | Q(appointment__ended_on__lte=day) | Q(appointment__effective_until__lt=day)
        ended |= Q(appointment__ended_on__lte=F("appointment__effective_from"))
        if standing == LetterStanding.ENDED:
            return issued.filter(ended)
        begun = Q(appointment__effective_from__lte=day)
        return issued.filter(begun if standing == LetterStanding.IN_FORCE else ~begun).exclude(ended)

    def of_kind(self, kind: str) -> Self:
        """Those of a LetterKind; "renewal" are the letters of appointments that carry on another one."""
        is_first = Q(appointment__renews__isnull=kind != TextKind.RENEWAL)
        if kind in (LetterKind.APPOINTMENT, TextKind.RENEWAL):
            return self.filter(is_first, kind=LetterKind.APPOINTMENT)
        return self.filter(kind=kind)

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
    # How whoever issued it was called on that day.
    issuer_as_known = models.CharField(max_length=250, blank=True)
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    verify_code = models.CharField(max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState.choices, default=LetterState.ISSUED)
    # The new letter names the old one, so that what was issued need not be touched but for its state.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    replacement_reason = models.CharField(
        _("why it was replaced"), max_length=12, choices=ReplacementReason.choices, blank=True
    )
    voided_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    void_reason = models.CharField(_("why it was withdrawn"), max_length=10, choices=VoidReason.choices, blank=True)

    objects = AppointmentLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_letter_per_number", fields=["year", "number"]),
            models.UniqueConstraint(
                name="one_letter_of_appointment_in_force",
                fields=["appointment"],
                condition=Q(state=LetterState.ISSUED) & ~Q(kind=LetterKind.END),
            ),
            models.UniqueConstraint(
                name="one_letter_on_an_end",
                fields=["appointment"],
                condition=Q(state=LetterState.ISSUED, kind=LetterKind.END),
            ),
            models.CheckConstraint(name="letter_is_in_a_known_state", condition=Q(state__in=LetterState.values)),
            models.CheckConstraint(
                name="a_replacement_says_of_what_and_why",
                condition=Q(
                    kind=LetterKind.REPLACEMENT,
                    replaces__isnull=False,
                    replacement_reason__in=ReplacementReason.values,
                )
                | (~Q(kind=LetterKind.REPLACEMENT) & Q(replaces__isnull=True, replacement_reason="")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_letter_has_a_day_and_a_reason",
                condition=Q(state=LetterState.VOIDED, voided_on__isnull=False, void_reason__in=VoidReason.values)
                | (~Q(state=LetterState.VOIDED) & Q(voided_on__isnull=True, void_reason="")),
            ),
            models.CheckConstraint(
                name="a_letter_on_an_end_is_not_replaced",
                condition=~Q(kind=LetterKind.END, state=LetterState.REPLACED),
            ),
        ]

    # No statement changes what was issued, and none brings back a letter that was replaced or withdrawn.
    append_only = (DELETE,)
    lasting = (
        "appointment_id",
        "kind",
        "year",
        "number",
        "reference",
        "name_as_printed",
        "issued_on",
        "issued_at",
        "issued_by_id",
        "issuer_as_known",
        "content",
        "verify_code",
        "replaces_id",
        "replacement_reason",
    )
    settles = ("state", LetterState.ISSUED.value)

    def __str__(self) -> str:
        return self.reference

    @property
    def is_renewal(self) -> bool:
        """Whether it carries another appointment on; needs the appointment."""
        return self.kind == LetterKind.APPOINTMENT and self.appointment.renews_id is not None

    @property
    def kind_in_words(self) -> str:
        """Its kind, with a letter that carries an appointment on told apart; needs the appointment."""
        return str(TextKind.RENEWAL.label) if self.is_renewal else self.get_kind_display()

    def standing_on(self, day: date) -> LetterStanding:
        """What the letter is worth on `day`."""
        if self.state != LetterState.ISSUED:
            return LetterStanding(self.state)
        if self.kind == LetterKind.END:
            return LetterStanding.ENDED
        return LetterStanding(self.appointment.state_on(day).value)


class LetterDocument(models.Model):
    """The letter's PDF, byte by byte, with its SHA-256 and the fingerprint of what set it."""

    letter = models.OneToOneField(AppointmentLetter, on_delete=models.PROTECT, related_name="document")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()

    append_only = (UPDATE, DELETE)

    class Meta:
        indexes = [models.Index(name="documents_by_hash", fields=["sha256"])]

    def __str__(self) -> str:
        return f"{self.letter} ({self.sha256[:8]})"
