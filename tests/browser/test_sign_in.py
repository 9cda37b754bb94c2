"""The door: signing in works in a real browser, and its page is whole and accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import foreign
from tests.browser.register import Register


def test_the_sign_in_page_is_accessible(
    open_page: Callable[..., Page], register_server: Register, axe: Callable[[Page], None]
) -> None:
    page = open_page(register_server)

    page.goto("/accounts/login/")

    axe(page)


@pytest.mark.parametrize("account", ["staff", "coordinator", "admin"])
def test_a_demo_account_signs_in(page_as: Callable[..., Page], account: str) -> None:
    page = page_as(account)

    expect(page.locator("h1")).to_be_visible()


def test_what_a_page_complains_about_is_noticed(
    open_page: Callable[..., Page], register_server: Register, troubles: list[str]
) -> None:
    page = open_page(register_server)
    page.goto("/accounts/login/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"http://elsewhere.example/\">')")
    page.wait_for_timeout(200)

    assert any("elsewhere.example" in trouble for trouble in troubles)
    assert foreign("http://elsewhere.example/", register_server)
    troubles.clear()


def test_signing_out_in_a_register_of_its_own_closes_the_door(
    page_as: Callable[..., Page], fresh_register: Register, register_server: Register
) -> None:
    page = page_as("staff", fresh_register)
    page.goto("/accounts/logout/")

    page.locator("main form[action='/accounts/logout/'] button").click()
    page.goto("/pilots/")

    expect(page).to_have_url(f"{fresh_register.url}/accounts/login/?next=/pilots/")
    assert fresh_register.database_url != register_server.database_url
