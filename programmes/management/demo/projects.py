"""What the demo's pilots made better: invented stories after the kinds of projects a town hall has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from people.models.pilot import Pilot
from programmes.actions.projects import (
    ProjectPlan,
    enter_project,
    note_contribution,
    release_contribution,
    tell_contribution,
)
from programmes.management.demo.accounts import COORDINATOR
from programmes.management.demo.calendar import workday
from programmes.management.demo.departments import IT, OFFICE, TRAFFIC
from programmes.management.demo.rounds import Register
from programmes.management.demo.trainees import TRAINEE
from programmes.models.project import ProjectState

_DONE, _RUNNING, _PLANNED, _STOPPED = (
    ProjectState.DONE,
    ProjectState.RUNNING,
    ProjectState.PLANNED,
    ProjectState.STOPPED,
)


@dataclass(frozen=True)
class Story:
    """A project as the demo tells it; a first day given as a number is counted from the day of seeding.

    `shown` and `quiet` are the addresses, before the @, of those who took part: with and without their release.
    """

    title: str
    departments: tuple[str, ...]
    topics: tuple[str, ...]
    state: ProjectState
    starts_on: date | int
    ends_on: date | None
    story: str
    shown: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


STORIES = (
    Story(
        "Einführung der elektronischen Akte im Jugendamt",
        ("Jugendamt",),
        ("E-Akte", "Scannen und Posteingang"),
        _DONE,
        date(2023, 9, 4),
        date(2024, 11, 29),
        "Jede neue Fallakte liegt digital vor: Niemand sucht mehr, und wer vertritt, sieht sofort, was zuletzt war. "
        "Den größten Schritt machten die Teams selbst, als sie ihre Ablage gemeinsam neu ordneten.\n\n"
        "In den ersten Wochen saß dienstags immer jemand mit am Schreibtisch. Das half mehr als jede Anleitung.",
        ("joerdis.aehrenfeld",),
        ("annesophie.oeztuerkbeispiel",),
    ),
    Story(
        "Elektronische Akte im Ordnungsamt",
        ("Ordnungsamt", "Abteilung Ordnungspolizei"),
        ("E-Akte", "Mobile Arbeit"),
        _RUNNING,
        -200,
        None,
        "Die Bußgeldstelle arbeitet schon ohne Papier, als Nächstes folgt der Außendienst. Was im Jugendamt gut ging, "
        "wird übernommen; was dort hakte, ist hier von Anfang an anders gelöst.",
        ("emil.haecker", "joerdis.aehrenfeld"),
        ("gustav.hackmann",),
    ),
    Story(
        "Elektronische Akte in der Kämmerei",
        ("Kämmerei",),
        ("E-Akte", "Digitale Signatur"),
        _PLANNED,
        60,
        None,
        "Rechnungen und Belege sollen ihren Weg durch das Haus digital finden. Zuerst wird gefragt: Welche Wege gibt "
        "es heute, und welche davon braucht niemand mehr?",
        (),
        ("manfred.haecker",),
    ),
    Story(
        "Digitaler Posteingang im Rathaus",
        ("Haupt- und Personalamt", OFFICE),
        ("Scannen und Posteingang", "E-Akte"),
        _DONE,
        date(2023, 10, 2),
        date(2024, 6, 28),
        "Was morgens im Rathaus ankommt, ist bis zum Mittag gescannt und am richtigen Platz. Der Postwagen fährt nur "
        "noch einmal am Tag, und an drei Tagen in der Woche bleibt er leer.",
        ("erika.assmann", "lieselotte.hinterhuberschnabelwitzlangenscheid"),
    ),
    Story(
        "Ein neues Werkzeug für die Zusammenarbeit",
        (OFFICE, IT, "Schulverwaltungsamt"),
        ("Digitale Zusammenarbeit", "Videokonferenz"),
        _DONE,
        date(2024, 2, 5),
        date(2025, 1, 31),
        "Eine Ablage für alle, die an einer Sache arbeiten, statt zwölf Anhängen in zwölf Postfächern. Zwanzig "
        "Kurzschulungen von je dreißig Minuten haben gereicht; die Fragen von damals stehen heute als Antworten im "
        "Intranet.",
        ("thi.nguyen", "beata.lukowskaprobe"),
        ("simon.hacker",),
    ),
    Story(
        "Online-Terminvergabe im Stadtbüro",
        ("Stadtbüro",),
        ("Terminvergabe", "Online-Dienste (OZG)"),
        _DONE,
        date(2024, 4, 15),
        date(2024, 12, 20),
        "Wer einen Ausweis braucht, wählt den Termin zu Hause. Die Wartezeit ist kürzer geworden, und auch wer ohne "
        "Termin kommt, ist schneller an der Reihe als früher.",
        ("lieselotte.hinterhuberschnabelwitzlangenscheid",),
        ("frank.assmann",),
    ),
    Story(
        "Digitaler Antrag Bewohnerparken",
        ("Abteilung Straßenverkehr", TRAFFIC),
        ("Online-Dienste (OZG)", "Formulare und Workflows"),
        _DONE,
        date(2024, 5, 13),
        date(2024, 12, 13),
        "Aus vier Seiten Papier wurden sieben Fragen am Bildschirm. Die meisten Ausweise gehen noch am selben Tag "
        "hinaus, weil niemand mehr abtippt, was schon jemand eingetippt hat.",
        ("gustav.hackmann", "maximilian.testau"),
    ),
    Story(
        "Software-Roboter in der Kämmerei",
        ("Kämmerei", IT),
        ("RPA", "Prozessaufnahme"),
        _DONE,
        date(2023, 9, 18),
        date(2024, 12, 30),
        "Ein kleines Programm überträgt nachts, was früher jemand Zeile für Zeile abgeschrieben hat. Erprobt im "
        "Rahmen von „Total Digital“; gelernt haben wir vor allem, einen Ablauf erst zu vereinfachen und ihn dann zu "
        "automatisieren.",
        ("manfred.haecker",),
    ),
    Story(
        "Digital Transfer Forum",
        (OFFICE, "Wirtschaftsförderung"),
        ("Projektmethoden", "KI-Assistenten"),
        _DONE,
        date(2024, 3, 11),
        date(2024, 10, 25),
        "Ein Tag, an dem Ämter, Hochschulen und Betriebe einander zeigten, woran sie gerade arbeiten, im Rahmen von "
        "„Total Digital“. Aus dem Gespräch an einem Stehtisch wurde ein gemeinsamer Kurs über KI-Assistenten.",
        ("sam.muster", "kim.yildizmuster"),
    ),
    Story(
        "Tablets im Gartenamt",
        ("Gartenamt",),
        ("Mobile Arbeit", "Geodaten"),
        _RUNNING,
        -120,
        None,
        "Der Baumkontrollgang endet nicht mehr mit einer Stunde Abschreiben im Betriebshof. Die Kolonne hat selbst "
        "ausgesucht, welche Hülle Regen, Harz und Arbeitshandschuhe übersteht.",
        ("noe.dexempel",),
        ("kim.yildizmuster",),
    ),
    Story(
        "Urkunden online bestellen",
        ("Standesamt",),
        ("Online-Dienste (OZG)", "Digitale Signatur"),
        _RUNNING,
        -45,
        None,
        "Geburts- und Eheurkunden lassen sich bald in wenigen Minuten bestellen und bezahlen. Die ersten zehn Familien "
        "haben den Weg schon ausprobiert und uns gezeigt, wo er noch holpert.",
    ),
    Story(
        "Dienstplan-App für die Kitas",
        ("Kita-Verwaltung", "Jugendamt"),
        ("Mobile Arbeit", "Digitale Zusammenarbeit"),
        _STOPPED,
        date(2025, 2, 3),
        date(2025, 5, 28),
        "Drei Kitas haben die App ein Vierteljahr lang erprobt. Am Ende passte sie nicht zu den Schichten, und das zu "
        "wissen war die Mühe wert: Der Plan an der Wand ist heute einfacher als zuvor.",
    ),
)
# Somebody in training has released a part in this one; colleagues see it from the appointment on.
OF_THE_TRAINEE = "Urkunden online bestellen"


def tell_projects(register: Register, today: date) -> None:
    """Enter the projects and who took part; each person decides about the own release."""
    coordinator = register.accounts[COORDINATOR]
    for story in STORIES:
        project = enter_project(_plan(register, story, today), by=coordinator, today=today)
        for name in (*story.shown, *story.quiet):
            contribution = note_contribution(project, f"{name}@giessen.example", by=coordinator, today=today)
            if name in story.shown and contribution.pilot.user is not None:
                release_contribution(contribution, by=contribution.pilot.user)
        if story.title == OF_THE_TRAINEE:
            trainee = register.accounts[TRAINEE]
            tell_contribution(project, Pilot.objects.get(user=trainee), by=trainee, released=True)


def _plan(register: Register, story: Story, today: date) -> ProjectPlan:
    starts_on = workday(today, story.starts_on) if isinstance(story.starts_on, int) else story.starts_on
    return ProjectPlan(
        title=story.title,
        story=story.story,
        state=story.state,
        starts_on=starts_on,
        ends_on=story.ends_on,
        departments=[register.departments[name] for name in story.departments],
        topics=[register.topics[name] for name in story.topics],
    )
