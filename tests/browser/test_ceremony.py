"""From twelve letters to twelve hands: prepared at the desk, handed over in the hall on a phone, without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.register import Register
from tests.browser.wholeness import flaws_in_every_dress

PAPERS = ("folder", "letters", "letters-plain", "names", "press")


@pytest.fixture
def issued(page_as: Callable[..., Page], fresh_register: Register) -> Register:
    """A demo register in which the letters of the second round are issued."""
    admin = page_as("admin", fresh_register)
    admin.goto("/letters/issue/")
    admin.locator("main button.kern-btn--primary").click()
    admin.wait_for_url("**/letters/?round=*")
    return fresh_register


def is_whole(page: Page) -> None:
    flaws = flaws_in_every_dress(page)
    assert not flaws, "\n".join([page.url, *flaws])


def test_twelve_letters_reach_their_owners(page_as: Callable[..., Page], issued: Register) -> None:
    desk = page_as("office", issued)
    desk.goto("/ceremonies/new/")
    desk.locator("#id_held_on").fill(str(timezone.localdate()))
    desk.locator("#id_place").fill("Stadtverordnetensitzungssaal")
    desk.locator("main form button.kern-btn--primary").click()
    desk.wait_for_url("**/letters/")
    is_whole(desk)
    desk.locator("main form button.kern-btn--primary").click()
    desk.wait_for_url("**/ceremonies/*/")
    expect(desk.locator(".place")).to_have_count(12)
    desk.locator("button[value=department]").click()
    first = desk.locator(".place").first
    expect(first).to_contain_text("Abteilung Ordnungspolizei")
    first.locator("summary").click()
    is_whole(desk)

    for step in ("printed", "signed"):
        desk.locator(f".card--brand button[value={step}]").click()
        expect(desk.locator(".kpi", has_text="gedruckt" if step == "printed" else "unterschrieben")).to_contain_text(
            "12"
        )
    is_whole(desk)
    for paper in PAPERS:
        file = desk.request.get(f"{desk.url}papers/{paper}.pdf")
        assert (file.status, file.body()[:4]) == (200, b"%PDF")

    hall = page_as("office", issued, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    hall.goto(f"{desk.url}hall/#next")
    for number in range(12):
        button = hall.locator(".hall__button").first
        expect(button).to_be_in_viewport(ratio=1)
        assert button.bounding_box()["height"] >= 64
        name = hall.locator(".hall__name").inner_text()
        hall.locator(f".hall__button[value={'absent' if number == 3 else 'handed_over'}]").click()
        expect(hall.locator(".messages")).to_contain_text(name)
    expect(hall.locator("main h2").first).to_have_text("Das waren alle")
    hall.locator("button", has_text="Doch noch gekommen").click()
    expect(hall.locator(".lead")).to_have_text("12 von 12 überreicht")
    desk.goto(f"{desk.url}hall/")
    is_whole(desk)
