"""Removes text and addresses of mails that left long ago; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.forget_mails import forget_mails


class Command(BaseCommand):
    help = (
        "Remove text and address of the mails that left more than MAIL_RETENTION_DAYS ago; that they were sent stays."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        self.stdout.write(f"{forget_mails(timezone.now())} mails are forgotten.")
