import json
from pathlib import Path

import pytest
from django.test import Client

from people.views.legal import WORKS

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("page", ["privacy", "accessibility", "imprint", "feedback"])
def test_a_visitor_reads_the_legal_pages(client: Client, page: str) -> None:
    response = client.get(f"/{page}/")

    assert response.status_code == 200
    assert b"<h1>" in response.content


def test_the_privacy_page_never_rests_on_section_23_alone(client: Client) -> None:
    text = client.get("/privacy/").content.decode()

    assert "Article 6 (1) (e) and (3) GDPR" in text
    assert "not used to monitor the conduct or performance" in text


def test_the_imprint_names_the_vendored_versions() -> None:
    lock = json.loads((ROOT / "tools" / "vendor.lock.json").read_text())

    assert sorted(version for _name, version, *_rest in WORKS) == sorted(entry["version"] for entry in lock.values())


def test_the_chosen_language_stays(client: Client) -> None:
    response = client.post("/language/", {"language": "de", "next": "/imprint/"})

    assert response.headers["Location"] == "/imprint/"
    assert 'lang="de"' in client.get("/imprint/").content.decode()


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    response = client.post("/language/", {"language": "xx", "next": "/imprint/"})

    assert not response.cookies


def test_the_chosen_colours_stay_until_the_device_decides_again(client: Client) -> None:
    client.post("/colours/", {"colours": "dark", "next": "/imprint/"})
    dark = client.get("/imprint/").content.decode()
    client.post("/colours/", {"colours": "system", "next": "/imprint/"})
    again = client.get("/imprint/").content.decode()

    assert 'data-kern-theme="dark"' in dark
    assert "data-kern-theme" not in again


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_switch_leads_back_to_our_own_pages_only(client: Client, target: str) -> None:
    response = client.post("/colours/", {"colours": "dark", "next": target})

    assert response.headers["Location"] == "/"


def test_a_switch_wants_a_post(client: Client) -> None:
    assert client.get("/colours/").status_code == 405
    assert client.get("/language/").status_code == 405
