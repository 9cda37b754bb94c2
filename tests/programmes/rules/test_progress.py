from __future__ import annotations

from datetime import date
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from programmes.models.curriculum import ModuleKind
from programmes.models.module_result import COUNTING, ResultKind
from programmes.rules.progress import Entry, Progress, Result, Rule, progress

DAY = date(2026, 2, 2)
FOREIGN = 1000


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A curriculum of at most seven modules, that asks for no more electives, nor units of them, than it offers."""
    kinds = draw(st.lists(st.sampled_from(ModuleKind), max_size=7))
    units = st.integers(1, 9)
    entries = tuple(
        Entry(key, f"M{key}", f"Modul {key}", kind.value, draw(units)) for key, kind in enumerate(kinds, start=1)
    )
    offered = sum(entry.teaching_units for entry in entries if entry.kind == ModuleKind.ELECTIVE)
    return Rule(
        entries,
        electives_needed=draw(st.integers(0, kinds.count(ModuleKind.ELECTIVE))),
        elective_units_needed=draw(st.integers(0, offered)),
    )


@st.composite
def standings(draw: st.DrawFn) -> tuple[Rule, list[Result]]:
    """A curriculum and the entries in force of somebody, open ones and those of other curricula among them."""
    rule = draw(rules())
    modules = [entry.module_id for entry in rule.entries] + [FOREIGN, FOREIGN + 1]
    chosen = draw(st.lists(st.sampled_from(modules), unique=True))
    return rule, [Result(module, draw(st.sampled_from(ResultKind)), DAY) for module in chosen]


def passed(entries: tuple[Entry, ...]) -> list[Result]:
    return [Result(entry.module_id, ResultKind.PASSED, DAY) for entry in entries]


def open_entries(found: Progress) -> tuple[Entry, ...]:
    return tuple(standing.entry for standing in found.standings if standing.result is None)


@given(standings())
def test_doing_exactly_what_is_missing_completes_and_nothing_smaller_does(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case
    found = progress(rule, results)
    still_open = open_entries(found)

    smallest = min(
        len(done)
        for done in chain.from_iterable(combinations(still_open, size) for size in range(len(still_open) + 1))
        if progress(rule, results + passed(done)).is_complete
    )

    assert progress(rule, results + passed(found.smallest_set)).is_complete
    assert smallest == found.missing_count == len(found.smallest_set)


@given(standings())
def test_nothing_is_ever_negative_or_more_than_there_is(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case

    found = progress(rule, results)

    assert 0 <= found.missing_count <= len(rule.entries) - found.done
    assert 0 <= found.missing_electives <= len(found.open_electives)
    assert 0 <= found.units_done <= sum(entry.teaching_units for entry in rule.entries)
    assert found.is_complete == (found.missing_count == 0) == (found.missing_in_words == "")


@given(standings())
def test_results_outside_the_curriculum_and_entries_taken_back_do_not_count(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case
    inside = {entry.module_id for entry in rule.entries}

    counting = [result for result in results if result.module_id in inside and result.kind in COUNTING]

    assert progress(rule, results) == progress(rule, counting)
    assert progress(rule, results).done == len(counting)


@given(standings(), st.sampled_from(COUNTING))
def test_one_more_result_never_makes_more_missing(case: tuple[Rule, list[Result]], kind: ResultKind) -> None:
    rule, results = case
    before = progress(rule, results)

    for entry in open_entries(before):
        after = progress(rule, [*results, Result(entry.module_id, kind, DAY)])
        assert after.missing_count <= before.missing_count
        assert after.done == before.done + 1


def test_what_is_missing_in_words() -> None:
    required = tuple(Entry(key, code, code, ModuleKind.REQUIRED, 4) for key, code in enumerate(("D1", "K1")))
    elective = Entry(9, "D5", "D5", ModuleKind.ELECTIVE, 4)
    rule = Rule((*required, elective), electives_needed=1)

    assert progress(rule, []).missing_in_words == "2 required modules (D1, K1) and 1 elective module"
    assert progress(rule, passed((elective, required[0]))).missing_in_words == "1 required module (K1)"
    assert progress(rule, passed(required)).missing_in_words == "1 elective module"


def test_electives_may_be_asked_for_by_their_units() -> None:
    short, long = (Entry(key, f"W{key}", "Wahl", ModuleKind.ELECTIVE, units) for key, units in ((1, 2), (2, 8)))
    rule = Rule((short, long), electives_needed=0, elective_units_needed=9)

    assert progress(rule, []).missing_in_words == "2 elective modules with 9 teaching units"
    assert progress(rule, passed((long,))).missing_in_words == "1 elective module with 1 teaching unit"
    assert progress(rule, passed((short, long))).is_complete
