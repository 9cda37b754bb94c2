"""The demo's town hall: invented, after what is publicly known of Gießen; numbers follow the usual German scheme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from people.actions.departments import close_department, found_department
from people.actions.pilots import move_pilot
from people.actions.sites import add_site
from people.models.department import Department, DepartmentKind, Site
from people.models.pilot import Pilot

FOUNDED = date(2010, 1, 1)
TOWN_HALL, OSTANLAGE, DEPOT, FIRE_STATION = "Rathaus", "Ostanlage", "Betriebshof", "Feuerwache"
OFFICE = "Stabsstelle Organisationsentwicklung & digitale Strategie"
# Names in the past: what letters of the first round say, although the units are called or cut differently today.
OLD_IT, TRAFFIC, MARKETING = "Amt für Datenverarbeitung", "Koordinierungsstelle Verkehr", "Stadtmarketing"
IT, ROADS = "Amt für Informationstechnik", "Tiefbauamt"
VERY_LONG = (
    "Fachstelle für Vereinbarkeit von Beruf, Familie und Pflege, Gesundheitsförderung und Eingliederungsmanagement"
)

SITES = (
    (TOWN_HALL, "Berliner Platz 1"),
    (OSTANLAGE, "Ostanlage 29"),
    (DEPOT, "Musterweg 5"),
    (FIRE_STATION, "Beispielallee 112"),
)


class Unit(NamedTuple):
    """A department as the demo founds it; parents come before their children."""

    number: str
    name: str
    kind: DepartmentKind = DepartmentKind.AMT
    parent: str = ""
    sites: tuple[str, ...] = (TOWN_HALL,)
    valid_from: date = FOUNDED


_DEZERNAT, _STABSSTELLE = DepartmentKind.DEZERNAT, DepartmentKind.STABSSTELLE
_ABTEILUNG, _EINRICHTUNG = DepartmentKind.ABTEILUNG, DepartmentKind.EINRICHTUNG
_I, _II, _III, _IV = (f"Dezernat {roman}" for roman in ("I", "II", "III", "IV"))

UNITS = (
    Unit("I", _I, _DEZERNAT),
    Unit("II", _II, _DEZERNAT),
    Unit("III", _III, _DEZERNAT),
    Unit("IV", _IV, _DEZERNAT),
    Unit("", "Büro des Oberbürgermeisters", _STABSSTELLE, _I),
    Unit("", OFFICE, _STABSSTELLE, _I),
    Unit("", "Büro für Bürgerbeteiligung", _STABSSTELLE, _I),
    Unit("10", "Haupt- und Personalamt", parent=_I),
    Unit("", VERY_LONG, _ABTEILUNG, "Haupt- und Personalamt"),
    Unit("14", "Revisionsamt", parent=_I),
    Unit("16", OLD_IT, parent=_I),
    Unit("16", IT, parent=_I, valid_from=date(2024, 1, 1)),
    Unit("20", "Kämmerei", parent=_III),
    Unit("30", "Rechtsamt", parent=_III),
    Unit("32", "Ordnungsamt", parent=_III),
    Unit("", "Abteilung Straßenverkehr", _ABTEILUNG, "Ordnungsamt"),
    Unit("", "Abteilung Ordnungspolizei", _ABTEILUNG, "Ordnungsamt"),
    Unit("33", "Stadtbüro", _ABTEILUNG, _III),
    Unit("34", "Standesamt", parent=_III),
    Unit("37", "Brandschutzamt", parent=_III, sites=(FIRE_STATION,)),
    Unit("40", "Schulverwaltungsamt", parent=_IV),
    Unit("41", "Kulturamt", parent=_I),
    Unit("", "Stadtbibliothek", _EINRICHTUNG, "Kulturamt"),
    Unit("", "Oberhessisches Museum", _EINRICHTUNG, "Kulturamt"),
    Unit("50", "Amt für soziale Angelegenheiten", parent=_IV),
    Unit("51", "Jugendamt", parent=_IV, sites=(OSTANLAGE, TOWN_HALL)),
    Unit("", "Kita-Verwaltung", _ABTEILUNG, "Jugendamt", (OSTANLAGE,)),
    Unit("52", "Sportamt", parent=_I),
    Unit("61", "Stadtplanungsamt", parent=_II),
    Unit("62", "Vermessungsamt", parent=_II),
    Unit("63", "Bauordnungsamt", parent=_II),
    Unit("65", "Hochbauamt", parent=_II),
    Unit("66", ROADS, parent=_II, sites=(DEPOT,)),
    Unit("", TRAFFIC, _STABSSTELLE, _II),
    Unit("67", "Gartenamt", parent=_II, sites=(DEPOT,)),
    Unit("80", "Wirtschaftsförderung", _STABSSTELLE, _I),
    Unit("", MARKETING, _STABSSTELLE, _I),
)


def found_departments() -> dict[str, Department]:
    """The whole administration with its buildings, by name; units of the past are open still."""
    sites: dict[str, Site] = {}
    for name, street in SITES:
        sites[name] = add_site(name, street, "35390", "Gießen", by=None)
    founded: dict[str, Department] = {}
    for unit in UNITS:
        founded[unit.name] = found_department(
            unit.name,
            number=unit.number,
            kind=unit.kind,
            parent=founded.get(unit.parent),
            sites=[sites[site] for site in unit.sites],
            valid_from=unit.valid_from,
            by=None,
        )
    return founded


def reorganise(departments: Mapping[str, Department]) -> None:
    """What changed since the first round: one unit renamed, one merged into another, one closed for good."""
    close_department(
        departments[OLD_IT], successor=departments[IT], by=None, last_day=date(2023, 12, 31), today=date(2024, 1, 1)
    )
    for pilot in Pilot.objects.in_department(departments[MARKETING], date(2024, 3, 31)):
        move_pilot(pilot, departments["Stadtbüro"], by=None, on=date(2024, 4, 1))
    close_department(
        departments[MARKETING], successor=None, by=None, last_day=date(2024, 3, 31), today=date(2024, 4, 1)
    )
    close_department(
        departments[TRAFFIC], successor=departments[ROADS], by=None, last_day=date(2024, 12, 31), today=date(2025, 1, 1)
    )
