"""What is remembered holds for one state of the record, in every process."""

from __future__ import annotations

from itertools import count

from people.rules.memory import MOST_KEPT, Memory


def test_an_answer_is_worked_out_once_for_a_state_of_the_record() -> None:
    memory, numbers = Memory(), count()

    answers = [memory.recall(head, "how many", lambda: next(numbers)) for head in ("a", "a", "b", "b")]

    assert answers == [0, 0, 1, 1]


def test_two_processes_never_tell_an_older_state() -> None:
    """Each has a memory of its own; one that slept through a write sees the new head with the next page."""
    asleep, awake = Memory(), Memory()
    asleep.recall("before", "how many", lambda: 1)

    assert awake.recall("after", "how many", lambda: 2) == 2
    assert asleep.recall("after", "how many", lambda: 2) == 2


def test_a_record_without_events_is_not_remembered() -> None:
    memory, numbers = Memory(), count()

    assert [memory.recall("", "how many", lambda: next(numbers)) for _time in range(2)] == [0, 1]


def test_a_memory_does_not_grow_for_ever() -> None:
    memory = Memory()
    for question in range(MOST_KEPT + 1):
        memory.recall("a", question, lambda: 0)

    assert memory.recall("a", 0, lambda: 1) == 1
