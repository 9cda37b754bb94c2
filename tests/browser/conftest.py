"""A real browser at a real register. What a page complains about fails its test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Response, sync_playwright

from tests.browser.register import Register, seeded, serving
from tests.browser.visitors import sign_in
from tests.browser.wholeness import flaws
from tools import browser as chromium


@pytest.fixture(autouse=True)
def second_of_march() -> None:
    """The server lives today, and so do its visitors."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; a machine without one skips loudly, and fails with CI=true."""
    try:
        options = chromium.launch_options()
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(**options)
            yield opened
            opened.close()
    except (FileNotFoundError, Error) as reason:
        _unavailable(str(reason).splitlines()[0])


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database of a freshly seeded demo register; copies of it are served."""
    with seeded(tmp_path_factory.mktemp("register")) as database_url:
        yield database_url


@pytest.fixture(scope="session")
def register_server(browser: Browser, master: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The demo register that all tests share which change nothing."""
    with serving(master, tmp_path_factory.mktemp("shared")) as register:
        yield register


@pytest.fixture
def fresh_register(browser: Browser, master: str, tmp_path: Path) -> Iterator[Register]:
    """A demo register of the test's own, to write in."""
    with serving(master, tmp_path) as register:
        yield register


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What pages complained about: console errors (CSP's among them), exceptions, requests to anybody else.

    The test fails if something is left at its end; one that provokes a complaint on purpose clears the list.
    """
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def open_page(browser: Browser, troubles: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(register)`: a page of a visitor of his own; `options` are those of Playwright's new_context."""
    contexts = []

    def open_one(register: Register, **options: object) -> Page:
        settings = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "base_url": register.url} | options
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("response", lambda response: troubles.extend(errors(response, register)))
        page.on("request", lambda request: troubles.extend(foreign(request.url, register)))
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page_as(open_page: Callable[..., Page], register_server: Register) -> Callable[..., Page]:
    """`page_as("coordinator")`: a page of that demo account, signed in, at the shared register or the one given."""

    def visit(account: str, register: Register | None = None, **options: object) -> Page:
        return sign_in(open_page(register or register_server, **options), account)

    return visit


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: the page is whole and breaks no rule of WCAG 2.2 AA."""

    def check(page: Page) -> None:
        found = flaws(page)
        assert not found, "\n".join(found)

    return check


def errors(response: Response, register: Register) -> list[str]:
    """A server error as a complaint, with what the server said about it."""
    return [f"{response.status} at {response.url}:\n{register.last_words()}"] if response.status >= 500 else []


def foreign(url: str, register: Register) -> list[str]:
    """`url` as a complaint, if it is asked of anybody but `register`."""
    return [] if url.startswith((f"{register.url}/", "data:", "blob:", "about:")) else [f"asked elsewhere: {url}"]


def _unavailable(reason: str) -> None:
    message = f"NOT CHECKED in a browser: {reason}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
