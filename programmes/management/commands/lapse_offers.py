"""Takes back the offers of places nobody took; to be run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.waiting_list import lapse_offers


class Command(BaseCommand):
    help = "Take back the offers of places whose last day is over, and offer them on where the round says so."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        self.stdout.write(f"{lapse_offers(timezone.localdate())} offers have lapsed.")
