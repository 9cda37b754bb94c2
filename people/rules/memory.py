"""What was worked out from the record, kept until the record changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
MOST_KEPT = 200


class Memory:
    """Answers of one state of the record, known by the head of its audit chain.

    Every write moves that head in its own transaction, so what is kept under it holds for as long as a page is shown
    that was read together with it, in every process alike: nothing is ever told to forget.
    """

    def __init__(self) -> None:
        self._state: tuple[str, dict[Hashable, Any]] = "", {}

    def recall(self, head: str, question: Hashable, work_out: Callable[[], T]) -> T:
        """The answer to `question` in the state `head`; a record without any event is not remembered."""
        known, answers = self._state
        if known != head or len(answers) >= MOST_KEPT:
            answers = {}
            self._state = head, answers
        if question in answers:
            found: T = answers[question]
            return found
        answer = work_out()
        if head:
            answers[question] = answer
        return answer
