from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession


class MailKind(models.TextChoices):
    """For what occasion a mail is written; each has words of its own."""

    CONSENT = "consent", _("asks the person for consent")
    AGREEMENT = "agreement", _("asks the head of department for agreement")
    ADMITTED = "admitted", _("tells the person of the place")
    OFFER = "offer", _("offers a free place")
    INVITATION = "invitation", _("invites to a session")
    SESSION_CHANGED = "session_changed", _("tells that a session has changed")
    SESSION_CANCELLED = "session_cancelled", _("tells that a session is cancelled")
    UNINVITED = "uninvited", _("tells that somebody is no longer expected at a session")
    REMINDER = "reminder", _("reminds of a session")
    AGREEMENT_REMINDER = "agreement_reminder", _("reminds the head of department")
    HEAD_TOLD = "head_told", _("tells the head that a pilot of the department ends or moves")
    RECOGNITION_DECIDED = "recognition_decided", _("tells that a request for recognition is decided")
    TERM_ENDS = "term_ends", _("tells that the term of an appointment ends")


class MailText(models.Model):
    """The words of an occasion in a language, as the office wrote them; a change is a new version."""

    kind = models.CharField(_("occasion"), max_length=20, choices=MailKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=[("de", "Deutsch"), ("en", "English")])
    version = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "language", "-version")
        constraints = [
            models.UniqueConstraint(name="one_mail_text_per_version", fields=["kind", "language", "version"]),
            models.CheckConstraint(name="mail_text_is_of_a_known_kind", condition=Q(kind__in=MailKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language}, {self.version})"


class MailBatchQuerySet(models.QuerySet["MailBatch"]):
    def visible_to(self, user: User) -> Self:
        """Those of the rounds `user` runs, and the ones they set off themselves."""
        return self.filter(Q(cohort__coordinators=user) | Q(made_by=user)).distinct()


class MailBatch(models.Model):
    """Mails of one occasion that somebody set off together; they wait until `leaves_at` and can be stopped before."""

    kind = models.CharField(_("occasion"), max_length=20, choices=MailKind.choices)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="mail_batches")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    leaves_at = models.DateTimeField(_("leaves at"))
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MailBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(name="mail_batch_is_of_a_known_kind", condition=Q(kind__in=MailKind.values))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d %H:%M}"


class MailMessageQuerySet(models.QuerySet["MailMessage"]):
    def on_their_way(self) -> Self:
        """Those that went out or still wait to: neither stopped nor pointless nor failed."""
        return self.filter(email__expires_at__isnull=True).exclude(email__status=STATUS.failed)

    def remembered(self) -> Self:
        """Those whose text and address are still there."""
        return self.filter(forgotten_at__isnull=True)


class MailMessage(models.Model):
    """One mail of a batch. `email` is its place in the queue; what it is about is asked again when it leaves.

    Long after it has left, its text, its address and its calendar file are removed; that it was sent stays.
    """

    batch = models.ForeignKey(MailBatch, on_delete=models.PROTECT, related_name="messages")
    email = models.OneToOneField(Email, on_delete=models.PROTECT, related_name="+")
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    session = models.ForeignKey(ModuleSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    calendar = models.TextField(_("calendar file"), blank=True)
    resent_as = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="resent")
    forgotten_at = models.DateTimeField(_("text and address removed"), null=True, blank=True)
    became_pointless = models.BooleanField(_("not sent, because it was settled before it left"), default=False)

    objects = MailMessageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.batch} {self.pk}"
