from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from programmes.models.curriculum import ModuleKind
from programmes.models.module_result import COUNTING, ResultKind
from programmes.rules.progress import Entry, ModuleState, Progress, Result, Rule, progress

DAY = date(2026, 2, 2)
FOREIGN = 1000


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A curriculum of at most seven modules; some ask for more electives, or more units of them, than they offer."""
    kinds = draw(st.lists(st.sampled_from(ModuleKind), max_size=7))
    units = st.integers(1, 9)
    entries = tuple(
        Entry(key, f"M{key}", f"Modul {key}", kind.value, draw(units)) for key, kind in enumerate(kinds, start=1)
    )
    offered = sum(entry.teaching_units for entry in entries if entry.kind == ModuleKind.ELECTIVE)
    return Rule(
        entries,
        electives_needed=draw(st.integers(0, kinds.count(ModuleKind.ELECTIVE) + 1)),
        elective_units_needed=draw(st.integers(0, offered + 3)),
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


def subsets(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    return chain.from_iterable(combinations(entries, size) for size in range(len(entries) + 1))


def fulfils(rule: Rule, results: list[Result]) -> bool:
    """What the curriculum asks for, in its own words: every required module, and electives by number and by units."""
    through = {result.module_id for result in results if result.kind in COUNTING}
    electives = [entry for entry in rule.entries if entry.kind == ModuleKind.ELECTIVE and entry.module_id in through]
    return (
        all(entry.module_id in through for entry in rule.entries if entry.kind == ModuleKind.REQUIRED)
        and len(electives) >= rule.electives_needed
        and sum(entry.teaching_units for entry in electives) >= rule.elective_units_needed
    )


@given(standings())
def test_complete_is_who_fulfils_the_rule(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case

    assert progress(rule, results).is_complete == fulfils(rule, results)


@given(standings())
def test_doing_exactly_what_is_missing_completes_and_nothing_smaller_does(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case
    found = progress(rule, results)

    enough = [len(done) for done in subsets(open_entries(found)) if fulfils(rule, results + passed(done))]

    assert found.can_be_complete == bool(enough)
    if enough:
        assert fulfils(rule, results + passed(found.smallest_set))
        assert min(enough) == found.missing_count == len(found.smallest_set)


@given(standings())
def test_only_useful_modules_are_in_the_smallest_sets(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case
    found = progress(rule, results)

    enough = [done for done in subsets(open_entries(found)) if fulfils(rule, results + passed(done))]
    in_some = {entry for done in enough if len(done) == found.missing_count for entry in done}

    assert in_some <= set(found.still_useful)
    assert set(found.smallest_set) <= set(found.still_useful)


@given(standings())
def test_nothing_is_ever_negative_or_more_than_there_is(case: tuple[Rule, list[Result]]) -> None:
    rule, results = case

    found = progress(rule, results)

    assert found.missing_electives >= 0
    assert found.can_be_complete == (found.missing_electives <= len(found.open_electives))
    assert 0 <= found.done <= len(rule.entries) - len(found.smallest_set)
    assert 0 <= found.units_done <= sum(entry.teaching_units for entry in rule.entries)
    assert found.is_complete == (found.missing_count == 0) == (found.missing_in_words == "")


@given(standings(), st.dictionaries(st.integers(1, 8) | st.just(FOREIGN), st.just(DAY)))
def test_attendance_shows_where_nothing_counts_and_never_counts(
    case: tuple[Rule, list[Result]], attended: dict[int, date]
) -> None:
    rule, results = case
    without, found = progress(rule, results), progress(rule, results, attended)

    for before, after in zip(without.standings, found.standings, strict=True):
        was_there = before.result is None and after.entry.module_id in attended
        assert after.state == (ModuleState.ATTENDED if was_there else before.state)
        assert after.result == before.result
    assert found.missing_in_words == without.missing_in_words
    assert found.smallest_set == without.smallest_set


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
        others = [result for result in results if result.module_id != entry.module_id]
        after = progress(rule, [*others, Result(entry.module_id, kind, DAY)])
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

    assert progress(rule, []).missing_in_words == "2 elective modules"
    assert progress(rule, passed((long,))).missing_in_words == "1 elective module"
    assert progress(rule, passed((short, long))).is_complete


def test_units_are_named_where_not_any_elective_would_do() -> None:
    short, long = (Entry(key, f"W{key}", "Wahl", ModuleKind.ELECTIVE, units) for key, units in ((1, 2), (2, 8)))
    rule = Rule((short, long), electives_needed=1, elective_units_needed=8)

    found = progress(rule, [])

    assert found.missing_in_words == "1 elective module with 8 teaching units"
    assert found.smallest_set == (long,)


def test_a_rule_nobody_can_fulfil_is_never_complete_and_says_so() -> None:
    elective = Entry(1, "W1", "Wahl", ModuleKind.ELECTIVE, 4)
    rule = Rule((elective,), electives_needed=0, elective_units_needed=5)

    found = progress(rule, passed((elective,)))

    assert not found.is_complete
    assert found.missing_in_words == "1 elective module (more than the curriculum offers)"
