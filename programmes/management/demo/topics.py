"""What the demo's pilots can be asked about, with the other words people use for it."""

from __future__ import annotations

from people.actions.topics import add_topic
from people.models.topic import Topic

TOPICS: dict[str, tuple[str, ...]] = {
    "E-Akte": ("eAkte", "elektronische Akte", "DMS", "Dokumentenmanagement"),
    "Online-Dienste (OZG)": ("Onlinezugangsgesetz", "Online-Antrag", "Verwaltungsportal", "Serviceportal"),
    "Formulare und Workflows": ("Civento", "Formular", "Workflow", "digitaler Antrag"),
    "RPA": ("Robotic Process Automation", "Automatisierung", "Software-Roboter"),
    "Videokonferenz": ("Videotelefonie", "Online-Besprechung", "Webkonferenz"),
    "Digitale Zusammenarbeit": ("Kollaboration", "gemeinsame Ablage", "Chat", "Teamarbeit"),
    "Tabellen und Auswertungen": ("Excel", "Calc", "Tabellenkalkulation", "Statistik", "Diagramme"),
    "Digitale Signatur": ("elektronische Unterschrift", "eIDAS", "qualifizierte Signatur"),
    "Barrierefreie Dokumente": ("Barrierefreiheit", "PDF/UA", "Leichte Sprache", "BITV"),
    "Datenschutz im Alltag": ("DSGVO", "personenbezogene Daten", "Löschfristen"),
    "Informationssicherheit": ("Phishing", "Passwörter", "IT-Sicherheit", "Spam"),
    "Prozessaufnahme": ("BPMN", "Prozessmodellierung", "Abläufe", "Prozessmanagement"),
    "Projektmethoden": ("Projektmanagement", "Scrum", "Kanban", "agiles Arbeiten"),
    "KI-Assistenten": ("KI", "künstliche Intelligenz", "Chatbot", "Sprachmodell"),
    "Mobile Arbeit": ("Homeoffice", "Tablet", "Außendienst", "Telearbeit"),
    "Geodaten": ("GIS", "Karten", "Geoinformation", "Stadtplan"),
    "Scannen und Posteingang": ("Scanner", "digitaler Posteingang", "Texterkennung", "OCR"),
    "Terminvergabe": ("Online-Termin", "Terminbuchung", "Warteschlange"),
}


def add_topics() -> dict[str, Topic]:
    """All topics by their name."""
    return {name: add_topic(name, synonyms=synonyms, by=None) for name, synonyms in TOPICS.items()}
