"""Mails in the outbox, for the tests that send, show or stop them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from programmes.actions.mails import Draft, post
from programmes.models.mail import MailBatch, MailKind
from programmes.rules.mail_texts import PLACEHOLDERS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
# Long enough for what was posted now to have left the hold behind.
LATER = NOW + timedelta(hours=1)


def facts_of(kind: MailKind, **facts: str) -> Mapping[str, str]:
    """A value for each placeholder of `kind`: its own name, unless the test says otherwise."""
    return {**{name: name for name in PLACEHOLDERS[kind]}, **facts}


def make_mails(*to: str, kind: MailKind = MailKind.HEAD_TOLD, **fields: Any) -> MailBatch:
    """A batch posted at nine, one mail to each address; `fields` are the draft's or the batch's."""
    batch = {name: fields.pop(name, default) for name, default in {"cohort": None, "by": None, "at": NOW}.items()}
    facts = facts_of(kind, **fields.pop("facts", {}))
    return post(kind, [Draft(address, facts, **fields) for address in to], **batch)


def addresses(count: int) -> list[str]:
    """So many addresses."""
    return [f"person{number}@giessen.example" for number in range(1, count + 1)]
