"""Seed one register and ask for its pages in turn, so that noise meets all alike; tools/bench.py runs this.

    python tools/bench_pages.py PILOTS REPORT

Each round begins with a write to the record, so that nothing remembered holds any more. Then every page is asked for
twice: for the first time after that write, and once more.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

import django

ROUNDS, FEWEST_ROUNDS = 20, 4
# A page that takes longer than this altogether sits the remaining rounds out.
SECONDS_PER_PAGE = 4.0
LETTERS = 100
PEOPLE_OF_A_LIST = 10_000


def measure(size: int, report: Path) -> None:
    """Write milliseconds and queries of each page of a register of `size` pilots to `report` (JSON)."""
    _seed(size)
    pages = _pages()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for get in pages.values():
        get()
    for turn in range(ROUNDS):
        _change_the_record(turn)
        for name, get in pages.items():
            if len(times[name]) < FEWEST_ROUNDS or sum(map(sum, times[name])) < SECONDS_PER_PAGE * 1000:
                times[name].append((_milliseconds(get), _milliseconds(get)))
    _change_the_record(ROUNDS)
    figures = {
        name: {
            "first": _quiet(first for first, _again in times[name]),
            "again": _quiet(again for _first, again in times[name]),
            "queries": _queries(get),
        }
        for name, get in pages.items()
    }
    report.write_text(json.dumps({"pages": figures, "letters": _letters()}))


def _seed(size: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    begin = perf_counter()
    call_command("seed", pilots=size, stdout=StringIO())
    print(f"  seeded in {perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    if connection.vendor == "postgresql":
        # Its autovacuum would do so within minutes.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _pages() -> Mapping[str, Callable[[], None]]:
    from django.utils import timezone

    from people.models.pilot import DepartmentAssignment, Pilot
    from people.rules.paging import Place
    from programmes.models.cohort import Cohort

    today = timezone.localdate()
    pilots = Pilot.objects.appointed_on(today).in_order()
    # The first in the order of names has a name that one of eleven begins with, the middle one a name of one in 132.
    pilot, middle = pilots[0], pilots[pilots.count() // 2]
    department = DepartmentAssignment.objects.valid_on(today).get(pilot=pilot, is_primary=True).department
    cohort, topic = Cohort.objects.order_by("number")[0], pilot.topics.order_by("sort_key")[0]
    day = today + timedelta(days=30)
    get = _asker(cohort, department)
    get_dashboard = _asker(cohort, department, mail="dashboard@giessen.example", runs=_running_rounds())
    return {
        "bare signed-in page": get("/bench/bare/"),
        "directory, page 1": get("/pilots/"),
        "directory, in the middle": get(f"/pilots/?after={Place.of(middle)}"),
        "directory, last page": get("/pilots/?end=1"),
        "directory, one department": get(f"/pilots/?department={department.pk}"),
        "directory, one topic": get(f"/pilots/?topic={topic.pk}"),
        "search: a whole name": get(f"/pilots/?q={middle.given_names}+{middle.family_name}"),
        "search: a family name": get(f"/pilots/?q={middle.family_name}"),
        "search: a department": get(f"/pilots/?q={department.number}"),
        "search: one of eleven people": get(f"/pilots/?q={pilot.family_name}"),
        "search: one letter": get(f"/pilots/?q={pilot.given_names[:1]}"),
        "search: nobody": get("/pilots/?q=xyzxyz"),
        "search: slip of the keyboard": get("/pilots/?q=Bispiel"),
        "profile": get(f"/pilots/{pilot.pk}/"),
        "department": get(f"/departments/{department.pk}/"),
        "start page": get("/"),
        "coverage": get(f"/coverage/?day={day}"),
        "progress matrix": get(f"/cohorts/{cohort.pk}/progress/"),
        "dashboard": get_dashboard("/programme/dashboard/"),
        "dashboard, by quarter": get_dashboard("/programme/dashboard/?by=quarter"),
        "report of last year": get_dashboard(f"/reports/?year={today.year - 1}"),
        "preview of a list of 10,000": get(f"/cohorts/{cohort.pk}/imports/{_list_for(cohort)}/"),
        "admin": get("/bench/admin/people/pilot/"),
        "admin, search: a family name": get(f"/bench/admin/people/pilot/?q={middle.family_name}"),
        "admin, the same columns": get("/bench/equal-admin/people/pilot/"),
        "admin, the same, one topic": get(f"/bench/equal-admin/people/pilot/?topics__id__exact={topic.pk}"),
    }


def _list_for(cohort: Any) -> int:
    """The number of a list that was read for `cohort`; nobody of it is known."""
    from django.utils import timezone

    from people.models.user import User
    from programmes.actions.enrol_list import read_list
    from programmes.rules.people_list import Line

    people = (
        Line(number, "", "Nele", f"Neu{number}", f"neu{number}@giessen.example", "51")
        for number in range(1, PEOPLE_OF_A_LIST + 1)
    )
    by = User.objects.get(email="bench@giessen.example")
    read: int = read_list(cohort, people, by=by, at=timezone.now()).pk
    return read


def _running_rounds() -> list[Any]:
    """The two newest rounds, put back into training: two modules to go, each with a session to come."""
    from django.utils import timezone

    from programmes.models.cohort import Cohort, CohortState
    from programmes.models.enrolment import Enrolment, EnrolmentState
    from programmes.models.module_result import ModuleResult
    from programmes.models.module_session import ModuleSession
    from programmes.models.programme import DeliveryFormat, TrainingModule

    rounds, modules = list(Cohort.objects.order_by("-number")[:2]), TrainingModule.objects.filter(code__in=("D2", "P1"))
    Cohort.objects.filter(pk__in=[one.pk for one in rounds]).update(state=CohortState.RUNNING)
    ModuleResult.objects.filter(enrolment__cohort__in=rounds, module__in=modules).delete()
    Enrolment.objects.filter(cohort__in=rounds).update(state=EnrolmentState.IN_TRAINING, finished_on=None)
    begins = timezone.now() + timedelta(days=30)
    ModuleSession.objects.bulk_create(
        ModuleSession(
            cohort=one,
            module=module,
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            delivery_format=DeliveryFormat.ON_SITE,
        )
        for one in rounds
        for module in modules
    )
    return rounds


def _asker(
    cohort: Any, department: Any, *, mail: str = "bench@giessen.example", runs: Iterable[Any] = ()
) -> Callable[[str], Callable[[], None]]:
    """What makes a question out of an address, asked by somebody of `department` who coordinates `cohort` and `runs`.

    Both accounts have the same department; they differ in their rounds.
    """
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from people.models.role_grant import RoleGrant
    from people.models.user import User

    user = User.objects.create_user(mail, privacy_notice_read_at=timezone.now(), department=department)
    RoleGrant.objects.create(user=user, role="coordinator", since=date(2020, 1, 1))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    for one in (cohort, *runs):
        one.coordinators.add(user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    def asker(address: str) -> Callable[[], None]:
        def get() -> None:
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)

        return get

    return asker


def _change_the_record(turn: int) -> None:
    """Move the head of the audit chain, as every write does: what is remembered under the old one is void."""
    from people.models.audit_event import AuditHead

    AuditHead.objects.update(last_hash=f"{turn:064}")


def _milliseconds(get: Callable[[], None]) -> float:
    begin = perf_counter()
    get()
    return (perf_counter() - begin) * 1000


def _quiet(times: Iterable[float]) -> float:
    """The first quartile: beside other programs, the median of a long page holds waiting that a short one is spared."""
    return quantiles(times, n=4)[0]


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


if __name__ == "__main__":
    django.setup()
    measure(int(sys.argv[1]), Path(sys.argv[2]))
