"""Measure the pages as ratios within one run, because only those mean anything on a busy machine.

    python tools/bench.py [PILOTS ...]      sizes of the register; 500 and 10,000 unless named

For each size and each database a fresh register is seeded; its pages are asked for in turn, so that noise meets all
alike. "x bare" is a page's median time over that of an empty signed-in page in the same process.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import postgres

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 30
LETTERS = 100


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or [500, 10_000]
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="register-bench-") as folder:
        reports: dict[tuple[str, int], dict[str, Any]] = {}
        for size in sizes:
            reports["SQLite", size] = _measured(f"sqlite:///{folder}/{size}.sqlite3", size)
            subprocess.run([sys.executable, __file__, "--create", url, f"bench{size}"], check=True)
            reports["PostgreSQL", size] = _measured(f"{url.rpartition('/')[0]}/bench{size}", size)
    for (database, size), report in reports.items():
        _print_pages(database, size, report)
    _print_growth(reports, sizes)
    _print_letters(next(iter(reports.values())))
    return 0


def _measured(url: str, size: int) -> dict[str, Any]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tools.bench_settings",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "ERROR",
    }
    with tempfile.NamedTemporaryFile("r", suffix=".json") as report:
        command = [sys.executable, __file__, "--measure", str(size), report.name]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
        measured: dict[str, Any] = json.load(report)
        return measured


def create(url: str, name: str) -> None:
    """Make an empty PostgreSQL database."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


def measure(size: int, report: str) -> None:
    """Seed a register of `size` pilots and write median milliseconds and queries of each page to `report` (JSON)."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("seed", pilots=size, verbosity=0)
    pages = _pages()
    times: dict[str, list[float]] = {name: [] for name in pages}
    for get in pages.values():
        get()
    for _round in range(ROUNDS):
        for name, get in pages.items():
            begin = perf_counter()
            get()
            times[name].append((perf_counter() - begin) * 1000)
    medians = {name: {"ms": median(times[name]), "queries": _queries(get)} for name, get in pages.items()}
    Path(report).write_text(json.dumps({"pages": medians, "letters": _letters()}))


def _pages() -> dict[str, Callable[[], None]]:
    from datetime import date

    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from people.models.pilot import Pilot
    from people.models.role_grant import RoleGrant
    from people.models.user import User
    from programmes.models.cohort import Cohort

    user = User.objects.create_user("bench@giessen.example", privacy_notice_read_at=timezone.now())
    RoleGrant.objects.create(user=user, role="coordinator", since=date(2020, 1, 1))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    cohort = Cohort.objects.order_by("number")[0]
    cohort.coordinators.add(user)
    pilot = Pilot.objects.in_order()[0]
    last = (Pilot.objects.count() + 23) // 24
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    def page(address: str) -> Callable[[], None]:
        def get() -> None:
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)

        return get

    word = pilot.family_name[:4]
    return {
        "bare signed-in page": page("/bench/bare/"),
        "start page": page("/"),
        "directory, page 1": page("/pilots/"),
        "directory, last page": page(f"/pilots/?page={last}"),
        "directory, search": page(f"/pilots/?q={word}"),
        "directory, no hit": page("/pilots/?q=xyzxyz"),
        "profile": page(f"/pilots/{pilot.pk}/"),
        "progress matrix": page(f"/cohorts/{cohort.pk}/progress/"),
        "admin changelist, page 1": page("/bench/admin/people/pilot/"),
        "admin with the same columns": page("/bench/equal-admin/people/pilot/"),
        "admin changelist, search": page(f"/bench/admin/people/pilot/?q={word}"),
    }


def _queries(get: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        get()
    return len(queries)


def _letters() -> dict[str, float]:

    from programmes.letters.render import render_many
    from tests.programmes.letters.samples import make_letter

    letters = [make_letter(reference=f"DL-2026-{number:04}") for number in range(1, LETTERS + 1)]
    begin = process_time()
    count = sum(1 for _rendered in render_many(letters))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu_seconds": process_time() - begin, "count": count, "peak_mib": peak}


def _print_pages(database: str, size: int, report: dict[str, Any]) -> None:
    pages = report["pages"]
    bare, changelist = pages["bare signed-in page"]["ms"], pages["admin changelist, page 1"]["ms"]
    print(f"\n{database}, {size:,} pilots")
    print(f"  {'page':<28}{'x bare':>8}{'admin / page':>14}{'queries':>9}")
    for name, figures in pages.items():
        ratio, against = figures["ms"] / bare, changelist / figures["ms"]
        print(f"  {name:<28}{ratio:>8.1f}{against:>14.1f}{figures['queries']:>9}")


def _print_growth(reports: dict[tuple[str, int], dict[str, Any]], sizes: list[int]) -> None:
    if len(sizes) < 2:
        return
    print(f"\nGrowth from {sizes[0]:,} to {sizes[-1]:,} pilots (x bare over x bare)")
    for database in ("SQLite", "PostgreSQL"):
        small, large = (reports[database, size]["pages"] for size in (sizes[0], sizes[-1]))
        for name in ("directory, page 1", "directory, search", "progress matrix"):
            ratios = [pages[name]["ms"] / pages["bare signed-in page"]["ms"] for pages in (small, large)]
            print(f"  {database:<12}{name:<28}{ratios[1] / ratios[0]:>6.2f}")


def _print_letters(report: dict[str, Any]) -> None:
    letters = report["letters"]
    per_second = letters["count"] / letters["cpu_seconds"]
    print(f"\nLetters: {per_second:.0f} per CPU second; peak memory of the process {letters['peak_mib']:.0f} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["--create"]:
        create(sys.argv[2], sys.argv[3])
    else:
        sys.exit(main())
