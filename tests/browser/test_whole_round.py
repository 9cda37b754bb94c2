"""A whole round as the five people live it who make it: from the call to the last session, in three days of March."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.register import Place, free_port, new_database, seeded
from tests.browser.round_people import (
    FIRST_DAY,
    House,
    Visit,
    calendar_of,
    choose,
    fill,
    go,
    link_in,
    menu,
    row,
    sees,
    to,
    words_of,
)
from tests.browser.wholeness import ground_flaws
from tests.smtp import mail_server

ROUND = "6. Ausbildungsrunde"
CALL = "Kommen Sie dazu: Wir beginnen schon am Montag."
EFFORT = "66 Unterrichtseinheiten in sechs Monaten"
NOMINEE, SECOND, LEAVES = "staff@demo.example", "office@demo.example", "oguz.testfeld@giessen.example"
HEAD, TRAINER = "head@demo.example", "trainer@demo.example"
START_DAY, LAST_DAY = FIRST_DAY + timedelta(days=7), FIRST_DAY + timedelta(days=11)


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    """A register of the test's own, seeded on 2 March 2026, whose mails arrive at a real server."""
    with (
        seeded(tmp_path, FIRST_DAY) as master,
        new_database(tmp_path / "whole.sqlite3", master) as database_url,
        mail_server() as mails,
    ):
        port = free_port()
        more = {"EMAIL_URL": f"smtp://127.0.0.1:{mails.port}", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        yield House(Place(database_url, port, more=more), tmp_path, mails)


def test_a_round_from_the_call_to_the_last_session(house: House, page_as: Visit, open_page: Visit) -> None:
    with house.day(FIRST_DAY) as register:
        coordinator, employee = page_as("coordinator", register), page_as("staff", register)
        coordinator_plans_and_calls(coordinator)
        employee_comes_forward(employee)
        coordinator_fills_the_seats(coordinator)
        waiting = page_as("office", register)
        menu(waiting, "Meine Qualifizierung")
        sees(waiting, "Sie stehen auf der Warteliste, auf Platz 1.")
        coordinator_asks(coordinator, "2 Personen per E-Mail um ihr Einverständnis bitten")
        nominee_consents(open_page(register), house)
        coordinator_asks(coordinator, "Für 1 Person per E-Mail um die Zustimmung der Amtsleitung bitten")
        head_agrees(page_as("head", register), house)
        coordinator_gives_a_seat_on(coordinator)
        waiting_one_accepts(waiting, house)
        coordinator_admits(coordinator)
        colleague = page_as("coordinator2", register)
        coordinator_shares_the_round(coordinator)
        colleague_plans_dates(colleague)
        colleague_tells(colleague, house)
        colleague_moves_the_last_date(colleague, house)

    with house.day(START_DAY) as register:
        coordinator = page_as("coordinator", register)
        coordinator_starts(coordinator)
        trainer_marks_attendance(page_as("trainer", register, viewport={"width": 320, "height": 800}))
        record(coordinator, "G1", "Testmann, Toni")
        employee = page_as("staff", register)
        menu(employee, "Meine Qualifizierung")
        sees(employee, "Ihr nächster Termin: D1")

    with house.day(LAST_DAY) as register:
        coordinator, colleague = page_as("coordinator", register), page_as("coordinator2", register)
        coordinator_notes_the_rest(coordinator)
        colleague_takes_the_people_along(colleague)
        coordinator_completes(coordinator)
    the_record_holds_it_all(house)


def coordinator_plans_and_calls(page: Page) -> None:
    menu(page, "Ausbildungsrunden")
    go(page, "Ausbildungsrunde planen")
    expect(page.locator("[name=title]")).to_have_value(ROUND)
    fill(page, opens_on="2026-03-02", closes_on="2026-03-06", starts_on="2026-03-09", ends_on="2026-03-20")
    fill(page, seats="2", minimum="3", call=CALL)
    go(page, "Ausbildungsrunde speichern")
    sees(page, "Es gibt weniger Plätze als die Mindestzahl.")
    fill(page, minimum="2")
    go(page, "Ausbildungsrunde speichern")
    sees(page, "Die Ausbildungsrunde ist geplant.")
    go(page, "Anmeldung öffnen")
    sees(page, "Anmeldung offen", "0 von 2 Plätzen vergeben, 2 frei")


def employee_comes_forward(page: Page) -> None:
    menu(page, "Programm")
    sees(page, ROUND, CALL, EFFORT)
    go(page, "Ich möchte dabei sein", "Ja, ich möchte teilnehmen")
    sees(page, "Ihr Interesse ist vermerkt", "Sie haben es am 2. März 2026 gesagt.")


def coordinator_fills_the_seats(page: Page) -> None:
    menu(page, "Programm")
    go(page, "Wer teilnehmen möchte")
    row(page, "Toni Testmann").get_by_role("link", name=ROUND).click()
    expect(page.locator("[name=mail]")).to_have_value(NOMINEE)
    page.get_by_label("hat sich selbst gemeldet").check()
    go(page, "Person anmelden")
    sees(page, "Toni Testmann hat jetzt einen Platz.")
    for mail, button in ((LEAVES, "Person anmelden"), (SECOND, "Auf die Warteliste setzen")):
        go(page, "Person anmelden")
        fill(page, mail=mail)
        go(page, button)
    sees(page, "Olga Muster steht auf der Warteliste.", "2 von 2 Plätzen vergeben, 1 Person wartet")
    menu(page, "Programm")
    go(page, "Wer teilnehmen möchte")
    expect(row(page, "Toni Testmann")).to_have_count(0)


def coordinator_asks(page: Page, words: str) -> None:
    to_the_round(page)
    go(page, words)
    sees(page, "Der Postausgang hält die E-Mails 10 Minuten zurück")
    go(page, "Senden")
    sees(page, "Die E-Mails liegen im Postausgang", "Bis dahin können Sie sie anhalten.")


def nominee_consents(page: Page, house: House) -> None:
    assert to(house.send_mails(timedelta()), NOMINEE) == []  # only what the demo had waiting
    (mail,) = to(house.send_mails(), NOMINEE)
    assert ROUND in mail["Subject"]
    assert EFFORT in " ".join(words_of(mail).split())
    page.goto(link_in(mail))
    sees(page, "9. März 2026 bis 20. März 2026", EFFORT)
    go(page, "Ich möchte teilnehmen")
    sees(page, "Vielen Dank, Ihre Antwort ist eingetragen.")
    page.goto(link_in(mail))
    sees(page, "Diese Frage ist schon erledigt.")


def head_agrees(page: Page, house: House) -> None:
    (mail,) = house.send_mails()
    assert mail["To"] == HEAD
    assert "Toni Testmann" in mail["Subject"]
    menu(page, "Zustimmungen")
    asked = page.locator("form", has_text=f"Toni Testmann · {ROUND}")
    expect(asked).to_contain_text(EFFORT)
    asked.get_by_label("Vereinbarter Anteil der Arbeitszeit").fill("ein Vormittag je Woche")
    asked.get_by_role("button", name="Ich stimme zu").click()
    sees(page, "Vielen Dank, Ihre Antwort zu Toni Testmann ist eingetragen.")
    page.goto(link_in(mail))
    sees(page, "Diese Frage ist schon erledigt.")


def coordinator_gives_a_seat_on(page: Page) -> None:
    to_the_round(page)
    go(page, "Testfeld, Oğuz", "Aus der Ausbildungsrunde nehmen", "Aus der Ausbildungsrunde nehmen")
    sees(page, "Oğuz Testfeld ist nicht mehr in dieser Ausbildungsrunde.", "1 Person wartet auf einen Platz")
    go(page, "Den freien Platz anbieten")
    sees(page, "Ein Platz ist Olga Muster angeboten.")
    coordinator_asks(page, "1 Person per E-Mail fragen, ob sie den Platz nimmt")


def waiting_one_accepts(page: Page, house: House) -> None:
    (mail,) = house.send_mails()
    assert mail["To"] == SECOND
    assert "9. März 2026" in words_of(mail)  # so long is it kept
    page.reload()
    sees(page, "Ein Platz ist für Sie frei und wird bis 9. März 2026 für Sie gehalten.")
    go(page, "Ich nehme den Platz")
    sees(page, "Vielen Dank, Ihre Antwort ist eingetragen.")
    go(page, "Ich möchte teilnehmen")
    sees(page, "Ihr Einverständnis liegt vor.")


def coordinator_admits(page: Page) -> None:
    to_the_round(page)
    go(page, "Muster, Olga")
    fill(page, agreed_by="Der Oberbürgermeister")
    go(page, "Zustimmung eintragen", "Zur Ausbildungsrunde zulassen")
    sees(page, "Es fehlt nichts. Die Ausbildung beginnt mit der Runde.")
    to_the_round(page)
    go(page, "Testmann, Toni")
    sees(page, "ein Vormittag je Woche", "hat sich selbst gemeldet")
    go(page, "Zur Ausbildungsrunde zulassen")
    sees(page, "Es fehlt nichts. Die Ausbildung beginnt mit der Runde.")


def coordinator_shares_the_round(page: Page) -> None:
    to_the_round(page)
    go(page, "Planung ändern")
    page.get_by_label("Deniz Vorlage").check()
    go(page, "Ausbildungsrunde speichern")
    sees(page, "Gespeichert.")


def colleague_plans_dates(page: Page) -> None:
    to_the_round(page)
    go(page, "Alle Termine", "Termin planen")
    date(page, "G1", "2026-03-09", "09:00", "12:00")
    choose(page, "trainer", "Theo Probe")
    go(page, "Termin planen")
    sees(page, "Der Termin ist geplant. Noch weiß niemand davon.", "An 3 Personen senden?")
    go(page, "Jetzt nicht", "Termin planen")
    date(page, "D1", "2026-03-09", "11:00", "14:00")
    choose(page, "trainer", "Theo Probe")
    go(page, "Termin planen")
    sees(page, "Diese Runde hat zu dieser Zeit „Auftakt", "Theo Probe schult zu dieser Zeit „Auftakt")
    fill(page, starts="13:00", ends="16:00")
    go(page, "Termin planen", "Jetzt nicht", "Termin planen")
    date(page, "D4", "2026-03-15", "09:00", "12:00")
    go(page, "Termin planen")
    sees(page, "15. März 2026 ist kein Arbeitstag.")
    page.get_by_label("Trotzdem planen").check()
    go(page, "Termin planen")


def colleague_tells(page: Page, house: House) -> None:
    sees(page, "An 3 Personen senden?", "8 E-Mails insgesamt")
    go(page, "Senden")
    mails = house.send_mails()
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
    mails = house.send_mails()
    assert sorted(mail["To"] for mail in mails) == sorted([NOMINEE, SECOND])
    for mail in mails:
        assert "Geändert" in mail["Subject"]
        assert "METHOD:REQUEST" in calendar_of(mail)
        assert "SEQUENCE:1" in calendar_of(mail)
        assert "DTSTART;TZID=Europe/Berlin:20260313T090000" in calendar_of(mail)


def coordinator_starts(page: Page) -> None:
    to_the_round(page)
    go(page, "Ausbildung beginnen")
    sees(page, "2 Personen sind zugelassen und beginnen die Ausbildung")
    go(page, "Ausbildung beginnen")
    sees(page, "Die Ausbildungsrunde hat jetzt den Stand „läuft“.")


def trainer_marks_attendance(page: Page) -> None:
    go(page, "Meine Termine", ROUND, "G1", "Anwesenheit erfassen")
    assert ground_flaws(page) == []
    go(page, "Alle sind da")
    sees(page, "2 Einträge sind gespeichert.", "2 von 2 erfasst")
    page.get_by_role("group", name="Olga Muster").get_by_label("nicht anwesend").check()
    go(page, "Speichern")
    sees(page, "1 Eintrag ist gespeichert.")
    expect(page.get_by_role("group", name="Olga Muster").get_by_label("nicht anwesend")).to_be_checked()
    expect(page.get_by_role("group", name="Toni Testmann").get_by_label("anwesend", exact=True)).to_be_checked()


def coordinator_notes_the_rest(page: Page) -> None:
    for module in ("D1", "D4"):
        to_the_round(page)
        go(page, "Alle Termine", module, "Anwesenheit erfassen", "Alle sind da")
        sees(page, "2 von 2 erfasst")
        record(page, module, "Testmann, Toni", "Muster, Olga")


def colleague_takes_the_people_along(page: Page) -> None:
    to_the_round(page)
    with page.expect_download() as download:
        go(page, "Personen als CSV")
    lines = list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {"Testmann", "Muster", "Testfeld"} <= {word for line in lines for word in line}


def coordinator_completes(page: Page) -> None:
    to_the_round(page)
    go(page, "Ausbildungsrunde abschließen")
    sees(page, "2 Personen sind noch in Ausbildung.")
    go(page, "Ausbildungsrunde abschließen")
    sees(page, "Die Ausbildungsrunde hat jetzt den Stand „abgeschlossen“.")


def the_record_holds_it_all(house: House) -> None:
    cohort = "(SELECT id FROM programmes_cohort WHERE number = 6)"
    assert house.facts(f"SELECT state, seats_taken, minimum FROM programmes_cohort WHERE id = {cohort}") == [
        ("completed", 2, 2)
    ]


def to_the_round(page: Page) -> None:
    menu(page, "Ausbildungsrunden")
    go(page, ROUND)


def date(page: Page, module: str, day: str, starts: str, ends: str) -> None:
    choose(page, "module", module)
    fill(page, day=day, starts=starts, ends=ends)


def record(page: Page, module: str, *names: str) -> None:
    """Note in the matrix that these people passed the module."""
    to_the_round(page)
    go(page, "Lernstand eintragen")
    for name in names:
        page.get_by_label(name).check()
    choose(page, "module", module)
    go(page, "Ergebnis eintragen")
    sees(page, f"Modul {module} ist für {len(names)} Person", "„bestanden“ eingetragen")
