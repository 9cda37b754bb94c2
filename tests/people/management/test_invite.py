"""The way in: one command, one link, one password."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from people.access import roles_of
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from tests.factories import TODAY, make_department, make_user

pytestmark = pytest.mark.django_db
KIM = "kim@giessen.example"
PASSWORD = "Langes-Kennwort-2026"
LINK = re.compile(r"http://[^/\s]+(/accounts/\S+)")


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def invite(*arguments: str) -> str:
    out = StringIO()
    call_command("invite", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None
    return found[1]


def set_password(client: Client, link: str) -> None:
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def test_it_opens_the_account_with_name_department_and_role() -> None:
    department = make_department("Hauptamt", number="10")

    printed = invite(KIM, "--role", "admin", "--given-names", "Kim", "--family-name", "Muster", "--department", "10")

    user = User.objects.get()
    assert (user.email, user.name, user.department) == (KIM, "Kim Muster", department)
    assert roles_of(user, TODAY) == {Role.STAFF, Role.ADMIN}
    assert link_in(printed)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "account opened",
        "role granted",
        "invited",
    ]


def test_the_mail_carries_the_same_link() -> None:
    printed = invite(KIM, "--role", "admin")

    (message,) = mail.outbox
    assert message.to == [KIM]
    assert link_in(str(message.body)) == link_in(printed)
    assert "within 3 days" in str(message.body)


def test_the_mail_is_german_where_the_register_is(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "de"
    settings.CITY_NAME = "Gießen & Umland"

    invite(KIM)

    assert "Gießen & Umland" in str(mail.outbox[0].body)


def test_the_link_sets_the_password_and_the_person_signs_in(client: Client) -> None:
    link = link_in(invite(KIM, "--role", "mayors_office"))

    set_password(client, link)
    client.post("/accounts/login/", {"login": KIM, "password": PASSWORD})

    assert client.get("/").headers["Location"] == "/privacy/notice/"
    assert AuditEvent.objects.filter(verb="password set", actor__email=KIM).count() == 1


def test_a_used_link_is_used_up(client: Client) -> None:
    link = link_in(invite(KIM))
    set_password(client, link)

    page = Client().get(link, follow=True).content.decode()

    assert "already been used" in page
    assert 'name="password1"' not in page


def test_an_account_that_exists_keeps_its_name_and_gets_the_role() -> None:
    user = make_user(KIM, given_names="Kim", family_name="Muster")

    printed = invite(KIM.upper(), "--role", "dpo", "--family-name", "Anders")

    user.refresh_from_db()
    assert user.name == "Kim Muster"
    assert Role.DPO in roles_of(user, TODAY)
    assert "existed already" in printed


@pytest.mark.parametrize("arguments", [["no address"], [KIM, "--role", "pilot"], [KIM, "--department", "99"]])
def test_what_makes_no_sense_opens_nothing(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        invite(*arguments)

    assert User.objects.count() == 0


def test_a_mail_that_cannot_leave_leaves_the_link(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    printed = invite(KIM)

    assert link_in(printed)
    assert "pass the link on yourself" in printed


def test_a_forgotten_password_is_set_anew_by_mail(client: Client) -> None:
    make_user(KIM)

    client.post("/accounts/password/reset/", {"email": KIM})
    set_password(client, link_in(str(mail.outbox[0].body)))

    assert client.login(email=KIM, password=PASSWORD)
