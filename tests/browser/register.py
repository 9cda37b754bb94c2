"""A real demo register for the browser: its own database, copied for whoever writes, and the production server."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tools import demo

# What the tests' own settings put there; the demo starts without it.
OF_THE_TESTS = ("DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PUBLIC_URL")


@dataclass(frozen=True)
class Register:
    """A running register: the address of its start page without the last slash, its database, what its server says."""

    url: str
    database_url: str
    log: Path

    def last_words(self) -> str:
        """The end of the server's log, for whoever looks for the cause of an error."""
        return self.log.read_text()[-2000:]


@dataclass(frozen=True)
class Place:
    """Where and when a register runs: database, port, clock if it is not the machine's, `more` settings."""

    database_url: str
    port: int = 8000
    at: datetime | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        settings = {"DEMO": "1", "DATABASE_URL": self.database_url, "DJANGO_SETTINGS_MODULE": "digilotsen.settings"}
        return {**own, **settings, "PORT": str(self.port), **self.more}

    def command(self, *command: str) -> list[str]:
        """A command of Python, with the clock of this place."""
        clock = ["-m", "tests.browser.clock", self.at.isoformat()] if self.at else []
        return [sys.executable, *clock, *command]

    def run(self, *command: str) -> str:
        """Run it to its end, and give what it said; one that fails fails the test."""
        done = subprocess.run(
            self.command(*command),
            cwd=demo.ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command} failed:\n{done.stdout}{done.stderr}"
        return done.stdout


@contextmanager
def seeded(folder: Path, at: datetime | None = None) -> Iterator[str]:
    """The URL of a database with the demo register, which nobody serves: the master for copies."""
    with _new_database(folder / f"{folder.name[-20:]}-seeded.sqlite3") as database_url:
        Place(database_url, at=at).run("tools/demo.py", "--prepare")
        yield database_url


@contextmanager
def serving(master: str, folder: Path) -> Iterator[Register]:
    """Serve a copy of `master` on a free port, until the end of the block."""
    port = free_port()
    with (
        _new_database(folder / f"copy-{port}.sqlite3", master) as database_url,
        served(Place(database_url, port), folder) as register,
    ):
        yield register


@contextmanager
def served(place: Place, folder: Path) -> Iterator[Register]:
    """Serve the register of `place`, until the end of the block."""
    log_file = folder / f"{place.port}.log"
    with log_file.open("a") as log:
        register = Register(f"http://127.0.0.1:{place.port}", place.database_url, log_file)
        command = place.command(*demo.server(place.port)[1:])
        process = subprocess.Popen(command, cwd=demo.ROOT, env=place.environment(), stdout=log, stderr=log)
        try:
            assert demo.wait_for(process, place.port), f"The server does not answer:\n{register.last_words()}"
            yield register
        finally:
            process.send_signal(signal.SIGINT)  # at once, although browsers keep connections open
            process.wait()


@contextmanager
def _new_database(file: Path, master: str = "") -> Iterator[str]:
    """A database on the kind this run tests, empty or a copy of `master`; gone at the end."""
    if os.environ.get("TEST_DATABASE") != "postgres":
        if master:
            shutil.copyfile(master.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        return
    server = os.environ["POSTGRES_URL"]
    name = f"browser_{os.getpid()}_{file.stem}"
    template = urlsplit(master).path.lstrip("/") if master else "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
