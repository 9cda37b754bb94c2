"""The one way to write: a transaction, its change and its audit events together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from digilotsen.middleware import current_request_id
from people.access import roles_of
from people.models.audit_event import AuditEvent
from people.models.user import User

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Running:
    """The events of the outermost action, kept until its end, because the chain's head is locked last."""

    events: list[AuditEvent] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction and write the events it recorded at its end; no event, no change.

    An action that calls another one makes one transaction of both. One that raises leaves neither change nor event.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _running.get()
        if outer is None:
            return _run_outermost(function, *args, **kwargs)
        count = len(outer.events)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except BaseException:
            del outer.events[count:]
            raise

    return run


def _run_outermost(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    running = _Running()
    token = _running.set(running)
    try:
        with transaction.atomic():
            result = function(*args, **kwargs)
            if running.events:
                AuditEvent.objects.append(running.events)
            return result
    finally:
        _running.reset(token)


def record(
    by: User | None,
    verb: str,
    target: models.Model,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Note that `by` (None: the system) did `verb` to `target`; only inside an action.

    `changes` holds values of fields that are not personal; of personal fields it names only that they changed.
    """
    running = _running.get()
    if running is None:
        raise RuntimeError("An event is recorded inside an action.")
    running.events.append(
        AuditEvent(
            at=timezone.now(),
            actor=by,
            actor_role=_roles(running, by),
            verb=verb,
            object_type=target._meta.label_lower,
            object_id=str(target.pk),
            changes=dict(changes or {}),
            reason=reason,
            request_id=current_request_id.get(),
        )
    )


def _roles(running: _Running, by: User | None) -> str:
    if by is None:
        return "system"
    if by.pk not in running.roles:
        running.roles[by.pk] = ",".join(sorted(roles_of(by, timezone.localdate())))
    return running.roles[by.pk]
