"""The sender of the outbox: what is due leaves, once or for ever."""

from __future__ import annotations

import logging
import signal
from collections import Counter
from threading import Event
from types import FrameType
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import Error, connection
from django.utils import timezone

from programmes.actions.send_mails import send_due
from programmes.rules.outbox import MailState

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sends the mails whose time has come. One sender works at a time; a second one leaves at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="look again and again, until SIGTERM or Ctrl-C")
        parser.add_argument("--pause", type=float, default=15, help="seconds between two looks (15)")

    def handle(self, *args: Any, forever: bool, pause: float, **options: Any) -> None:
        leave = Event()

        def finish(number: int, frame: FrameType | None) -> None:
            leave.set()  # the mail in hand is still noted, so that it does not leave twice

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, finish)
        if not forever:
            self._say(send_due(timezone.now(), lambda: not leave.is_set()))
            return
        while not leave.is_set():
            try:
                self._say(send_due(timezone.now(), lambda: not leave.is_set()))
            except Error:  # the database is away or busy
                log.exception("The sender waits for the database")
                connection.close()
            leave.wait(pause)

    def _say(self, outcomes: Counter[MailState] | None) -> None:
        if outcomes is None:
            self.stdout.write("Another sender is at work.")
        elif outcomes:
            self.stdout.write(", ".join(f"{state.value}: {mails}" for state, mails in outcomes.items()))
