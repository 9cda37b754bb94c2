"""Somebody has something recognised: asks, loses nothing typed, sees the decision, takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.recognition_request import RecognitionEvidence, RecognitionRequest, RecognitionState
from tests.factories import make_cohort, make_curriculum, make_enrolment, make_pilot, make_result, make_user, modules_of
from tests.programmes.recognitions import REASON, WORDS, make_evidence, make_request, pdf, picture
from tests.programmes.rules.test_evidence_files import HOSTILE
from tests.programmes.views.conftest import GROUND, errors, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/my/recognition/"
S = RecognitionState
AGAIN = "Please choose your files once more: a browser does not keep them."


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(curriculum=make_curriculum(("C1", "D1", "K1")), state=CohortState.RUNNING)


@pytest.fixture
def me(client: Client) -> Pilot:
    pilot = make_pilot("Ich", user=make_user())
    client.force_login(pilot.user)
    return pilot


@pytest.fixture
def trainee(cohort: Cohort, me: Pilot) -> Enrolment:
    return make_enrolment(cohort, me, state=EnrolmentState.IN_TRAINING)


def typed(trainee: Enrolment, **fields: Any) -> dict[str, Any]:
    return {"modules": [modules_of(trainee.cohort.curriculum)[0].pk], "told": WORDS, **fields}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


# --- asking ----------------------------------------------------------------------------------------------------------


def test_a_request_is_sent_with_its_files(client: Client, trainee: Enrolment) -> None:
    files = [upload("Zeugnis.pdf", pdf()), upload("Foto.jpeg", picture("JPEG"))]

    response = client.post(PAGE, typed(trainee, evidence=files), follow=True)

    request = RecognitionRequest.objects.get()
    assert (request.enrolment, request.told) == (trainee, WORDS)
    assert [str(file) for file in request.evidence.all()] == ["Zeugnis.pdf", "Foto.jpg"]
    assert "Your request is with the coordinators." in response.text
    assert all(part in response.text for part in ("not decided yet", "Zeugnis.pdf", "Foto.jpg", "Withdraw the request"))


def test_only_open_modules_can_be_chosen(client: Client, trainee: Enrolment) -> None:
    first, second, third = modules_of(trainee.cohort.curriculum)
    make_result(trainee, first)
    make_request(trainee, second)

    choices = client.get(PAGE).context["form"].fields["modules"].choices

    assert [value for value, _label in choices] == [third.pk]
    assert "modules" in errors(client.post(PAGE, typed(trainee)))


def test_a_refused_form_keeps_what_was_typed_and_says_that_files_are_gone(client: Client, trainee: Enrolment) -> None:
    response = client.post(PAGE, typed(trainee, modules=[], evidence=[upload("Zeugnis.pdf", pdf())]))

    assert errors(response) == {"modules": ["Please choose at least one module."], "evidence": [AGAIN]}
    assert WORDS in response.text
    ticked = client.post(PAGE, typed(trainee, told="")).text
    assert ticked.count(" checked") == 1
    assert AGAIN not in ticked
    assert not RecognitionRequest.objects.exists()


def test_the_browser_sends_files_along(client: Client, trainee: Enrolment) -> None:
    page = client.get(PAGE).text

    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page
    assert " multiple" in page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_beside_its_field(client: Client, trainee: Enrolment, name: str) -> None:
    make, sentence = HOSTILE[name]
    content = make()

    response = client.post(PAGE, typed(trainee, evidence=[upload("Zeugnis.pdf", content)]))

    (told, again) = errors(response)["evidence"] if content else (*errors(response)["evidence"], AGAIN)[:2]
    assert sentence in told if content else told == "This file is empty. Please choose another one."
    assert again == AGAIN
    assert 'href="#id_evidence"' in response.text
    assert not RecognitionRequest.objects.exists()
    assert not AuditEvent.objects.exists()


def test_every_file_that_is_wrong_is_named(client: Client, trainee: Enrolment) -> None:
    files = [upload("a.pdf", b"x"), upload("b.pdf", pdf()), upload("<b>c</b>.pdf", b"x")]

    response = client.post(PAGE, typed(trainee, evidence=files))

    told = errors(response)["evidence"]
    assert told == ["a.pdf: This is no PDF, JPEG or PNG.", "b>.pdf: This is no PDF, JPEG or PNG.", AGAIN]
    assert not RecognitionEvidence.objects.exists()


def test_six_files_and_a_big_one_are_too_many(client: Client, trainee: Enrolment, settings: LazySettings) -> None:
    settings.EVIDENCE_MAX_MB = 1

    many = client.post(PAGE, typed(trainee, evidence=[upload(f"{number}.pdf", pdf()) for number in range(6)]))
    big = client.post(PAGE, typed(trainee, evidence=[upload("gross.pdf", pdf() + b" " * 1024 * 1024)]))

    assert errors(many)["evidence"][0] == "Please choose at most 5 files."
    assert errors(big)["evidence"][0] == "gross.pdf: The file is bigger than 1 MB."


def test_words_of_any_kind_are_shown_as_words(client: Client, trainee: Enrolment) -> None:
    response = client.post(PAGE, typed(trainee, told="<script>alert(1)</script> {{ 7*7 }}\n\nZwei"), follow=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in response.text


def test_who_is_not_in_training_is_told_so(client: Client, me: Pilot) -> None:
    response = client.post(PAGE, {"told": WORDS})

    assert "You are not in training at the moment" in response.text
    assert not RecognitionRequest.objects.exists()


def test_where_nothing_is_left_no_form_is_shown(client: Client, trainee: Enrolment) -> None:
    make_request(trainee)

    assert "Nothing is left to ask for" in client.get(PAGE).text


def test_my_qualification_leads_there(client: Client, trainee: Enrolment) -> None:
    assert f'href="{PAGE}"' in client.get("/my/qualification/").text


# --- the decision ----------------------------------------------------------------------------------------------------


def test_a_refusal_shows_its_reason_and_the_form_again(client: Client, trainee: Enrolment) -> None:
    make_request(trainee, state=S.REFUSED)

    page = client.get(PAGE).text

    assert all(part in page for part in (REASON, "not recognised", "You can ask again", "Send the request"))
    assert "Withdraw the request" not in page


def test_a_file_that_was_removed_leaves_its_day(client: Client, trainee: Enrolment) -> None:
    removed = {"content": None, "name": "", "removed_on": "2026-03-01"}
    make_evidence(make_request(trainee, state=S.GRANTED), **removed)

    page = client.get(PAGE).text

    assert "PDF, deleted on 1 March 2026" in page
    assert "/evidence/" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client: Client, trainee: Enrolment, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    module = modules_of(trainee.cohort.curriculum)[0]
    for _number in range(count):
        make_evidence(make_request(trainee, module, state=S.REFUSED))

    # 1 the person, 2 the enrolment, 3-5 rule, results, who was there, 6 what is asked for already, 7 requests,
    # 8 modules, 9 files
    with django_assert_num_queries(GROUND + 9):
        client.get(PAGE)


# --- taken back, and nobody else's -----------------------------------------------------------------------------------


def test_a_request_is_withdrawn(client: Client, trainee: Enrolment) -> None:
    request = make_request(trainee)
    make_evidence(request)

    response = client.post(f"{PAGE}{request.pk}/withdraw/", follow=True)

    request.refresh_from_db()
    assert (request.state, RecognitionEvidence.objects.kept().count()) == (S.WITHDRAWN, 0)
    assert "Your request is withdrawn, and its files are deleted." in response.text
    again = client.post(f"{PAGE}{request.pk}/withdraw/", follow=True)
    assert "This request is settled already: “withdrawn”." in again.text


def test_nobody_sees_or_withdraws_the_request_of_somebody_else(client: Client, trainee: Enrolment) -> None:
    other = make_request(make_enrolment(trainee.cohort, state=EnrolmentState.IN_TRAINING), told="Nur für mich")
    evidence = make_evidence(other)

    assert "Nur für mich" not in client.get(PAGE).text
    assert client.post(f"{PAGE}{other.pk}/withdraw/").status_code == 404
    assert client.get(f"/recognitions/{other.pk}/evidence/{evidence.pk}/").status_code == 404
    assert RecognitionRequest.objects.get().is_open


def test_who_is_not_in_the_programme_has_no_such_page() -> None:
    assert signed_in(make_user()).get(PAGE).status_code == 403
