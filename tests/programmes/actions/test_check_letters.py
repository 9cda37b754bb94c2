"""The repair report: a flipped byte, a lost file, a gap and a double are found; nothing is repaired."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from programmes.actions.check_letters import check_letters
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter, LetterDocument, LetterState
from programmes.models.letter_counter import LetterCounter
from programmes.rules.letter_faults import FaultKind
from tests import append_only
from tests.factories import make_issuing_cohort, make_ready
from tests.programmes.actions.issuing import issue


def flip_a_byte() -> None:
    document = LetterDocument.objects.get(letter__number=2)
    pdf = bytearray(document.pdf)
    pdf[len(pdf) // 2] ^= 1
    LetterDocument.objects.filter(pk=document.pk).update(pdf=bytes(pdf))


def lose_a_file() -> None:
    LetterDocument.objects.get(letter__number=2).delete()


def lose_a_letter() -> None:
    lose_a_file()
    AppointmentLetter.objects.get(number=2).delete()


def turn_the_counter_back() -> None:
    LetterCounter.objects.update(last_number=2)


def lose_the_evidence() -> None:
    Appointment.objects.filter(letters__number=2).update(evidence={})


def renumber() -> None:
    AppointmentLetter.objects.filter(number=2).update(reference="DL-2026-0099")


def forget_the_successor() -> None:
    AppointmentLetter.objects.filter(number=2).update(state=LetterState.REPLACED)


DAMAGE: list[tuple[Callable[[], None], list[tuple[str, FaultKind]]]] = [
    (flip_a_byte, [("DL-2026-0002", FaultKind.CHANGED)]),
    (lose_a_file, [("DL-2026-0002", FaultKind.NO_FILE)]),
    (lose_a_letter, [("DL-2026-0002", FaultKind.GAP)]),
    (turn_the_counter_back, [("DL-2026-0003", FaultKind.BEYOND)]),
    (lose_the_evidence, [("DL-2026-0002", FaultKind.NO_EVIDENCE)]),
    (renumber, [("DL-2026-0099", FaultKind.OTHER_NUMBER)]),
    (forget_the_successor, [("DL-2026-0002", FaultKind.NO_SUCCESSOR)]),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("damage", "faults"), DAMAGE)
def test_damage_is_found_and_named(damage: Callable[[], None], faults: list[tuple[str, FaultKind]]) -> None:
    cohort = make_issuing_cohort()
    issue(*(make_ready(cohort, name) for name in ("Adler", "Beispiel", "Celik")))
    assert check_letters(by=None).faults == ()
    append_only.lift(connection)

    damage()

    report = check_letters(by=None)
    assert [(fault.reference, fault.kind) for fault in report.faults] == faults
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("check_letters", stdout=out)
    assert stop.value.code == 1
    assert faults[0][0] in out.getvalue()


@pytest.mark.django_db
def test_a_whole_register_ends_the_command_well() -> None:
    issue(make_ready(make_issuing_cohort()))
    out = StringIO()

    call_command("check_letters", stdout=out)

    assert out.getvalue() == "1 letters checked, 0 faults.\n"


@pytest.mark.django_db
def test_a_register_without_letters_is_whole() -> None:
    assert check_letters(by=None).letters == 0
