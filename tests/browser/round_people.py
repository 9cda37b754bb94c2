"""What the people of a whole round share: the days, the mails, and the words they click on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg
from playwright.sync_api import Locator, Page, expect

from tests.browser.register import Place, Register, served
from tests.smtp import MailServer

ZONE = ZoneInfo("Europe/Berlin")
FIRST_DAY = datetime(2026, 3, 2, 9, tzinfo=ZONE)
# Longer than the outbox keeps mails.
HOLD = timedelta(minutes=30)
Visit = Callable[..., Page]


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

    def send_mails(self, later: timedelta = HOLD) -> list[EmailMessage]:
        """Let the sender look so much later in the day; what has left since the last look."""
        assert self.place.at
        replace(self.place, at=self.place.at + later).run("manage.py", "send_mail")
        new = self.mails.received[self.read :]
        self.read = len(self.mails.received)
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


def go(page: Page, *words: str) -> None:
    """Click the links and buttons with these words, one after the other, as somebody does who reads."""
    for text in words:
        main = page.locator("main")
        found = main.get_by_role("link", name=text).or_(main.get_by_role("button", name=text))
        found.first.click()


def menu(page: Page, word: str) -> None:
    """Click this entry of the main navigation; on a narrow screen it has to be opened first."""
    button = page.locator("[data-menu-button]")
    if button.is_visible():
        button.click()
    page.locator("#main-nav").get_by_role("link", name=word, exact=True).click()


def sees(page: Page, *words: str) -> None:
    """The page says all of these."""
    for text in words:
        expect(page.locator("main")).to_contain_text(text)


def fill(page: Page, **fields: str) -> None:
    """Fill in the fields of the form that have these names."""
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def choose(page: Page, name: str, text: str) -> None:
    """Choose the entry of a list that begins with these words."""
    field = page.locator(f"main select[name={name}]")
    field.select_option(field.locator("option", has_text=re.compile(f"^{re.escape(text)}")).get_attribute("value"))


def row(page: Page, text: str) -> Locator:
    return page.locator("tbody tr", has_text=text)
