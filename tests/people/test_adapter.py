"""What allauth sends and shows in the words of the register."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PASSWORD, NEW_PASSWORD = "Digi-Lotsen-2026", "Ein-neues-Wort-2027"


@pytest.fixture
def signed_in() -> Client:
    make_user("kim@giessen.example", password=PASSWORD)
    client = Client(headers={"User-Agent": FIREFOX})
    client.post(reverse("account_login"), {"login": "kim@giessen.example", "password": PASSWORD})
    return client


def test_a_mail_ends_with_the_name_and_the_address_of_the_register(client: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "https://lotsen.giessen.example"
    make_user("kim@giessen.example")

    client.post(reverse("account_reset_password"), {"email": "kim@giessen.example"})

    (sent,) = mail.outbox
    name, city, address = str(sent.body).splitlines()[-3:]
    assert (name, city, address) == (settings.REGISTER_NAME, settings.CITY_NAME, "https://lotsen.giessen.example")
    assert "Hello from" not in sent.body


def test_a_mail_about_a_change_names_the_browser_in_words(signed_in: Client) -> None:
    typed = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    signed_in.post(reverse("account_change_password"), typed)

    (sent,) = mail.outbox
    assert ("Browser: Firefox on Windows" in sent.body, "Mozilla" in sent.body) == (True, False)


def test_the_page_of_sessions_names_the_browser_in_words(signed_in: Client) -> None:
    text = signed_in.get(reverse("usersessions_list")).text

    assert ("Firefox on Windows" in text, "Mozilla" in text) == (True, False)
