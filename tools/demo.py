"""The demo register on this machine, served by the production server.

    python tools/demo.py             make it if it is missing, and serve it until Ctrl-C
    python tools/demo.py --afresh    throw the old one away first
    python tools/demo.py --prepare   only make it

PORT says where (8000), DATABASE_URL in which database (var/demo.sqlite3).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "var" / "demo.sqlite3"
STATIC_LOCK = ROOT / "var" / "static.lock"


def main(arguments: list[str]) -> None:
    port = _port()
    os.environ |= {"DEMO": "1", "PORT": str(port), "DJANGO_SETTINGS_MODULE": "digilotsen.settings"}
    os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{port}")
    if not os.environ.get("DATABASE_URL"):
        os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    if "--prepare" not in arguments:
        _refuse_a_taken_port(port)
    if "--afresh" in arguments:
        _forget()
    prepare()
    if "--prepare" not in arguments:
        serve(port)


def prepare() -> None:
    """Bring the database and the static files up to date; the seed command leaves a register that is there alone."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("seed")
    collect_static()


def collect_static() -> None:
    """Collect and compress the static files if the content of one has changed; two that start at once do it in turn.

    Nothing is thrown away: another demo that runs from here goes on serving the files it started with.
    """
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    with STATIC_LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = hashlib.sha256()
        for finder in get_finders():
            for name, storage in finder.list([]):
                state.update(f"{name} {hashlib.sha256(Path(storage.path(name)).read_bytes()).hexdigest()}\n".encode())
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        if not stamp.exists() or stamp.read_text() != state.hexdigest():
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state.hexdigest())


def server(port: int) -> list[str]:
    """The command that serves the register on `port` of this machine."""
    return [
        *(sys.executable, "-m", "gunicorn", "digilotsen.wsgi", "--chdir", str(ROOT)),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread"),
        *("--log-level", "warning", "--graceful-timeout", "1", "--no-control-socket"),
    ]


def sender() -> list[str]:
    """The command that sends what waits in the outbox."""
    return [sys.executable, str(ROOT / "manage.py"), "send_mail", "--forever"]


def wait_for(process: subprocess.Popen[bytes], port: int, seconds: float = 60) -> bool:
    """Whether the server of `process` answers on `port` before it ends or `seconds` have passed."""
    opener = build_opener(ProxyHandler({}))  # a city's proxy does not know this machine
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with opener.open(f"http://127.0.0.1:{port}/livez", timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (OSError, HTTPException):
            time.sleep(0.1)
    return False


def serve(port: int) -> None:
    """Serve until Ctrl-C or a signal, and leave nothing running."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    process, mails = subprocess.Popen(server(port), cwd=ROOT), subprocess.Popen(sender(), cwd=ROOT)
    try:
        if not wait_for(process, port):
            sys.exit("The server does not answer; its messages stand above.")
        _introduce(port)
        sys.exit(process.wait())
    except KeyboardInterrupt:
        print("\nThe demo has stopped; its data stay.")
    finally:
        for running in (process, mails):
            running.terminate()
        for running in (process, mails):
            running.wait()


def _introduce(port: int) -> None:
    from django.utils import translation

    from people.demo import DEMO_ACCOUNTS, DEMO_PASSWORD

    print(f"\nThe demo register is ready: http://127.0.0.1:{port}/\n\nPassword of every account: {DEMO_PASSWORD}")
    with translation.override("en"):
        for account in DEMO_ACCOUNTS:
            print(f"  {account.mail:<26} {account.label}, {account.hint}")
    print("\nStop it with Ctrl-C. `make demo-reset` starts afresh.", flush=True)


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {given}.")
    return int(given)


def _refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} make demo")


def _forget() -> None:
    """Delete the demo's own file, and nothing that somebody else may own."""
    if os.environ.get("DATABASE_URL"):
        sys.exit(f"DATABASE_URL is set, but only the demo's own {REGISTER.relative_to(ROOT)} is ever thrown away.")
    for ending in ("", "-wal", "-shm"):
        REGISTER.with_name(REGISTER.name + ending).unlink(missing_ok=True)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
