"""Two lists at once: for the last seats, with the same people, and with the same new ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrol import enrol
from programmes.actions.undo_list import undo_list
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from tests.factories import TODAY, make_cohort, make_department, make_pilot, make_user
from tests.programmes.lists import a_list, enrol_it, preview
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)


def seats_and_people(cohort: Cohort) -> tuple[int, int]:
    return Cohort.objects.get(pk=cohort.pk).seats_taken, Enrolment.objects.filter(cohort=cohort).with_seat().count()


def meet_before_writing(monkeypatch: pytest.MonkeyPatch, model: type[Any]) -> None:
    """Whoever inserts rows of `model` in bulk waits for the other, so that both have looked before anyone writes."""
    insert, meet = QuerySet.bulk_create, meeting_point(lambda: None)

    def meet_and_insert(self: QuerySet[Any], rows: Any, **options: Any) -> Any:
        if self.model is model:
            meet()
        return insert(self, rows, **options)

    monkeypatch.setattr(QuerySet, "bulk_create", meet_and_insert)


def meet_after_the_first(monkeypatch: pytest.MonkeyPatch, model: type[Any]) -> None:
    """Rows of `model` go in one by one, and whoever has written one waits for the other to have done so too."""
    insert, meet = QuerySet.bulk_create, meeting_point(lambda: None)

    def insert_one_by_one(self: QuerySet[Any], rows: Any, **options: Any) -> Any:
        if self.model is not model:
            return insert(self, rows, **options)
        for row in rows:
            insert(self, [row], **options)
            meet()
        return rows

    monkeypatch.setattr(QuerySet, "bulk_create", insert_one_by_one)


def enrol_both(one: EnrolmentImport, other: EnrolmentImport, kim: User, **told: Any) -> list[str]:
    marks = preview(one, **told).mark, preview(other, **told).mark
    return at_once(
        lambda: enrol_it(one, by=kim, mark=marks[0], **told), lambda: enrol_it(other, by=kim, mark=marks[1], **told)
    )


def test_two_lists_cannot_both_take_the_last_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, kim = make_cohort(seats=5), make_user()
    lists = [a_list(cohort, kim, *[make_pilot().mail for _number in range(3)]) for _list in range(2)]
    meet_before_writing(monkeypatch, Enrolment)

    outcomes = enrol_both(*lists, kim)

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (3, 3))


def test_two_lists_that_look_before_they_take_the_seats_meet_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, kim = make_cohort(seats=5), make_user()
    lists = [a_list(cohort, kim, *[make_pilot().mail for _number in range(3)]) for _list in range(2)]
    write = meeting_point(QuerySet.update)

    def look_then_write(self: QuerySet[Any], **values: Any) -> int:
        if self.model is not Cohort:
            return QuerySet.update(self, **values)
        found = list(self.values_list("pk", flat=True))
        return write(Cohort.objects.filter(pk__in=found), **values) if found else 0

    monkeypatch.setattr(type(Cohort.objects.all()), "update", look_then_write, raising=False)
    unlocked(monkeypatch)

    outcomes = enrol_both(*lists, kim)

    assert outcomes == ["IntegrityError", "done"]


def test_two_lists_with_the_same_people_in_another_order_do_not_wait_in_a_circle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cohort, kim = make_cohort(), make_user()
    mails = [make_pilot().mail for _number in range(4)]
    lists = a_list(cohort, kim, *mails), a_list(cohort, kim, *reversed(mails))
    meet_after_the_first(monkeypatch, Enrolment)

    outcomes = enrol_both(*lists, kim)

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (4, 4))


def test_the_same_new_people_in_two_lists_enter_the_register_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kim = make_user()
    make_department("Jugendamt", number="51")
    cohorts = make_cohort(), make_cohort()
    new = [f"Nele Neu{number}; 51; neu{number}@giessen.example" for number in range(3)]
    lists = a_list(cohorts[0], kim, *new), a_list(cohorts[1], kim, *reversed(new))
    meet_after_the_first(monkeypatch, Pilot)

    outcomes = enrol_both(*lists, kim)

    assert (outcomes, Pilot.objects.count()) == (["Refused", "done"], 3)
    assert sum(seats_and_people(cohort)[0] for cohort in cohorts) == Enrolment.objects.count() == 3


def test_a_list_enrolled_twice_at_once_is_enrolled_once() -> None:
    cohort, kim = make_cohort(), make_user()
    read = a_list(cohort, kim, make_pilot().mail)

    outcomes = enrol_both(read, read, kim)

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (1, 1))


def test_a_list_taken_back_while_somebody_takes_a_seat_counts_both(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, kim, late = make_cohort(seats=3), make_user(), make_pilot()
    enrolled = enrol_it(a_list(cohort, kim, make_pilot().mail, make_pilot().mail), by=kim)

    outcomes = at_once(lambda: undo_list(enrolled, by=kim), lambda: enrol(late, cohort, by=kim, today=TODAY))

    assert (outcomes, seats_and_people(cohort)) == (["done", "done"], (1, 1))


def test_two_coordinators_whose_lists_overlap_fill_the_round_and_have_nobody_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kim, alex = make_user(), make_user()
    cohort = make_cohort(seats=4, coordinators=[kim, alex])
    mails = [make_pilot().mail for _number in range(6)]
    lists = a_list(cohort, kim, *mails[:4]), a_list(cohort, alex, *mails[2:])
    marks = [preview(read, waitlist=True).mark for read in lists]
    meet_before_writing(monkeypatch, Enrolment)

    outcomes = at_once(
        lambda: enrol_it(lists[0], by=kim, mark=marks[0], waitlist=True),
        lambda: enrol_it(lists[1], by=alex, mark=marks[1], waitlist=True),
    )

    assert (outcomes, seats_and_people(cohort)) == (["Refused", "done"], (4, 4))
    # Whoever came second looks again: the two who are in already stay, the two others wait for a place.
    late = next(read for read in lists if EnrolmentImport.objects.get(pk=read.pk).state == ImportState.PREVIEW)
    enrol_it(late, by=alex, waitlist=True)
    assert (seats_and_people(cohort), Enrolment.objects.waiting().count()) == ((4, 4), 2)
    assert sorted(Enrolment.objects.values_list("pilot__mail", flat=True)) == sorted(mails)
