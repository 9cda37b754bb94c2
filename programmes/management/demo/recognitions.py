"""What people of the second round ask to have recognised: one granted, one refused in kind words, one open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from people.models.user import User
from programmes.actions.recognition_requests import grant_recognition, refuse_recognition, request_recognition
from programmes.management.demo.calendar import workday
from programmes.management.demo.people import Person
from programmes.management.demo.rounds import Register
from programmes.management.demo.trainees import LACKS_D2, LACKS_TWO, RECOGNISED_BASICS
from programmes.models.enrolment import Enrolment
from programmes.models.recognition_request import RecognitionRequest
from programmes.rules.evidence_files import EvidenceFile, evidence_file

A4 = (1240, 1754)
BASICS_TOLD = (
    "Ich habe im vergangenen Jahr die Basisqualifizierung „Kommunale Digitallotsen“ in Baden-Württemberg "
    "abgeschlossen. Darin ging es auch um OZG-Leistungen und um Change-Management. Die Bescheinigung liegt bei."
)
BASICS_GRANTED = "Kommunale Digitallotsen (BW), Basisqualifizierung: deckt D1 und C1 vollständig ab."
FILES_TOLD = "Wir haben in meinem früheren Amt mit einer elektronischen Akte gearbeitet, etwa ein halbes Jahr lang."
FILES_REFUSED = (
    "Danke für Ihren Antrag. In D2 geht es vor allem darum, die E-Akte in einem Amt einzuführen; das haben Sie dort "
    "noch nicht erlebt. Ihre Erfahrung hilft Ihnen am Termin sicher. Haben Sie doch eine Einführung begleitet, melden "
    "Sie sich gern noch einmal."
)
TEACHING_TOLD = (
    "Vor meinem Wechsel zur Stadt habe ich vier Jahre lang als Ausbilder Kolleg*innen am Arbeitsplatz geschult. "
    "Das Zeugnis der Ausbildereignungsprüfung liegt bei."
)


def ask_for_recognition(register: Register, trained: Mapping[Person, Enrolment], *, by: User) -> None:
    """One request, granted in the first week of the round."""
    enrolment = trained[RECOGNISED_BASICS]
    first_day = enrolment.cohort.starts_on
    evidence = [_certificate("Basisqualifizierung Kommunale Digitallotsen")]
    asked = _ask(register, enrolment, ("D1", "C1"), BASICS_TOLD, evidence, on=first_day)
    grant_recognition(asked, BASICS_GRANTED, by=by, at=_morning(workday(first_day, 3)))


def ask_for_more(register: Register, trained: Mapping[Person, Enrolment], *, by: User, today: date) -> None:
    """One request that was refused last week, and one that somebody has still to decide on."""
    refused = _ask(register, trained[LACKS_D2], ("D2",), FILES_TOLD, on=workday(today, -10))
    refuse_recognition(refused, FILES_REFUSED, by=by, at=_morning(workday(today, -7)))
    evidence = [_certificate("Ausbildereignung (AEVO)")]
    _ask(register, trained[LACKS_TWO], ("W1",), TEACHING_TOLD, evidence, on=workday(today, -2))


def _ask(
    register: Register,
    enrolment: Enrolment,
    codes: Iterable[str],
    told: str,
    evidence: Iterable[EvidenceFile] = (),
    *,
    on: date,
) -> RecognitionRequest:
    modules = [register.modules[code] for code in codes]
    return request_recognition(enrolment, modules, told, evidence, by=enrolment.pilot.user, today=on)


def _certificate(title: str) -> EvidenceFile:
    """A page that looks like a certificate and says that it is none."""
    page = Image.new("RGB", A4, "white")
    drawing = ImageDraw.Draw(page)
    drawing.rectangle((60, 60, A4[0] - 60, A4[1] - 60), outline="#1f4e79", width=6)
    for height, size, words in ((420, 64, "Bescheinigung"), (560, 40, title), (1500, 28, "Erfundenes Beispiel")):
        font = ImageFont.load_default(size)
        drawing.text((A4[0] / 2, height), words, fill="#1a1a1a", font=font, anchor="mm")
    buffer = BytesIO()
    page.save(buffer, "PDF", resolution=150)
    return evidence_file(buffer.getvalue(), f"Bescheinigung {title}.pdf")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_current_timezone())
