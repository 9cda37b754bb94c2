"""The register of letters: who finds, reads and takes which letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from programmes.actions.end_appointment import end_appointment
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from programmes.models.appointment import EndReason
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter, LetterDocument, LetterStanding
from programmes.models.letter_counter import LetterCounter
from tests import append_only
from tests.factories import TODAY, WITHDRAWN, make_issuing_cohort, make_pilot, make_ready, make_user

AT = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)


def issue(cohort: Cohort, *names: str, day: date = TODAY, at: datetime = AT) -> list[AppointmentLetter]:
    people = [make_ready(cohort, name) for name in names]
    return issue_letters(people, effective_from=day, by=None, at=at)


def own_letter() -> AppointmentLetter:
    pilot = make_pilot("Eigen", user=make_user())
    return issue_letters([make_ready(make_issuing_cohort(), pilot=pilot)], effective_from=TODAY, by=None, at=AT)[0]


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(make_user(role=Role.ADMIN))
    return client


def numbers(client: Client, query: str = "") -> list[str]:
    return [letter.reference for letter, _standing, _tone in client.get(f"/letters/{query}").context["rows"]]


# --- the register -------------------------------------------------------------------------------------------------


def test_the_register_lists_the_newest_first_with_the_name_as_printed(admin: Client) -> None:
    issue(make_issuing_cohort(), "Adler", "Zander")

    shown = admin.get("/letters/").content.decode()

    assert numbers(admin) == ["DL-2026-0002", "DL-2026-0001"]
    for words in ("Sam Adler", "in force", "not yet", "Numbers 1 to 2 of 2026: no gap, no double."):
        assert words in shown


def test_the_register_is_filtered(admin: Client) -> None:
    one, other = make_issuing_cohort(), make_issuing_cohort()
    old = issue(one, "Alt", at=datetime(2025, 5, 1, 11, 0, tzinfo=UTC))[0]
    first, second, third = issue(other, "Adler", "Beispiel", "Celik")
    (coming,) = issue(one, "Dorn", day=date(2026, 4, 1))
    end_appointment(second.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)
    AppointmentLetter.objects.filter(pk=third.pk).update(**WITHDRAWN)
    hand_over([first], held_on=TODAY, place="Rathaus", host="OB", by=None, today=TODAY)

    found = {
        query: numbers(admin, f"?{query}")
        for query in (
            f"round={one.pk}",
            "year=2025",
            "standing=in_force",
            "standing=coming",
            "standing=ended",
            "standing=voided",
            "given=no",
            "given=yes",
            f"round={other.pk}&year=2026&given=no",
            "round=x&year=y&standing=z",
        )
    }

    everything = [str(letter) for letter in (coming, third, second, first, old)]
    assert found == {
        f"round={one.pk}": [str(coming), str(old)],
        "year=2025": [str(old)],
        "standing=in_force": [str(first), str(old)],
        "standing=coming": [str(coming)],
        "standing=ended": [str(second)],
        "standing=voided": [str(third)],
        "given=no": [str(coming), str(second), str(old)],
        "given=yes": [str(first)],
        f"round={other.pk}&year=2026&given=no": [str(second)],
        "round=x&year=y&standing=z": everything,
    }


def test_standing_on_and_with_standing_say_the_same(admin: Client) -> None:
    cohort = make_issuing_cohort()
    _in_force, ended, voided = issue(cohort, "Adler", "Beispiel", "Celik")
    issue(cohort, "Dorn", day=date(2026, 4, 1))
    end_appointment(ended.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)
    AppointmentLetter.objects.filter(pk=voided.pk).update(**WITHDRAWN)

    for standing in LetterStanding:
        chosen = set(AppointmentLetter.objects.with_standing(standing, TODAY))
        assert chosen == {letter for letter in AppointmentLetter.objects.all() if letter.standing_on(TODAY) == standing}


def test_a_gap_in_the_numbers_is_said(admin: Client) -> None:
    issue(make_issuing_cohort(), "Adler")
    LetterCounter.objects.update(last_number=3)

    shown = admin.get("/letters/").content.decode()

    assert "2026: 1 letters with the numbers 1 to 1, but 3 numbers were given out." in shown
    assert "no gap" not in shown


def test_the_register_has_pages(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programmes.views.letters.PAGE_SIZE", 2)
    issue(make_issuing_cohort(), "Adler", "Beispiel", "Celik")

    assert numbers(admin, "?page=2") == ["DL-2026-0001"]


@pytest.mark.parametrize("letters", [1, 3])
def test_the_register_asks_the_same_questions_however_many_letters(
    admin: Client, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issue(make_issuing_cohort(), *(f"Name{number}" for number in range(letters)))

    # session, user, grants, derived roles, second factor; counters, series; count, letters; rounds and
    # departments to choose from
    with django_assert_num_queries(9):
        admin.get("/letters/")


def test_an_empty_register_says_what_comes(admin: Client) -> None:
    assert "No letter has been issued yet" in admin.get("/letters/").content.decode()


# --- one letter ---------------------------------------------------------------------------------------------------


def test_the_detail_shows_what_was_frozen_and_that_the_file_is_whole(admin: Client) -> None:
    (letter,) = issue(make_issuing_cohort(), "Adler")

    shown = admin.get(f"/letters/{letter.pk}/").content.decode()

    for words in (
        letter.document.sha256,
        letter.content["verify_url"],
        "checked just now",
        "What it rests on",
        "End appointment",
    ):
        assert words in shown


@pytest.mark.django_db(transaction=True)
def test_a_changed_file_is_called_out(client: Client) -> None:
    (letter,) = issue(make_issuing_cohort(), "Adler")
    append_only.lift(connection)
    LetterDocument.objects.update(pdf=b"%PDF-1.7 forged")
    client.force_login(make_user(role=Role.ADMIN))

    shown = client.get(f"/letters/{letter.pk}/").content.decode()

    assert "The file is not the one that was issued." in shown
    assert "checked just now" not in shown


def test_the_evidence_is_for_admins_and_the_person_alone(client: Client, db: None) -> None:
    letter = own_letter()
    owner = letter.appointment.pilot.user
    readers = [(make_user(role=Role.ADMIN), True), (owner, True), (make_user(role=Role.MAYORS_OFFICE), False)]

    for reader, sees in readers:
        client.force_login(reader)
        shown = client.get(f"/letters/{letter.pk}/").content.decode()
        assert letter.name_as_printed in shown
        assert (f"/letters/{letter.pk}/evidence/" in shown) == sees, reader
        evidence = client.get(f"/letters/{letter.pk}/evidence/")
        assert (evidence.status_code, "Modul K1" in evidence.content.decode()) == (
            (200, True) if sees else (403, False)
        )


def test_the_pdf_is_the_stored_one_and_its_download_an_event(admin: Client) -> None:
    (letter,) = issue(make_issuing_cohort(), "Adler")

    answer = admin.get(f"/letters/{letter.pk}/letter.pdf")

    assert sha256(answer.content).hexdigest() == letter.document.sha256
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Ernennungsschreiben_DL-2026-0001.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.get(verb="letter downloaded").object_id == str(letter.pk)


def test_who_only_asks_about_the_pdf_takes_nothing_and_leaves_no_event(admin: Client) -> None:
    (letter,) = issue(make_issuing_cohort(), "Adler")
    before = AuditEvent.objects.count()

    assert admin.head(f"/letters/{letter.pk}/letter.pdf").status_code == 405
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("path", ["", "letter.pdf"])
def test_people_read_their_own_letter_and_no_other(client: Client, db: None, path: str) -> None:
    own, (other,) = own_letter(), issue(make_issuing_cohort(), "Fremd")
    client.force_login(own.appointment.pilot.user)

    assert client.get(f"/letters/{own.pk}/{path}").status_code == 200
    assert client.get(f"/letters/{other.pk}/{path}").status_code == 404


def test_somebody_whose_appointment_ended_still_has_the_letter(client: Client, db: None) -> None:
    letter = own_letter()
    end_appointment(letter.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)
    client.force_login(letter.appointment.pilot.user)

    assert client.get(f"/letters/{letter.pk}/letter.pdf").status_code == 200


CLOSED: Sequence[tuple[str, Sequence[Role | None]]] = [
    ("/letters/", (Role.COORDINATOR, Role.TRAINER, Role.DPO, None)),
    ("/letters/{pk}/", (Role.COORDINATOR, Role.TRAINER, Role.DPO, None)),
    ("/letters/{pk}/letter.pdf", (Role.COORDINATOR, Role.TRAINER, Role.DPO, None)),
    ("/letters/{pk}/end/", (Role.MAYORS_OFFICE, Role.COORDINATOR, None)),
    ("/letters/handover/", (Role.COORDINATOR, Role.TRAINER, Role.DPO, None)),
]


@pytest.mark.parametrize(("url", "roles"), CLOSED)
def test_other_roles_find_the_door_closed(client: Client, db: None, url: str, roles: Sequence[Role | None]) -> None:
    (letter,) = issue(make_issuing_cohort(), "Adler")

    for role in roles:
        client.force_login(make_user(role=role))
        assert client.get(url.format(pk=letter.pk)).status_code == 403, role


# --- the printer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MAYORS_OFFICE])
def test_the_print_file_of_a_round(client: Client, db: None, role: Role) -> None:
    cohort = make_issuing_cohort()
    issue(cohort, "Adler", "Zander")
    client.force_login(make_user(role=role))

    answer = client.post("/letters/print/", {"round": cohort.pk})

    assert answer.content.startswith(b"%PDF-")
    assert f"{cohort.number}._Ausbildungsrunde.pdf" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="letters printed").count() == 1


def test_the_print_file_is_asked_for_by_post_for_a_round_that_has_letters(admin: Client) -> None:
    cohort = make_issuing_cohort()

    assert admin.get("/letters/print/").headers["Location"] == "/letters/"
    assert admin.post("/letters/print/", {"round": "x"}).status_code == 404
    assert "no letters to print" in admin.post("/letters/print/", {"round": cohort.pk}, follow=True).content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER, Role.DPO, None])
def test_nobody_else_prints(client: Client, db: None, role: Role | None) -> None:
    cohort = make_issuing_cohort()
    issue(cohort, "Adler")
    client.force_login(make_user(role=role))

    assert client.post("/letters/print/", {"round": cohort.pk}).status_code == 403
