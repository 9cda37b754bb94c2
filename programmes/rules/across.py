"""Where people of several rounds stand, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from programmes.models.curriculum import Curriculum
from programmes.models.enrolment import Enrolment
from programmes.rules.standing import PersonProgress, progress_of


def progress_across(enrolments: Iterable[Enrolment]) -> list[PersonProgress]:
    """Where each of `enrolments` stands under the curriculum of its own round, grouped by curriculum.

    The rounds and their curricula must have been fetched with the enrolments. Two queries for each version of the
    curriculum, however many people and rounds there are.
    """
    by_curriculum: dict[Curriculum, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        by_curriculum[enrolment.cohort.curriculum].append(enrolment)
    return [person for curriculum, people in by_curriculum.items() for person in progress_of(curriculum, people)]
