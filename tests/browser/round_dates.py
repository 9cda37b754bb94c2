"""The dates of a whole round: planned, told, moved by a coordinator; attended before a trainer."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.house import House, calendar_of, to
from tests.browser.round_people import choose, fill, go, sees, to_the_round
from tests.browser.wholeness import ground_flaws

NOMINEE, SECOND, TRAINER = "staff@demo.example", "office@demo.example", "trainer@demo.example"


def colleague_plans_dates(page: Page) -> None:
    to_the_round(page)
    go(page, "Alle Termine", "Termin planen")
    date(page, "G1", "2026-03-09", "09:00", "12:00")
    choose(page, "trainer", "Theo Probe")
    go(page, "Termin planen")
    sees(page, "Der Termin ist geplant. Noch weiß niemand davon.", "An 3 Personen senden?")
    go(page, "Termin planen")
    date(page, "D1", "2026-03-09", "11:00", "14:00")
    choose(page, "trainer", "Theo Probe")
    go(page, "Termin planen")
    sees(page, "Diese Runde hat zu dieser Zeit „Auftakt", "Theo Probe schult zu dieser Zeit „Auftakt")
    fill(page, starts="13:00", ends="16:00")
    go(page, "Termin planen", "Termin planen")
    date(page, "D4", "2026-03-15", "09:00", "12:00")
    go(page, "Termin planen")
    sees(page, "15. März 2026 ist kein Arbeitstag.")
    page.get_by_label("Trotzdem planen").check()
    go(page, "Termin planen")


def colleague_tells(page: Page, house: House) -> None:
    sees(page, "An 3 Personen senden?", "8 E-Mails insgesamt")
    go(page, "Senden")
    mails = house.arrive(8)
    assert {address: len(to(mails, address)) for address in (NOMINEE, SECOND, TRAINER)} == {
        NOMINEE: 3,
        SECOND: 3,
        TRAINER: 2,
    }
    for mail in mails:
        assert "METHOD:REQUEST" in calendar_of(mail)
        assert "SEQUENCE:0" in calendar_of(mail)


def colleague_moves_the_last_date(page: Page, house: House) -> None:
    to_the_round(page)
    go(page, "Alle Termine", "D4", "Ändern")
    fill(page, day="2026-03-13")
    go(page, "Termin speichern")
    sees(page, "Gespeichert.", "An 2 Personen senden?")
    go(page, "Senden")
    mails = house.arrive(2)
    assert sorted(mail["To"] for mail in mails) == sorted([NOMINEE, SECOND])
    for mail in mails:
        assert "Geändert" in mail["Subject"]
        assert "METHOD:REQUEST" in calendar_of(mail)
        assert "SEQUENCE:1" in calendar_of(mail)
        assert "DTSTART;TZID=Europe/Berlin:20260313T090000" in calendar_of(mail)


def trainer_marks_attendance(page: Page) -> None:
    go(page, "Anwesenheit erfassen")
    assert ground_flaws(page) == []
    go(page, "Alle sind da")
    sees(page, "2 Einträge sind gespeichert.", "2 von 2 erfasst")
    page.get_by_role("group", name="Olga Muster").get_by_label("nicht anwesend").check()
    go(page, "Speichern")
    sees(page, "1 Eintrag ist gespeichert.")
    expect(page.get_by_role("group", name="Olga Muster").get_by_label("nicht anwesend")).to_be_checked()
    expect(page.get_by_role("group", name="Toni Testmann").get_by_label("anwesend", exact=True)).to_be_checked()


def date(page: Page, module: str, day: str, starts: str, ends: str) -> None:
    choose(page, "module", module)
    fill(page, day=day, starts=starts, ends=ends)
