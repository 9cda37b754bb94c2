"""The demo register, or a large one for measurements."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from programmes.management.demo.bulk import seed_pilots
from programmes.management.demo.register import is_seeded, seed_register
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter


class Command(BaseCommand):
    help = "Fill an empty register: with the demo, or with --pilots N people for measurements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pilots", type=int, metavar="N", help="N appointed pilots in bulk, without letters")
        parser.add_argument("--seed", type=int, default=1, help="another number makes other people (with --pilots)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pilots"] is not None:
            self._bulk(options["pilots"], options["seed"])
        elif not settings.DEMO_MODE:
            raise CommandError("The demo register exists in demo mode only. Set DEMO=1, and never for a real register.")
        elif is_seeded():
            self.stdout.write("The register is filled already; nothing was changed.")
        else:
            seed_register(timezone.localdate())
            self.stdout.write(summary())

    def _bulk(self, pilots: int, seed: int) -> None:
        if pilots < 1:
            raise CommandError("--pilots needs a number of at least 1.")
        if is_seeded() or User.objects.exists():
            raise CommandError("--pilots fills an empty register only; this one holds records already.")
        seed_pilots(pilots, seed)
        self.stdout.write(summary())


def summary() -> str:
    """What is in the register now, in one line."""
    return (
        f"The register holds {Department.objects.count()} departments, {User.objects.count()} accounts, "
        f"{Cohort.objects.count()} rounds, {Pilot.objects.count()} people and "
        f"{AppointmentLetter.objects.count()} letters."
    )
