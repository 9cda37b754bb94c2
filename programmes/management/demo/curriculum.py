"""The demo's qualification: four areas, twelve modules, one version of the curriculum. The modules are invented."""

from __future__ import annotations

from typing import NamedTuple

from people.actions.role_names import RoleForms, name_role
from people.models.department import Department
from programmes.actions.curriculum import add_module, add_subject_area, found_programme, release_curriculum
from programmes.models.curriculum import Curriculum
from programmes.models.programme import DeliveryFormat, TrainingModule

ROLE_FORMS = RoleForms(
    singular_f="Digi-Lotsin",
    singular_m="Digi-Lotse",
    singular_n="Digi-Lots*in",
    plural="Digi-Lots*innen",
    short="Lots*innen",
)
PROGRAMME = "Qualifizierungsprogramm für Digi-Lots*innen"
DIGITAL = "Digitalisierung einer Kommunalverwaltung"
TALKING, TEACHING, CHANGE = "Kommunikation", "Wissensvermittlung", "Veränderungsmanagement"
PURPOSE = (
    "Digi-Lots*innen begleiten ihre Kolleg*innen im digitalen Alltag: Sie erklären, was neu ist, hören zu, wo es hakt, "
    "und tragen Ideen zwischen den Ämtern weiter."
)
TASKS = (
    "Ansprechperson im eigenen Amt sein, kurze Schulungen geben, bei der Einführung neuer Anwendungen helfen und ein "
    "Projekt im eigenen Amt begleiten."
)
EXPECTED_EFFORT = (
    "66 Unterrichtseinheiten in sechs Monaten, etwa ein Vormittag je Woche; danach einige Stunden im Monat."
)
AREAS = (DIGITAL, TALKING, TEACHING, CHANGE)
ELECTIVES = ("D5", "D6", "D7")
ELECTIVES_NEEDED = 1


class Module(NamedTuple):
    """A module as the demo adds it, prerequisites before those who need them."""

    code: str
    title: str
    area: str
    teaching_units: int
    delivery_format: DeliveryFormat
    needs: tuple[str, ...] = ()


_ON_SITE, _ONLINE = DeliveryFormat.ON_SITE, DeliveryFormat.ONLINE

MODULES = (
    Module("G1", "Auftakt: Rolle, Auftrag und Grenzen der Digi-Lots*innen", DIGITAL, 4, _ON_SITE),
    Module("D1", "Digitale Stadtverwaltung: Strategie, OZG und Verwaltungsleistungen", DIGITAL, 6, _ON_SITE),
    Module("D2", "Die elektronische Akte: Grundlagen und Einführung im Amt", DIGITAL, 8, _ON_SITE, ("D1",)),
    Module("D3", "Prozesse verstehen, aufnehmen und verbessern", DIGITAL, 8, _ON_SITE),
    Module("D4", "Datenschutz und Informationssicherheit im Alltag", DIGITAL, 4, _ONLINE),
    Module("K1", "Gespräche führen, zuhören, mit Widerstand umgehen", TALKING, 8, _ON_SITE),
    Module("W1", "Wissen weitergeben: Kurzschulung und Hilfe am Arbeitsplatz", TEACHING, 8, _ON_SITE, ("K1",)),
    Module("C1", "Veränderung begleiten: Grundlagen des Veränderungsmanagements", CHANGE, 8, _ON_SITE),
    Module(
        "P1",
        "Praxisprojekt im eigenen Amt mit Kollegialberatung",
        CHANGE,
        8,
        DeliveryFormat.PRACTICE,
        ("D3", "C1"),
    ),
    Module("D5", "Werkzeugkasten: digitale Zusammenarbeit im Haus", DIGITAL, 4, _ONLINE),
    Module(
        "D6", "Automatisierung und Formulare: Workflow, RPA, Assistenten", DIGITAL, 6, DeliveryFormat.HYBRID, ("D3",)
    ),
    Module("D7", "Barrierefreie Dokumente und Anwendungen", DIGITAL, 4, _ONLINE),
)
# On which day of a round a module is taught, counted from its start; prerequisites first, always the same weekday.
TIMETABLE = {
    "G1": 0,
    "D1": 7,
    "D4": 21,
    "D3": 35,
    "K1": 56,
    "D2": 77,
    "W1": 98,
    "C1": 112,
    "D5": 126,
    "D6": 133,
    "D7": 140,
    "P1": 161,
}
PLACES = {
    DeliveryFormat.ON_SITE: "Rathaus, Schulungsraum",
    DeliveryFormat.ONLINE: "Videokonferenz",
    DeliveryFormat.HYBRID: "Rathaus, Schulungsraum, und Videokonferenz",
    DeliveryFormat.PRACTICE: "im eigenen Amt",
}


def found_curriculum(office: Department) -> tuple[Curriculum, dict[str, TrainingModule]]:
    """The programme run by `office`, its first curriculum and the modules by their code."""
    programme = found_programme(PROGRAMME, role_name=name_role(ROLE_FORMS, by=None), office=office, by=None)
    areas = {name: add_subject_area(programme, name, by=None) for name in AREAS}
    modules: dict[str, TrainingModule] = {}
    for module in MODULES:
        modules[module.code] = add_module(
            areas[module.area],
            module.code,
            module.title,
            teaching_units=module.teaching_units,
            delivery_format=module.delivery_format,
            prerequisites=[modules[code] for code in module.needs],
            by=None,
        )
    curriculum = release_curriculum(
        programme,
        required=[module for code, module in modules.items() if code not in ELECTIVES],
        electives=[modules[code] for code in ELECTIVES],
        electives_needed=ELECTIVES_NEEDED,
        by=None,
    )
    return curriculum, modules
