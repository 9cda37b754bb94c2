"""The directory while somebody types, ticks and turns pages, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

WIDE = {"width": 1366, "height": 900}
PHONE = {"width": 320, "height": 720}


def test_typing_finds_people_and_leaves_the_cursor_where_it_is(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport=WIDE)
    page.goto("/pilots/")

    page.locator("#id_q").press_sequentially("e-akt", delay=30)

    expect(page.locator("#pilots")).to_contain_text("„e-akt“")
    expect(page.locator("main .pilot-card").first).to_contain_text("E-Akte")
    expect(page.locator("#id_q")).to_be_focused()
    page.wait_for_url("**/pilots/?q=e-akt")
    page.reload()
    expect(page.locator("#id_q")).to_have_value("e-akt")


def test_a_box_narrows_the_list_and_keeps_focus_and_folds(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport=WIDE)
    page.goto("/pilots/")
    page.locator("#facet-site > summary").click()
    box = page.locator("#facet-topic input").first
    box.focus()

    box.press("Space")

    expect(page.locator("#pilot-results a.chip")).to_have_count(1)
    page.wait_for_url(re.compile(r"/pilots/\?topic=\d+$"))
    expect(page.locator("#facet-topic input").first).to_be_focused()
    expect(page.locator("#facet-topic input").first).to_be_checked()
    assert page.locator("#facet-site").evaluate("fold => fold.open")
    page.locator("#pilot-results a.chip").click()
    page.wait_for_url("**/pilots/?")
    expect(page.locator("#pilot-results a.chip")).to_have_count(0)


def test_staff_find_a_pilot_by_topic_with_one_click(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport=WIDE)
    page.goto("/")

    page.locator("#q").fill("DMS")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/pilots/?q=DMS")

    expect(page.locator("main .pilot-card").first).to_contain_text("E-Akte")
    expect(page.locator("main .pilot-card a[href^='tel:']").first).to_be_in_viewport()


def test_without_javascript_the_same_questions_are_asked(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport=WIDE, java_script_enabled=False)
    page.goto("/pilots/")

    page.locator("#id_q").fill("digi-lotsin")
    page.locator("#reachable-1").check()
    page.locator(".filters .kern-btn").click()

    page.wait_for_url("**/pilots/?q=digi-lotsin&reachable=1")
    expect(page.locator("#pilot-results a.chip")).to_have_count(1)
    expect(page.locator("main .pilot-card .absent")).to_have_count(0)


def test_on_a_phone_the_choices_are_folded_away(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport=PHONE)
    page.goto("/pilots/")
    expect(page.locator("#facet-topic input").first).not_to_be_visible()

    page.locator(".filters__summary").click()

    expect(page.locator("#facet-topic input").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_state_of_the_directory_is_accessible(
    page_as: Callable[..., Page], axe: Callable[[Page], None], viewport: dict[str, int], colours: str
) -> None:
    page = page_as("staff", viewport=viewport, color_scheme=colours)
    for address in ("/pilots/", "/pilots/?q=e-akte&reachable=1&topic=1", "/pilots/?q=jugndamt", "/pilots/?q=xyzxyz"):
        page.goto(address)
        if page.locator(".filters__summary").is_visible():
            page.locator(".filters__summary").click()
        axe(page)
