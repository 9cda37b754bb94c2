"""The whole test suite in one run: each test once on SQLite and once on PostgreSQL, side by side.

    python tools/suite.py [pytest's arguments]

Where there is no PostgreSQL the run says so at its end and uses SQLite alone; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import sys

import browser
import postgres

# A test waits for its browser or its server half of the time, so two workers for each database keep two cores busy.
WORKERS = 2


def main() -> int:
    browser.install()
    try:
        with postgres.server() as url:
            return run("sqlite", "postgres", environment={"POSTGRES_URL": url})
    except postgres.Unavailable as reason:
        print(f"NOT CHECKED on PostgreSQL: {reason}", file=sys.stderr)
        if os.environ.get("CI"):
            return 1
        return run("sqlite", environment={"WITHOUT_POSTGRES": str(reason)})


def run(*databases: str, environment: dict[str, str]) -> int:
    """One pytest with some workers for each database; its exit status. Who runs what: `tests/side_by_side.py`."""
    workers = [
        f"--tx=popen//id={name}-{number}//env:TEST_DATABASE={name}"
        for name in databases
        for number in range(1, WORKERS + 1)
    ]
    command = [sys.executable, "-m", "pytest", "--dist=loadscope", *workers, *sys.argv[1:]]
    return postgres.run_to_its_end(command, os.environ | environment)


if __name__ == "__main__":
    sys.exit(main())
