"""A real demo register for the browser: its own database, copied for whoever writes, and the production server."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@contextmanager
def seeded(folder: Path) -> Iterator[str]:
    """The URL of a database with the demo register, which nobody serves: the master for copies."""
    with _new_database(folder / "seeded.sqlite3") as database_url:
        done = subprocess.run(
            [sys.executable, "tools/demo.py", "--prepare"],
            cwd=demo.ROOT,
            env=_environment(database_url),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"The demo register could not be made:\n{done.stdout}{done.stderr}"
        yield database_url


@contextmanager
def serving(master: str, folder: Path) -> Iterator[Register]:
    """Serve a copy of `master` on a free port, until the end of the block."""
    port = _free_port()
    log_file = folder / f"{port}.log"
    with _new_database(folder / f"copy-{port}.sqlite3", master) as database_url, log_file.open("w") as log:
        register = Register(f"http://127.0.0.1:{port}", database_url, log_file)
        process = subprocess.Popen(
            demo.server(port), cwd=demo.ROOT, env=_environment(database_url, port), stdout=log, stderr=log
        )
        try:
            assert demo.wait_for(process, port), f"The server does not answer:\n{register.last_words()}"
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


def _environment(database_url: str, port: int = 8000) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    return own | {
        "DEMO": "1",
        "PORT": str(port),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "digilotsen.settings",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
