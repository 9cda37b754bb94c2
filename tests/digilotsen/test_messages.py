import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from tests.factories import make_cohort, make_pilot, make_user


@pytest.mark.django_db
def test_a_message_that_names_somebody_stays_on_the_server(client: Client) -> None:
    kim = make_user(role=Role.COORDINATOR)
    cohort = make_cohort(coordinators=[kim])
    client.force_login(kim)

    done = client.post(
        reverse("programmes:enrolment_create", args=[cohort.pk]), {"mail": make_pilot("Geheim").mail, "path": "asked"}
    )

    assert "messages" not in done.cookies
    assert "Seat taken for Sam Geheim." in client.get(done.url).text
