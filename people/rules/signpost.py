"""What the box "The right person?" says, on every page that has it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from people.models.role_grant import Role
from people.models.signpost import Signpost

WRITES_SIGNPOST = (Role.COORDINATOR,)
KEPT_FOR = 60.0
_IN_SESSION = "signpost"


@dataclass
class Kept:
    """The newest words, if there are any, as this process last read them, and until when it believes in that."""

    words: Signpost | None = None
    until: float = 0.0


KEPT = Kept()


def signpost(*, at_least: int = 0, moment: float | None = None) -> Signpost:
    """The words in force: the newest ones written, else the register's own (which have no key).

    Each process asks the database once a minute and not for every page, so a change reaches all within a minute.
    Whoever has written the words with the key `at_least` never gets older ones. `moment` is in seconds of a clock that
    only goes forward.
    """
    now = monotonic() if moment is None else moment
    known = KEPT.words.pk if KEPT.words else 0
    if now >= KEPT.until or known < at_least:
        KEPT.words, KEPT.until = Signpost.objects.order_by("-pk").first(), now + KEPT_FOR
    return KEPT.words or own_words()


def own_words() -> Signpost:
    """What the box says until somebody has written other words."""
    return Signpost(
        pilots_help=_("with using digital tools, with processes and with ideas"),
        service_helps=_("with faults, accounts and hardware"),
    )


def remember_written(session: MutableMapping[str, Any], written: Signpost) -> None:
    """Let the writer see the new words at once, whichever process answers next."""
    session[_IN_SESSION] = written.pk


def newest_written(session: MutableMapping[str, Any]) -> int:
    """The key of the words that this session has written last, 0 for none."""
    return int(session.get(_IN_SESSION, 0))
