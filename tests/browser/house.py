"""A register that lives through several days, and what arrives of its mails."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg

from tests.browser.register import Place, Register, served
from tests.smtp import MailServer
from tools import demo

ZONE = ZoneInfo("Europe/Berlin")
FIRST_DAY = datetime(2026, 3, 2, 9, tzinfo=ZONE)
# Longer than the outbox keeps mails.
HOLD = timedelta(minutes=30)


@dataclass
class House:
    """A register that lives through several days, and the mail server of its city."""

    place: Place
    folder: Path
    mails: MailServer
    read: int = 0

    @contextmanager
    def day(self, at: datetime) -> Iterator[Register]:
        """The register on a day; whoever was signed in the evening before signs in again."""
        self.place = replace(self.place, at=at)
        with served(self.place, self.folder) as register:
            yield register

    def sent_at_once(self) -> list[EmailMessage]:
        """Let a sender with the register's own clock look once; what left."""
        before = len(self.mails.received)
        self.place.run("manage.py", "send_mail")
        self.read = len(self.mails.received)
        return self.mails.received[before:]

    @contextmanager
    def after_the_hold(self) -> Iterator[None]:
        """A sender at work whose clock is HOLD ahead, as if everybody came back to their mails so much later."""
        assert self.place.at
        later = replace(self.place, at=self.place.at + HOLD)
        command = later.command("manage.py", "send_mail", "--forever", "--pause", "0.2")
        sender = subprocess.Popen(command, cwd=demo.ROOT, env=later.environment(), stdout=subprocess.DEVNULL)
        try:
            yield
        finally:
            sender.terminate()
            sender.wait()

    def arrive(self, count: int) -> list[EmailMessage]:
        """So many mails, as soon as they are there; one too many is found among those that come next."""
        end = monotonic() + 20
        while len(self.mails.received) < self.read + count and monotonic() < end:
            sleep(0.05)
        new = self.mails.received[self.read :]
        assert len(new) == count, [(mail["To"], mail["Subject"]) for mail in new]
        self.read += count
        return new

    def facts(self, question: str) -> list[Sequence[Any]]:
        """What the database itself answers."""
        url = self.place.database_url
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(urlsplit(url).path.removeprefix("/"))) as file:
                return file.execute(question).fetchall()
        with psycopg.connect(url) as connection:
            return list(connection.execute(question).fetchall())


def to(mails: Sequence[EmailMessage], address: str) -> list[EmailMessage]:
    """Those for one person."""
    return [mail for mail in mails if mail["To"] == address]


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The address a mail asks to open, in the lines as they arrive."""
    found = re.search(r"https?://\S+", words_of(mail))
    assert found, words_of(mail)
    return found[0]


def calendar_of(mail: EmailMessage) -> str:
    """The calendar file of a mail, with its folded lines put together (RFC 5545, 3.1)."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1, mail.as_string()
    return str(parts[0].get_content()).replace("\r\n", "\n").replace("\n ", "")
