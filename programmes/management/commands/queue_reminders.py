"""What a day brings: reminders, notices of terms that end, and the end of those that are over.

To be run once a day, in the morning.
"""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from programmes.actions.reminders import queue_reminders
from programmes.actions.term_notices import expire_terms


class Command(BaseCommand):
    help = "Note terms that are over, put the day's reminders into the outbox. Run again, it adds only what is new."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        now = timezone.now()
        over = expire_terms(now)
        batches = queue_reminders(now)
        mails = sum(batch.messages.count() for batch in batches)
        self.stdout.write(f"{mails} reminders wait in the outbox.")
        if over:
            self.stdout.write(f"{over} appointments have ended with their term.")
