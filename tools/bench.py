"""Measure the pages as ratios within one run, because only those mean anything on a busy machine.

    python tools/bench.py [PILOTS ...]      sizes of the register; 500 and 10,000 unless named

For each size and each database a fresh register is seeded, and its pages are asked for in turn (tools/bench_pages.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import bench_report
import postgres

ROOT = Path(__file__).resolve().parent.parent
SIZES = (500, 10_000)


def main() -> int:
    sizes = sorted({int(size) for size in sys.argv[1:]} or SIZES)
    reports: bench_report.Reports = {}
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="register-bench-") as folder:
        for size in sizes:
            reports["SQLite", size] = report = _measured(f"sqlite:///{folder}/{size}.sqlite3", size)
            bench_report.say_pages("SQLite", size, report["pages"])
            name = f"register_bench_{os.getpid()}_{size}"
            _on_server(url, f'CREATE DATABASE "{name}"')
            try:
                reports["PostgreSQL", size] = report = _measured(f"{url.rpartition('/')[0]}/{name}", size)
                bench_report.say_pages("PostgreSQL", size, report["pages"])
            finally:
                _on_server(url, f'DROP DATABASE "{name}" WITH (FORCE)')
    bench_report.say_what_follows(reports)
    return 0


def _measured(url: str, size: int) -> dict[str, Any]:
    environment = os.environ | {
        "BENCH_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tools.bench_settings",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "ERROR",
    }
    print(f"{url.partition(':')[0]}, {size:,} pilots …", file=sys.stderr, flush=True)
    with tempfile.NamedTemporaryFile("r", suffix=".json") as report:
        command = [sys.executable, str(ROOT / "tools" / "bench_pages.py"), str(size), report.name]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
        measured: dict[str, Any] = json.load(report)
        return measured


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


if __name__ == "__main__":
    sys.exit(main())
