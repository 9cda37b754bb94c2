"""A whole round as the five people live it who make it: from the call to the last session, in three days of March."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import FIRST_DAY, House, link_in, to, words_of
from tests.browser.register import Place, free_port, seeded
from tests.browser.round_dates import (
    NOMINEE,
    SECOND,
    colleague_moves_the_last_date,
    colleague_plans_dates,
    colleague_tells,
    trainer_marks_attendance,
)
from tests.browser.round_people import ROUND, Visit, fill, go, menu, record, row, sees, to_the_round
from tests.browser.visitors import sign_in
from tests.smtp import mail_server

CALL = "Kommen Sie dazu: Wir beginnen schon am Montag."
EFFORT = "66 Unterrichtseinheiten in sechs Monaten"
LEAVES, HEAD = "oguz.testfeld@giessen.example", "head@demo.example"
START_DAY, LAST_DAY = FIRST_DAY + timedelta(days=7), FIRST_DAY + timedelta(days=11)


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    """A register of the test's own, seeded on 2 March 2026, whose mails arrive at a real server."""
    with seeded(tmp_path, FIRST_DAY) as database_url, mail_server() as mails:
        port = free_port()
        more = {"EMAIL_URL": f"smtp://127.0.0.1:{mails.port}", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        yield House(Place(database_url, port, more=more), tmp_path, mails)


def test_a_round_from_the_call_to_the_last_session(house: House, open_page: Visit) -> None:
    with house.day(FIRST_DAY) as register:
        coordinator = sign_in(open_page(register), "coordinator")
        employee = sign_in(open_page(register), "staff")
        coordinator_plans_and_calls(coordinator)
        employee_comes_forward(employee)
        coordinator_fills_the_seats(coordinator)
        waiting = sign_in(open_page(register), "office")
        menu(waiting, "Meine Qualifizierung")
        sees(waiting, "Sie warten auf einen Platz und stehen als Nummer 1 auf der Warteliste.")
        coordinator_asks(coordinator, "2 Personen per E-Mail um ihr Einverständnis bitten")
        sees(coordinator, "Bis dahin können Sie sie anhalten.")
        assert to(house.sent_at_once(), NOMINEE) == []  # only what the demo had waiting
        with house.after_the_hold():
            nominee_consents(open_page(register), house)
            coordinator_asks(coordinator, "Für 1 Person per E-Mail um die Zustimmung der Amtsleitung bitten")
            head_agrees(sign_in(open_page(register), "head"), house)
            coordinator_gives_a_seat_on(coordinator)
            waiting_one_accepts(waiting, house)
            coordinator_admits(coordinator)
            coordinator_tells_of_the_places(coordinator, house)
            coordinator_shares_the_round(coordinator)
            colleague = sign_in(open_page(register), "coordinator2")
            colleague_plans_dates(colleague)
            colleague_tells(colleague, house)
            colleague_moves_the_last_date(colleague, house)

    with house.day(START_DAY) as register:
        coordinator = sign_in(open_page(register), "coordinator")
        coordinator_starts(coordinator)
        trainer_marks_attendance(sign_in(open_page(register, viewport={"width": 320, "height": 800}), "trainer"))
        record(coordinator, "G1", "Testmann, Toni")
        employee = sign_in(open_page(register), "staff")
        menu(employee, "Meine Qualifizierung")
        sees(employee, "Ihr nächster Termin: D1 Digitale Stadtverwaltung", "9. März 2026, 13:00 Uhr")

    with house.day(LAST_DAY) as register:
        coordinator = sign_in(open_page(register), "coordinator")
        coordinator_notes_the_rest(coordinator)
        colleague_takes_the_people_along(sign_in(open_page(register), "coordinator2"))
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
    sees(page, "Olga Muster steht auf der Warteliste.", "2 von 2 Plätzen vergeben, 1 Person wartet auf einen Platz")
    menu(page, "Programm")
    go(page, "Wer teilnehmen möchte")
    expect(row(page, "Toni Testmann")).to_have_count(0)


def coordinator_asks(page: Page, words: str) -> None:
    to_the_round(page)
    go(page, words)
    sees(page, "Der Postausgang hält die E-Mails 10 Minuten zurück")
    go(page, "Senden")
    sees(page, "Die E-Mails liegen im Postausgang")


def nominee_consents(page: Page, house: House) -> None:
    (mail,) = to(house.arrive(2), NOMINEE)
    assert ROUND in mail["Subject"]
    assert EFFORT in " ".join(words_of(mail).split())
    page.goto(link_in(mail))
    sees(page, "9. März 2026 bis 20. März 2026", EFFORT)
    go(page, "Ich möchte teilnehmen")
    sees(page, "Vielen Dank, Ihre Antwort ist eingetragen.")
    page.goto(link_in(mail))
    sees(page, "Diese Frage ist schon erledigt.")


def head_agrees(page: Page, house: House) -> None:
    (mail,) = house.arrive(1)
    assert mail["To"] == HEAD
    assert "Toni Testmann" in mail["Subject"]
    menu(page, "Mein Amt")
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
    (mail,) = house.arrive(1)
    assert mail["To"] == SECOND
    assert "9. März 2026" in words_of(mail)  # so long is it kept
    page.reload()
    sees(page, "Ein Platz ist für Sie frei und wird bis 9. März 2026 für Sie gehalten.")
    sees(page, "Wenn Sie den Platz nehmen, erklären Sie damit, dass Sie teilnehmen möchten.")
    go(page, "Ich nehme den Platz")
    sees(page, "Vielen Dank, Ihre Antwort ist eingetragen.", "Ihr Einverständnis liegt vor.")


def coordinator_admits(page: Page) -> None:
    to_the_round(page)
    go(page, "Muster, Olga")
    fill(page, agreed_by="Der Oberbürgermeister")
    go(page, "Zustimmung eintragen")
    to_the_round(page)
    go(page, "2 Personen zulassen")
    sees(page, "2 Personen sind zugelassen.")
    go(page, "Testmann, Toni")
    sees(page, "ein Vormittag je Woche", "hat sich selbst gemeldet")
    sees(page, "Es fehlt nichts. Die Ausbildung beginnt mit der Runde.")


def coordinator_tells_of_the_places(page: Page, house: House) -> None:
    to_the_round(page)
    go(page, "2 Personen per E-Mail sagen, dass sie einen Platz haben")
    go(page, "Senden")
    mails = house.arrive(2)
    assert sorted(mail["To"] for mail in mails) == sorted([NOMINEE, SECOND])
    assert all("Sie haben einen Platz" in mail["Subject"] for mail in mails)


def coordinator_shares_the_round(page: Page) -> None:
    to_the_round(page)
    go(page, "Planung ändern")
    page.get_by_label("Deniz Vorlage").check()
    go(page, "Ausbildungsrunde speichern")
    sees(page, "Gespeichert.")


def coordinator_starts(page: Page) -> None:
    to_the_round(page)
    go(page, "Ausbildung beginnen")
    sees(page, "2 Personen sind zugelassen und beginnen die Ausbildung")
    go(page, "Ausbildung beginnen")
    sees(page, "Die Ausbildungsrunde hat jetzt den Stand „läuft“.")


def coordinator_notes_the_rest(page: Page) -> None:
    for module in ("D1", "D4"):
        to_the_round(page)
        go(page, "Alle Termine", module, "Anwesenheit erfassen", "Alle sind da")
        sees(page, "2 von 2 erfasst")
        record(page, module, "Testmann, Toni", "Muster, Olga")


def colleague_takes_the_people_along(page: Page) -> None:
    to_the_round(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Personen als CSV").click()
    lines = list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {"Testmann", "Muster", "Testfeld"} <= {word for line in lines for word in line}


def coordinator_completes(page: Page) -> None:
    to_the_round(page)
    go(page, "Ausbildungsrunde abschließen")
    sees(page, "2 Personen sind noch in Ausbildung.")
    go(page, "Ausbildungsrunde abschließen")
    sees(page, "Die Ausbildungsrunde hat jetzt den Stand „abgeschlossen“.")


def the_record_holds_it_all(house: House) -> None:
    of_round = "JOIN programmes_cohort c ON c.id = {}.cohort_id WHERE c.number = 6"
    assert house.facts("SELECT state, seats_taken, minimum FROM programmes_cohort WHERE number = 6") == [
        ("completed", 2, 2)
    ]
    people = house.facts(
        "SELECT p.family_name, e.state, e.nomination_path, e.time_share FROM programmes_enrolment e "
        f"JOIN people_pilot p ON p.id = e.pilot_id {of_round.format('e')} ORDER BY p.family_name"
    )
    assert people == [
        ("Muster", "in_training", "asked", ""),
        ("Testfeld", "withdrawn", "asked", ""),
        ("Testmann", "in_training", "self", "ein Vormittag je Woche"),
    ]
    sessions = (
        "SELECT m.code, s.sequence, SUM(CASE WHEN a.was_present THEN 1 ELSE 0 END), COUNT(a.id) "
        "FROM programmes_modulesession s JOIN programmes_trainingmodule m ON m.id = s.module_id "
        "JOIN programmes_attendance a ON a.session_id = s.id "
        f"{of_round.format('s')} GROUP BY m.code, s.sequence ORDER BY m.code"
    )
    assert house.facts(sessions) == [("D1", 0, 2, 2), ("D4", 1, 2, 2), ("G1", 0, 1, 2)]
    passed = (
        "SELECT m.code, COUNT(*) FROM programmes_moduleresult r JOIN programmes_trainingmodule m ON m.id = r.module_id "
        f"JOIN programmes_enrolment e ON e.id = r.enrolment_id {of_round.format('e')} GROUP BY m.code ORDER BY m.code"
    )
    assert house.facts(passed) == [("D1", 2), ("D4", 2), ("G1", 1)]
