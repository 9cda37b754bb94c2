"""Where people of several rounds stand, in a few queries."""

from __future__ import annotations

from collections.abc import Iterable

from programmes.models.enrolment import Enrolment
from programmes.rules.standing import PersonProgress, progress_under, rules_of


def progress_across(enrolments: Iterable[Enrolment]) -> list[PersonProgress]:
    """Where each of `enrolments` stands under the curriculum of its own round, in their order.

    The rounds and their curricula must have been fetched with the enrolments. Three queries, however many people,
    rounds and versions of the curriculum there are.
    """
    people = list(enrolments)
    rules = rules_of(enrolment.cohort.curriculum for enrolment in people)
    return progress_under([(enrolment, rules[enrolment.cohort.curriculum_id]) for enrolment in people])
