"""The sender as a process of its own: killed in the middle of a batch it loses nothing, told to stop it ends clean."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from post_office.models import STATUS, Email

from tests.mails import addresses, make_mails
from tests.smtp import ARRIVED, OFFERED, MailServer, mail_server

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
# The sender has the clock of the machine, not that of the tests.
LONG_DUE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def sender(server: MailServer, *options: str) -> subprocess.Popen[str]:
    """The command, at work on the database of this test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        database = urlsplit(os.environ["POSTGRES_URL"])._replace(path=f"/{name}").geturl()
    else:
        database = f"sqlite:///{name}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "digilotsen.settings",
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "EMAIL_TIMEOUT": "60",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_mail", *options],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kill_when(server: MailServer, stage: str, mails: int) -> None:
    """Start a sender and kill it while the server has `mails` mails and has not answered at `stage`."""
    server.is_silent.clear()
    server.goes_on.clear()
    server.falls_silent = lambda now_at, received: now_at == stage and received >= mails
    process = sender(server)
    assert server.is_silent.wait(30), process.communicate()[0]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.falls_silent = lambda now_at, received: False
    server.goes_on.set()


def test_a_sender_killed_in_the_middle_of_a_batch_loses_nothing_and_doubles_at_most_the_mail_in_hand(
    server: MailServer,
) -> None:
    everybody = addresses(12)
    make_mails(*everybody, at=LONG_DUE)

    kill_when(server, OFFERED, 2)  # the third mail is offered, but the server does not have it
    kill_when(server, ARRIVED, 5)  # the fifth mail has arrived, but the sender does not know it
    kill_when(server, ARRIVED, 9)
    last_words, _nothing = sender(server).communicate(timeout=60)

    got = Counter(server.recipients)
    assert set(got) == set(everybody)
    assert Email.objects.filter(status=STATUS.sent).count() == len(everybody), last_words
    assert sorted(got.values()) == [1] * 10 + [2] * 2
    ids = {str(mail["Message-ID"]) for mail in server.received}
    assert len(ids) == len(everybody)  # a mailbox that looks shows the double once


def test_a_sender_that_is_told_to_stop_notes_the_mail_in_hand_and_ends(server: MailServer) -> None:
    make_mails(*addresses(3), at=LONG_DUE)
    server.falls_silent = lambda stage, mails: stage == ARRIVED and mails == 1
    process = sender(server, "--forever", "--pause", "60")
    assert server.is_silent.wait(30)

    process.send_signal(signal.SIGTERM)
    server.goes_on.set()
    process.communicate(timeout=20)

    assert process.returncode == 0
    assert list(Email.objects.order_by("pk").values_list("status", flat=True)) == [STATUS.sent, *[STATUS.queued] * 2]


def test_a_second_sender_says_that_there_is_one(server: MailServer) -> None:
    make_mails(*addresses(2), at=LONG_DUE)
    server.falls_silent = lambda stage, mails: stage == ARRIVED and mails == 1
    first = sender(server)
    assert server.is_silent.wait(30)

    said, _nothing = sender(server).communicate(timeout=30)
    server.goes_on.set()
    first.communicate(timeout=30)

    assert (said.strip(), server.recipients) == ("Another sender is at work.", addresses(2))
