"""What the tests of the matrix have in common: people in training, cells, addresses."""

from __future__ import annotations

from django.urls import reverse

from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.programme import TrainingModule
from tests.factories import make_enrolment, make_pilot, make_result, modules_of


def trainee(cohort: Cohort, name: str = "Muster", *codes: str) -> Enrolment:
    """Somebody in training who has passed the modules with these codes."""
    enrolment = make_enrolment(cohort, make_pilot(name), state=EnrolmentState.IN_TRAINING)
    for code in codes:
        make_result(enrolment, module(cohort, code))
    return enrolment


def module(cohort: Cohort, code: str) -> TrainingModule:
    return next(module for module in modules_of(cohort.curriculum) if module.code == code)


def mark(enrolment: Enrolment, code: str) -> str:
    """A cell of the matrix, as its box sends it."""
    return f"{enrolment.pk}-{module(enrolment.cohort, code).pk}"


def matrix(cohort: Cohort) -> str:
    return reverse("programmes:progress_matrix", args=[cohort.pk])
