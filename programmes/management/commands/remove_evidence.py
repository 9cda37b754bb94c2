"""Removes files of evidence that have been kept long enough; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.recognition_evidence import remove_evidence


class Command(BaseCommand):
    help = "Remove the files of decided requests for recognition once EVIDENCE_RETENTION_DAYS are over."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        self.stdout.write(f"{remove_evidence(timezone.localdate())} files were removed.")
