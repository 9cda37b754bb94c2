"""What became of a list of people, for the page that shows it after it was enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from people.models.pilot import Pilot
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport
from programmes.rules.answers import WAITS_FOR, Question
from programmes.rules.changed_since import portions
from programmes.rules.list_matching import ENROLLED, Verdict


@dataclass(frozen=True)
class Skipped:
    """A line nobody was enrolled for, and why."""

    said: str
    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Results:
    """Who was enrolled and still is, the lines that were not, and whom taking back left as changed since."""

    people: Sequence[Enrolment]
    skipped: Sequence[Skipped]
    waiting: int
    entered: int
    kept: Sequence[Enrolment]
    kept_people: Sequence[Pilot]

    @property
    def without_consent(self) -> int:
        """How many people of the list have a place and have not been heard themselves."""
        return sum(one.state == WAITS_FOR[Question.CONSENT] for one in self.people)


def results_of(enrolled: EnrolmentImport) -> Results:
    """What became of the list; two queries for each ten thousand people, whether it was taken back or not."""
    made = enrolled.made
    keys = [facts["enrolment"] for facts in made]
    found = {
        enrolment.pk: enrolment
        for portion in portions(keys)
        for enrolment in Enrolment.objects.filter(pk__in=portion).select_related("pilot", "department")
    }
    kept_people = [facts["pilot"] for facts in made if facts.get("kept") == "person"]
    pilots = [pilot for portion in portions(kept_people) for pilot in Pilot.objects.filter(pk__in=portion).in_order()]
    skipped = [
        Skipped(told["said"], Verdict(told["became"]), told["why"])
        for told in enrolled.lines
        if told["became"] not in ENROLLED
    ]
    return Results(
        people=[found[key] for key in keys if key in found],
        skipped=skipped,
        waiting=sum(told["became"] == Verdict.WAITING for told in enrolled.lines),
        entered=sum(bool(facts["entered"]) for facts in made),
        kept=[found[facts["enrolment"]] for facts in made if facts.get("kept") == "enrolment"],
        kept_people=pilots,
    )
