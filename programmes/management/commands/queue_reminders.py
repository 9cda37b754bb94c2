"""Reminders of tomorrow's sessions and of agreements nobody has answered; to be run once a day, in the morning."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from programmes.actions.reminders import queue_reminders


class Command(BaseCommand):
    help = "Put the reminders of the day into the outbox. Run again, it adds only what is new."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        batches = queue_reminders(timezone.now())
        mails = sum(batch.messages.count() for batch in batches)
        self.stdout.write(f"{mails} reminders wait in the outbox.")
