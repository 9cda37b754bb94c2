"""How somebody gets into a demo register."""

from __future__ import annotations

from playwright.sync_api import Page

from people.demo import DEMO_PASSWORD


def sign_in(page: Page, account: str) -> Page:
    """Sign in as the demo account of that name; the page that follows."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(f"{account}@demo.example")
    page.locator("#id_password").fill(DEMO_PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page
