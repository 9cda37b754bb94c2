"""What can go wrong with a letter or with somebody new, beside the refusals of `people`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise


class PersonIncomplete(Refused):
    """Somebody new of whom something is not known yet: a sentence for each field that is empty."""

    def __init__(self, missing: Mapping[str, str]) -> None:
        super().__init__(" ".join(missing.values()), next(iter(missing)))
        self.missing = missing


class LetterInvalid(Refused):
    """A letter that must not be printed: which of its fields, and why."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        super().__init__(reason, field)

    @property
    def reason(self) -> str:
        return str(self)


class LetterTooLong(LetterInvalid):
    """A letter that fills more pages than a letter may."""


class RenderError(Exception):
    """The typesetter failed or warned about something no one at a screen can mend."""
