"""A list of people on its way into a round, with every kind of line: the pages no link leads to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.register import Register
from tests.browser.wholeness import flaws_in_every_dress

LIST = """Neumann, Ayla; Jugendamt; ayla.neumann@giessen.example
ayla.neumann@giessen.example
Probe, Bożena; Jugendamt
Niemand Bekanntes
Noch Jemand; Amt für Unbekanntes; noch.jemand@giessen.example
kaputt@@giessen
"""


def test_the_preview_and_the_result_of_a_list_are_whole(page_as: Callable[..., Page], fresh_register: Register) -> None:
    page = page_as("coordinator", fresh_register)

    page.goto("/cohorts/4/imports/new/")
    page.locator("#id_text").fill(LIST)
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/imports/*/")

    expect(page.locator("h1")).to_have_text("Vorschau der Liste")
    assert flaws_in_every_dress(page) == []

    page.locator("input[name=leave_open]").check()
    page.locator("button[name=enrol]").click()
    page.wait_for_url("**/result/")

    expect(page.locator("h1")).to_have_text("1 Person ist angemeldet")
    assert flaws_in_every_dress(page) == []


def test_a_file_is_read_as_a_list(page_as: Callable[..., Page], fresh_register: Register) -> None:
    page = page_as("coordinator", fresh_register)
    table = "Name;Vorname;Amt;E-Mail\r\nMüßig;Jörg;Sportamt;joerg.muessig@giessen.example\r\n".encode("cp1252")

    page.goto("/cohorts/4/imports/new/")
    page.locator("input[type=file]").set_input_files({"name": "Liste.csv", "mimeType": "text/csv", "buffer": table})
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/imports/*/")

    expect(page.locator("main")).to_contain_text("Jörg Müßig")
    expect(page.locator("button[name=enrol]")).to_have_text("1 Person anmelden")


def test_a_bar_is_there_while_the_list_is_read(page_as: Callable[..., Page], fresh_register: Register) -> None:
    page = page_as("coordinator", fresh_register)
    page.goto("/cohorts/4/imports/new/")
    bar = page.locator("progress[data-busy]")
    expect(bar).to_be_hidden()

    page.evaluate("window.addEventListener('submit', event => event.preventDefault())")  # its answer does not come
    page.locator("#id_text").fill(LIST)
    page.locator("main form button.kern-btn--primary").click()

    expect(bar).to_be_visible()
