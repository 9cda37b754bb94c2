import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from digilotsen.errors import server_error


def test_a_failure_has_a_page_that_asks_no_database() -> None:
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert b"Something went wrong on our side" in response.content


def test_an_unreachable_database_is_said_and_comes_back() -> None:
    try:
        raise OperationalError
    except OperationalError:
        response = server_error(RequestFactory().get("/"))

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert b"not available at the moment" in response.content


@pytest.mark.django_db
def test_a_wrong_way_to_call_an_address_is_said_in_words_with_the_ways_that_work(client: Client) -> None:
    refused = client.post("/verify/")

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert refused.headers["Content-Type"].startswith("text/html")
    assert "This address does not work this way" in refused.text


@pytest.mark.django_db
def test_a_program_that_wants_no_page_gets_none(client: Client) -> None:
    refused = client.post("/verify/", headers={"Accept": "application/json"})

    assert (refused.status_code, refused.content) == (405, b"")


def test_a_request_nobody_understands_has_a_page_of_the_house() -> None:
    refused = Client().get("/verify/", headers={"Host": "elsewhere.example"})

    assert refused.status_code == 400
    assert "This request could not be understood" in refused.text
