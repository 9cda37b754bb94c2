"""Whether every letter is as it was issued and no number lacks or is double; exit code 1 where one is not."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management import BaseCommand

from programmes.actions.check_letters import check_letters


class Command(BaseCommand):
    help = "Check every letter's file, number and evidence. Exit code 1 where something is wrong."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        report = check_letters(by=None)
        for fault in report.faults:
            self.stdout.write(f"{fault.reference}: {fault.kind.label}")
        self.stdout.write(f"{report.letters} letters checked, {len(report.faults)} faults.")
        if report.faults:
            sys.exit(1)
