"""What happens in the demo’s directory around the day of seeding: absences, a second department, a wrong entry."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from people.actions.absences import enter_absence
from people.actions.entries import add_assignment
from people.actions.entry_reports import report_entry
from people.actions.profiles import confirm_details
from people.actions.signpost import write_signpost
from people.models.entry_report import ReportKind
from people.models.pilot import Pilot
from programmes.management.demo.accounts import COORDINATOR
from programmes.management.demo.calendar import workday
from programmes.management.demo.rounds import Register

STAFF = "staff@demo.example"
PILOTS_HELP = "beim Umgang mit digitalen Werkzeugen, bei Abläufen, die einfacher gehen könnten, und bei Ideen"
SERVICE_HELPS = "bei Störungen, Konten und Geräten"
SERVICE_PHONE, SERVICE_MAIL = "0641 306-0016", "it-service@giessen.example"


class Away(NamedTuple):
    """Who is away, from which day on and until when, in days from the day of seeding, and who stands in."""

    name: str
    first: int
    last: int | None
    stand_in: str = ""


AWAY = (
    Away("maximilian.testau", -4, 9, "kim.yildizmuster"),
    Away("noe.dexempel", -21, None),
    Away("joerdis.aehrenfeld", 24, 35, "annesophie.oeztuerkbeispiel"),
)
# How many days ago somebody looked at the own entry and found it right.
CONFIRMED = {
    "joerdis.aehrenfeld": 20,
    "emil.haecker": 44,
    "thi.nguyen": 3,
    "beata.lukowskaprobe": 180,
    "kim.yildizmuster": 400,
}


def seed_everyday(register: Register, today: date) -> None:
    """The words of "The right person?", absences, details confirmed, a report a coordinator has still to look at."""
    write_signpost(PILOTS_HELP, SERVICE_HELPS, SERVICE_PHONE, SERVICE_MAIL, by=register.accounts[COORDINATOR])
    for name, days_ago in CONFIRMED.items():
        pilot = _pilot(name)
        confirm_details(pilot, by=pilot.user, today=workday(today, -days_ago))
    for away in AWAY:
        pilot, first_day = _pilot(away.name), workday(today, away.first)
        enter_absence(
            pilot,
            first_day=first_day,
            last_day=None if away.last is None else workday(today, away.last),
            stand_in=_pilot(away.stand_in) if away.stand_in else None,
            by=pilot.user,
            today=min(first_day, today),
        )
    add_assignment(
        _pilot("gustav.hackmann"),
        register.departments["Büro für Bürgerbeteiligung"],
        by=register.accounts[COORDINATOR],
        valid_from=workday(today, -60),
    )
    report_entry(
        _pilot("gustav.hackmann"),
        ReportKind.ROOM,
        note="Seit dem Umzug sitzt er im Betriebshof, Raum 2.07.",
        by=register.accounts[STAFF],
    )


def _pilot(name: str) -> Pilot:
    return Pilot.objects.select_related("user").get(mail=f"{name}@giessen.example")
