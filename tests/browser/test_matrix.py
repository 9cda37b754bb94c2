"""The matrix of a round: by keyboard alone, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.effort import Effort, watch
from tests.browser.matrices import round_of
from tests.browser.register import Register, serving
from tests.browser.test_keyboard import go_to


@pytest.fixture(scope="module")
def own_register(browser: Browser, master: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register to write in for this file; each of its tests makes a round of its own."""
    with serving(master, tmp_path_factory.mktemp("matrix")) as register:
        yield register


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_session_of_fifteen_is_recorded_with_attendance_in_four_actions_by_keyboard(
    page_as: Callable[..., Page], own_register: Register
) -> None:
    cohort, session = round_of(own_register, 15, 6)
    page = page_as("coordinator", own_register)
    page.goto(f"/cohorts/{cohort}/sessions/{session}/")
    effort = watch(page)

    for button, then in (
        ("a[href$='/attendance/']", "**/attendance/"),
        ("button[name=all]", "**/attendance/"),
        (f"a[href$='/progress/new/?session={session}']", "**/progress/new/*"),
        ("form button.kern-btn--primary", "**/progress/?recorded=*"),
    ):
        go_to(page, page.locator(f"main {button}"))
        with page.expect_navigation(url=then):
            page.keyboard.press("Enter")

    expect(page.locator("main .notice--success")).to_contain_text("ist für 15 Personen als „bestanden“ eingetragen")
    assert effort == Effort(clicks=4, pages=4)


def test_a_column_of_fifteen_is_recorded_from_the_start_page_in_three_actions_by_keyboard(
    page_as: Callable[..., Page], own_register: Register
) -> None:
    cohort, _session = round_of(own_register, 15, 6)
    page = page_as("coordinator", own_register)
    effort = watch(page)

    go_to(page, page.locator(f"main a.task[href='/cohorts/{cohort}/progress/']"))
    press(page, "Enter")
    page.wait_for_url("**/progress/")
    go_to(page, page.locator("[data-grid] input").first)
    press(page, "ArrowUp")
    expect(page.locator("[data-grid] thead a").first).to_be_focused()
    press(page, "Enter")
    page.wait_for_url("**/progress/new/*")
    go_to(page, page.locator("main form button.kern-btn--primary"))
    press(page, "Enter")
    page.wait_for_url("**/progress/?recorded=*")

    expect(page.locator("main .notice--success")).to_contain_text("ist für 15 Personen als „bestanden“ eingetragen")
    assert effort == Effort(clicks=3, pages=3)


def test_cells_are_marked_saved_and_taken_back_by_keyboard(
    page_as: Callable[..., Page], own_register: Register, axe: Callable[[Page], None]
) -> None:
    cohort, _session = round_of(own_register, 4, 6)
    page = page_as("coordinator", own_register)
    page.goto(f"/cohorts/{cohort}/progress/")
    row = page.locator("[data-grid] tbody tr")
    first, below = (row.nth(number).locator("td").first.locator("input") for number in (0, 1))
    count = page.locator("[data-marked]")

    go_to(page, first)
    press(page, "Enter", "ArrowDown", "Space")
    expect(count).to_have_text("2 markiert, noch nicht gespeichert")
    axe(page)
    press(page, "Escape", "x", "Delete", "Control+s")
    expect(below).not_to_be_checked()
    expect(count).to_have_text("1 markiert, noch nicht gespeichert")
    press(page, "ArrowDown", "ArrowUp", "Enter", "End")
    expect(row.nth(1).locator("td a, td input").last).to_be_focused()
    press(page, "Home")
    expect(row.nth(1).locator("th a")).to_be_focused()
    press(page, "Control+Home")
    expect(page.locator("[data-grid] thead a").first).to_be_focused()

    go_to(page, page.locator(".save-bar .kern-btn--primary"))
    press(page, "Enter")
    page.wait_for_url("**?recorded=*")
    expect(page.locator("main .notice--success")).to_contain_text("ist für 2 Personen als „bestanden“ eingetragen")
    expect(first).to_have_count(0)
    go_to(page, page.locator("form[action$='/undo/'] button"))
    press(page, "Enter")
    page.wait_for_url("**/progress/")

    expect(page.locator("main .notice--success")).to_have_text("2 Einträge sind zurückgenommen.")
    expect(first).to_have_count(1)
    expect(first).not_to_be_checked()


def test_whoever_leaves_with_marks_that_are_not_saved_is_asked(
    page_as: Callable[..., Page], own_register: Register
) -> None:
    cohort, _session = round_of(own_register, 2, 3)
    page = page_as("coordinator", own_register)
    page.goto(f"/cohorts/{cohort}/progress/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-grid] input").first.focus()

    press(page, "Enter")
    page.locator("main nav.breadcrumb a").first.click()
    page.wait_for_url("**/cohorts/")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize(("people", "modules"), [(25, 12), (60, 20)])
def test_a_matrix_is_printed_on_one_sheet(
    page_as: Callable[..., Page], own_register: Register, people: int, modules: int, colour_scheme: str
) -> None:
    cohort, _session = round_of(own_register, people, modules)
    page = page_as("coordinator", own_register, color_scheme=colour_scheme)
    page.goto(f"/cohorts/{cohort}/progress/")

    with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
        _left, _bottom, width, height = map(float, sheet.pages[0].mediabox)
        assert (len(sheet.pages), round(width), round(height)) == (1, 842, 595)


def test_a_large_matrix_is_cards_on_a_phone(
    page_as: Callable[..., Page], own_register: Register, axe: Callable[[Page], None]
) -> None:
    cohort, _session = round_of(own_register, 60, 20)
    page = page_as("coordinator", own_register, viewport={"width": 320, "height": 640})
    page.goto(f"/cohorts/{cohort}/progress/")
    cards = page.locator(".matrix-cards li.card")

    expect(cards).to_have_count(60)
    expect(page.locator("[data-grid]")).to_be_hidden()
    cards.first.locator("summary").click()

    expect(cards.first.locator("dl")).to_contain_text("offen")
    axe(page)
    page.locator(".matrix-cards .chips a").first.click()
    page.wait_for_url("**/progress/new/*")
    expect(page.locator("input[name=enrolments]:checked")).to_have_count(60)
    axe(page)
