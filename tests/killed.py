"""Actions in a process of their own that is killed in the middle, at a place that is sure and not hoped for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent

# The process says before each statement that changes something which one it is, and waits to be told to go on.
WORKER = """
import re, sys
import django
django.setup()
from django.db import connection

def told(execute, sql, params, many, context):
    if found := re.match(r'(INSERT INTO|UPDATE|DELETE FROM) "(\\w+)"', sql):
        print(*found.groups(), flush=True)
        sys.stdin.readline()
    return execute(sql, params, many, context)

connection.execute_wrappers.append(told)
"""


def database_url() -> str:
    """The database of this test, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return urlsplit(os.environ["POSTGRES_URL"])._replace(path=f"/{name}").geturl()
    return f"sqlite:///{name}"


def kill_at(statement: str, work: str) -> None:
    """Start a process that does `work`, a piece of Python, and kill it right before its first `statement`, such as
    "UPDATE people_audithead"."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKER + textwrap.dedent(work)],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "digilotsen.settings",
            "DATABASE_URL": database_url(),
            "PUBLIC_URL": "http://localhost",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            if line.strip() == statement:
                process.send_signal(signal.SIGKILL)
                return
            process.stdin.write("\n")
            process.stdin.flush()
    raise AssertionError(f"The process ended and never came to {statement}.")
