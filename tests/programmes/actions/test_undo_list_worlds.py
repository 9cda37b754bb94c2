"""Whatever a list says: taken back it leaves the register exactly as it was, save for what somebody changed since."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import event, given, settings
from hypothesis import strategies as st

from people.errors import Refused
from people.models.user import User
from programmes.actions.interests import say_interest
from programmes.actions.undo_list import undo_list
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.interest import Interest
from tests.factories import TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.lists import a_list, enrol_it, everything_but_the_trail

pytestmark = pytest.mark.django_db

# Known by address or name, here before, inside already, with accounts, new in every spelling, and nobody at all.
LINES = st.sampled_from(
    [
        "ada@giessen.example",
        "Sam Berg, Jugendamt",
        "Sam Doppelt",
        "wieder@giessen.example",
        "drin@giessen.example",
        "konto@giessen.example",
        "Ina Frisch; 51; frisch@giessen.example",
        "lotse@giessen.example",
        "Nele Neu; 51; neu@giessen.example",
        "Dr. Jo van der Neu; Jugendamt; jo@giessen.example",
        "Prof. Dr. Änne Groß-Neu <aenne@giessen.example> Jugendamt",
        "Nele Neu",
        "ohne-amt@giessen.example",
        "Ganz Unbekannt; Amt für Rätsel; x@giessen.example",
        "—",
        "王小明; 51; wang@giessen.example",
    ]
)
LISTS = st.lists(LINES, min_size=1, max_size=14)


def a_world(seats: int) -> tuple[Cohort, User]:
    """People of every standing, and a round with so many seats free."""
    kim, jugendamt = make_user(), make_department("Jugendamt", number="51")
    cohort = make_cohort(seats=seats + 1)
    make_pilot("Ada", mail="ada@giessen.example")
    make_pilot("Berg", department=jugendamt)
    for _number in range(2):
        make_pilot("Doppelt")
    make_enrolment(cohort, make_pilot(mail="wieder@giessen.example"), state=EnrolmentState.WITHDRAWN)
    cohort.refresh_from_db()
    make_enrolment(cohort, make_pilot(mail="drin@giessen.example"))
    accounts = [
        make_user(mail, given_names="Ina", family_name=name, department=jugendamt)
        for mail, name in (("konto@giessen.example", "Konto"), ("frisch@giessen.example", ""))
    ]
    pilot = make_pilot("Lotse", user=make_user("lotse@giessen.example"))
    for account in (*accounts, pilot.user):
        say_interest(cohort.programme, account, today=TODAY)
    return cohort, kim


def enrolled_or_refused(read: EnrolmentImport, kim: User, *, waitlist: bool) -> EnrolmentImport | None:
    try:
        return enrol_it(read, by=kim, waitlist=waitlist, leave_open=True)
    except Refused:
        return None


@settings(max_examples=40, deadline=None)
@given(said=LISTS, seats=st.integers(0, 8), waitlist=st.booleans())
def test_enrolled_and_taken_back_every_row_is_as_it_was(said: list[str], seats: int, waitlist: bool) -> None:
    with transaction.atomic():
        cohort, kim = a_world(seats)
        before = everything_but_the_trail()
        try:
            read = a_list(cohort, kim, *said)
        except Refused:
            read = None

        enrolled = enrolled_or_refused(read, kim, waitlist=waitlist) if read else None
        between = everything_but_the_trail()
        if enrolled:
            undo_list(enrolled, by=kim)

        event(f"enrolled: {len(enrolled.made) if enrolled else 'nobody'}")
        assert (between == before) == (enrolled is None)
        assert everything_but_the_trail() == before
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None)
@given(said=LISTS, seats=st.integers(0, 8), waitlist=st.booleans(), touched=st.sets(st.integers(0, 13), min_size=1))
def test_what_somebody_changed_since_stays_and_all_else_goes(
    said: list[str], seats: int, waitlist: bool, touched: set[int]
) -> None:
    with transaction.atomic():
        cohort, kim = a_world(seats)
        before = everything_but_the_trail()
        enrolled = enrolled_or_refused(a_list(cohort, kim, "ada@giessen.example", *said), kim, waitlist=waitlist)
        made = enrolled.made if enrolled else []
        stay = [facts for number, facts in enumerate(made) if number in touched]
        Enrolment.objects.filter(pk__in=[facts["enrolment"] for facts in stay]).update(time_share="10 %")
        between = everything_but_the_trail()

        kept = [facts["kept"] for facts in undo_list(enrolled, by=kim).made] if enrolled else []

        event(f"stay: {len(stay)} of {len(made)}")
        after = everything_but_the_trail()
        for table in before:
            old = {row["id"]: row for row in before[table] if "id" in row}
            meanwhile = {row["id"]: row for row in between[table] if "id" in row}
            if table in ("programmes.Cohort", "programmes.Interest"):
                continue
            left = {pk: row for pk, row in meanwhile.items() if pk in old or belongs_to(table, row, stay)}
            assert {row["id"]: row for row in after[table] if "id" in row} == left, table
        settled = {pk for facts in stay for pk in facts["interests"]}
        assert set(Interest.objects.exclude(closed_on=None).values_list("pk", flat=True)) == settled
        assert Cohort.objects.get().seats_taken == Enrolment.objects.with_seat().count()
        assert [what for what in kept if what] == ["enrolment"] * len(stay)
        transaction.set_rollback(True)


def belongs_to(table: str, row: dict[str, object], stay: list[dict[str, object]]) -> bool:
    """Whether a row of `table` is there because of one of the enrolments that stay."""
    pilots = {facts["pilot"] for facts in stay}
    return {
        "programmes.Enrolment": lambda: row["id"] in {facts["enrolment"] for facts in stay},
        "people.Pilot": lambda: row["id"] in pilots,
    }.get(table, lambda: row.get("pilot_id") in pilots)()
