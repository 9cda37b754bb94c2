from django.db import OperationalError
from django.test import RequestFactory

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
