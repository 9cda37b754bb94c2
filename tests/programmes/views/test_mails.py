"""The outbox: who sees which mails, in which words, and what can be done with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from post_office.models import STATUS, Email, Log
from pytest_django import DjangoAssertNumQueries, Settings

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.mail import MailBatch, MailKind, MailMessage
from tests.factories import make_cohort, make_enrolment, make_pilot, make_user
from tests.mails import NOW, addresses, make_mails

pytestmark = pytest.mark.django_db
SAM, ALEX = "sam@giessen.example", "alex@giessen.example"


@pytest.fixture
def kim() -> User:
    return make_user(role=Role.COORDINATOR)


@pytest.fixture
def coordinator(client: Client, kim: User) -> Client:
    client.force_login(kim)
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def batches(client: Client, query: str = "") -> list[MailBatch]:
    return [batch for batch, _tallies in client.get(f"/mails/{query}").context["rows"]]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_a_coordinator_sees_the_mails_of_the_own_rounds_and_the_own_ones_newest_first(
    coordinator: Client, kim: User
) -> None:
    other = make_user(role=Role.COORDINATOR)
    of_my_round = make_mails(SAM, cohort=make_cohort(coordinators=[kim, other]), at=NOW - timedelta(days=1))
    mine = make_mails(SAM, by=kim)
    make_mails(SAM, cohort=make_cohort(coordinators=[other]), by=other)

    assert batches(coordinator) == [mine, of_my_round]


def test_an_admin_sees_all_mails(client: Client) -> None:
    make_mails(SAM, cohort=make_cohort(coordinators=[make_user()]))
    make_mails(ALEX)
    client.force_login(make_user(role=Role.ADMIN))

    assert len(batches(client)) == 2


def test_what_became_of_a_request_for_recognition_only_coordinators_of_the_round_read(
    client: Client, kim: User
) -> None:
    cohort, admin = make_cohort(coordinators=[kim]), make_user(role=Role.ADMIN)
    batch = make_mails(SAM, kind=MailKind.RECOGNITION_DECIDED, cohort=cohort, by=kim)
    door = f"/mails/{batch.pk}/"
    doors = (door, f"{door}{batch.messages.get().pk}/resend/")

    client.force_login(admin)
    assert batches(client) == []
    assert [client.get(each).status_code for each in doors] == [404, 404]

    for reader in (kim, admin):
        cohort.coordinators.add(reader)
        client.force_login(reader)
        assert batches(client) == [batch]
        assert [client.get(each).status_code for each in doors] == [200, 200]


def test_the_list_counts_what_became_of_each_mail_once(coordinator: Client, kim: User) -> None:
    # Two coordinators make two rows of a join that must not count twice.
    make_mails(*addresses(4), cohort=make_cohort(coordinators=[kim, make_user()]), by=kim)
    Email.objects.filter(to=addresses(1)[0]).update(status=STATUS.failed)
    Email.objects.filter(to=addresses(2)[1]).update(status=STATUS.sent)

    ((_batch, tallies),) = coordinator.get("/mails/").context["rows"]

    assert [(tally.state.value, tally.mails) for tally in tallies] == [("waiting", 2), ("sent", 1), ("failed", 1)]


@pytest.mark.parametrize(
    ("mails", "counted", "leaves"),
    [(1, "1 waits", "It leaves at"), (3, "3 wait", "They leave at")],
)
def test_one_mail_and_several_are_spoken_of_as_such(
    coordinator: Client, kim: User, mails: int, counted: str, leaves: str
) -> None:
    batch = make_mails(*addresses(mails), by=kim)

    shown = coordinator.get(f"/mails/{batch.pk}/").content.decode()

    assert f">{counted}<" in shown
    assert leaves in shown


def test_the_list_is_filtered(coordinator: Client, kim: User) -> None:
    cohort, other = make_cohort(coordinators=[kim]), make_cohort(coordinators=[kim])
    failed = make_mails(*addresses(2), cohort=cohort)
    Email.objects.update(status=STATUS.failed)
    offer = make_mails(SAM, cohort=other, kind=MailKind.OFFER)

    assert batches(coordinator, f"?round={cohort.pk}") == [failed]
    assert batches(coordinator, "?kind=offer") == [offer]
    assert batches(coordinator, "?failed=on") == [failed]
    assert "No mail matches" in page(coordinator, "/mails/?kind=reminder")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_batch_as_for_many(
    coordinator: Client, kim: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_mails(*addresses(2), cohort=make_cohort(coordinators=[kim]), by=kim)

    # session, account, roles, rounds of the filter, number of batches, batches, their mails by state
    with django_assert_num_queries(7):
        coordinator.get("/mails/")


def test_an_empty_outbox_says_what_comes(coordinator: Client) -> None:
    assert "No mail has been set off yet" in page(coordinator, "/mails/")


# --- one batch --------------------------------------------------------------------------------------------------------


def test_a_batch_shows_every_mail_word_for_word_but_the_link_of_the_recipient(coordinator: Client, kim: User) -> None:
    enrolment = make_enrolment(make_cohort(coordinators=[kim]), make_pilot("Muster"))
    facts = {"round": "<Runde> 4", "link": "http://localhost/consent/geheim-geheim/"}
    batch = make_mails(SAM, kind=MailKind.CONSENT, cohort=enrolment.cohort, enrolment=enrolment, facts=facts)

    shown = page(coordinator, f"/mails/{batch.pk}/")

    for words in (SAM, "Runde: &lt;Runde&gt; 4", "It is about Sam Muster", "It leaves at 09:10"):
        assert words in shown
    assert "geheim" not in shown


def test_a_failed_mail_says_why_and_can_be_sent_again(coordinator: Client, kim: User) -> None:
    batch = make_mails(SAM, by=kim)
    Email.objects.update(status=STATUS.failed)
    Log.objects.create(email=Email.objects.get(), status=STATUS.failed, message="550 no such user")

    shown = page(coordinator, f"/mails/{batch.pk}/")

    assert "550 no such user" in shown
    assert f"/mails/{batch.pk}/{batch.messages.get().pk}/resend/" in shown


def test_mails_that_should_have_left_say_that_the_sender_may_be_away(coordinator: Client, kim: User) -> None:
    late = make_mails(SAM, by=kim, at=NOW - timedelta(hours=1))
    early = make_mails(SAM, by=kim)

    assert "are due since" in page(coordinator, f"/mails/{late.pk}/")
    assert "are due since" not in page(coordinator, f"/mails/{early.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_as_often_for_one_mail_as_for_many(
    coordinator: Client, kim: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enrolment = make_enrolment(make_cohort(coordinators=[kim]))
    batch = make_mails(*addresses(count), cohort=enrolment.cohort, enrolment=enrolment)
    for email in Email.objects.all():
        Log.objects.create(email=email, status=STATUS.failed, message="451")

    # session, account, roles, batch, mails by state, number of mails, mails, their logs
    with django_assert_num_queries(8):
        coordinator.get(f"/mails/{batch.pk}/")


@pytest.mark.parametrize("door", ["", "cancel/", "{message}/resend/"])
def test_the_mails_of_another_round_are_not_there(coordinator: Client, door: str) -> None:
    batch = make_mails(SAM, cohort=make_cohort(coordinators=[make_user()]))
    path = f"/mails/{batch.pk}/{door.format(message=batch.messages.get().pk)}"

    assert coordinator.get(path).status_code == 404
    if door:
        assert coordinator.post(path).status_code == 404


def test_a_mail_belongs_to_its_batch(coordinator: Client, kim: User) -> None:
    mine, foreign = make_mails(SAM, by=kim), make_mails(ALEX)
    Email.objects.update(status=STATUS.failed)

    assert coordinator.post(f"/mails/{mine.pk}/{foreign.messages.get().pk}/resend/").status_code == 404


# --- stop, send again -------------------------------------------------------------------------------------------------


def test_one_click_stops_what_waits(coordinator: Client, kim: User) -> None:
    batch = make_mails(SAM, ALEX, by=kim)

    shown = coordinator.post(f"/mails/{batch.pk}/cancel/", follow=True).content.decode()

    assert "2 mails are stopped." in shown
    assert "Stop 2 mails" not in shown


def test_what_has_left_cannot_be_stopped(coordinator: Client, kim: User) -> None:
    batch = make_mails(SAM, by=kim)
    Email.objects.update(status=STATUS.sent)

    shown = coordinator.post(f"/mails/{batch.pk}/cancel/", follow=True).content.decode()

    assert "None of these mails waits any more." in shown


def test_a_mail_is_sent_again_after_a_look_at_it(coordinator: Client, kim: User, settings: Settings) -> None:
    settings.MAIL_HOLD_MINUTES = 15
    batch = make_mails(SAM, by=kim)
    Email.objects.update(status=STATUS.failed)
    path = f"/mails/{batch.pk}/{batch.messages.get().pk}/resend/"

    question = page(coordinator, path)
    answer = coordinator.post(path, follow=True)

    assert "Send to 1 person?" in question
    assert "keeps the mails for 15 minutes" in question
    assert answer.redirect_chain == [(f"/mails/{MailBatch.objects.latest('pk').pk}/", 302)]
    assert MailMessage.objects.count() == 2
    assert "sent again already" in coordinator.post(path).content.decode()
