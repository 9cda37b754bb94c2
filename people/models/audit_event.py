from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.models.append_only import DELETE, UPDATE
from people.models.user import User


class AuditHead(models.Model):
    """The one row that names the end of the chain; locked last in every transaction that writes."""

    last_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(name="the_chain_has_one_head", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.last_hash


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def append(self, events: Iterable[AuditEvent]) -> None:
        """Add `events` to the chain in their order, inside the caller's transaction, in one insert."""
        if not transaction.get_connection(self.db).in_atomic_block:
            raise transaction.TransactionManagementError("An audit event is written in the transaction of its change.")
        head = AuditHead.objects.select_for_update().get()
        chained = []
        for event in events:
            event.prev_hash, event.hash = head.last_hash, event.digest(head.last_hash)
            head.last_hash = event.hash
            chained.append(event)
        self.bulk_create(chained)
        head.save()

    def first_broken(self) -> AuditEvent | None:
        """The first event whose hash or place in the chain does not fit, or None where the chain is whole."""
        last = ""
        for event in self.order_by("pk").iterator():
            if event.prev_hash != last or event.hash != event.digest(last):
                return event
            last = event.hash
        return None


class AuditEvent(models.Model):
    """Who changed what and when. Never updated, never deleted; each event holds the hash of the one before."""

    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=100, blank=True)
    verb = models.CharField(_("what happened"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    # Of personal fields the names alone, never the values, so that erasure leaves the chain whole.
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    append_only = (UPDATE, DELETE)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="events_of_one_object", fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"

    def digest(self, prev_hash: str) -> str:
        """SHA-256 (64 hex digits) over everything the event says and the hash of the event before it."""
        said = [
            prev_hash,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor_role,
            self.verb,
            self.object_type,
            self.object_id,
            self.changes,
            self.reason,
            self.request_id,
        ]
        return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
