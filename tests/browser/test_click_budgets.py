"""What each role must take at most to do its main job: clicks, and pages after the one it begins on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.effort import Effort, watch
from tests.browser.register import Register

NAMES = (
    *("Ayla Neumann", "Neubert, Björn", "Çelik, Can", "Dr. Dana Neu", "Emil Neuhaus", "Neureuther, Finja"),
    *("Gero Neuss", "Hanna van Neuen", "Neudorf, Ida", "Jan-Ole Neubauer", "Neugebauer, Kira", "Lea Neumeier"),
)
TWELVE = "\n".join(f"{name}; Jugendamt; neu{number}@giessen.example" for number, name in enumerate(NAMES))


def test_staff_see_the_pilot_of_their_department_without_a_click(page_as: Callable[..., Page]) -> None:
    page = page_as("staff", viewport={"width": 1366, "height": 768})
    page.goto("/")

    card = page.locator("main .pilot-card")

    expect(card).to_have_count(1)
    expect(card).to_contain_text("Ährenfeld")
    expect(card.locator("a[href^='tel:']")).to_be_in_viewport()
    expect(card.locator("a[href^='mailto:']")).to_be_in_viewport()


def test_staff_find_a_pilot_by_name_with_one_click(page_as: Callable[..., Page]) -> None:
    page = page_as("staff")
    effort = watch(page)

    page.locator("#q").fill("hack")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/pilots/?q=hack")

    expect(page.locator("main .pilot-card a[href^='tel:']").first).to_be_in_viewport()
    assert effort == Effort(clicks=1, pages=1)


def test_a_coordinator_sees_who_lacks_what_with_one_click(page_as: Callable[..., Page]) -> None:
    page = page_as("coordinator")
    effort = watch(page)

    page.locator("main a.task[href$='/progress/']", has_text="2. Ausbildungsrunde").click()
    page.wait_for_url("**/progress/")

    expect(page.locator("tr", has_text="Exempel, Aylin").locator("td.matrix__words")).to_contain_text("D2")
    assert effort == Effort(clicks=1, pages=1)


def test_a_coordinator_enrols_twelve_people_from_a_pasted_list_within_three_clicks_and_pages(
    page_as: Callable[..., Page], fresh_register: Register
) -> None:
    page = page_as("coordinator", fresh_register)
    page.goto("/cohorts/4/")
    effort = watch(page)

    page.locator("main a[href$='/imports/new/']").click()
    page.locator("#id_text").fill(TWELVE)
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/imports/*/")
    page.locator("button[name=enrol]").click()
    page.wait_for_url("**/result/")

    expect(page.locator("h1")).to_have_text("12 Personen sind angemeldet")
    assert effort == Effort(clicks=3, pages=3)
    page.locator("form[action$='/undo/'] button").click()
    expect(page.locator("h1")).to_have_text("Die Liste ist zurückgenommen")
    expect(page.locator(".empty")).to_contain_text("Alles ist wie zuvor.")


def test_an_admin_issues_twelve_letters_with_preview_within_three_clicks_and_pages(
    page_as: Callable[..., Page], fresh_register: Register
) -> None:
    page = page_as("admin", fresh_register)
    effort = watch(page)

    page.locator("main a.task[href='/letters/issue/']").click()
    with page.context.expect_event("response", lambda answer: answer.url.endswith(".pdf?round=2")) as preview:
        page.locator("button[formtarget]").click()
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/letters/?round=*")

    expect(page.locator("tbody tr")).to_have_count(12)
    assert preview.value.header_value("content-type") == "application/pdf"
    assert (effort.clicks, effort.pages) == (3, 2)
