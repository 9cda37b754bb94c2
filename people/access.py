"""Which role may open which door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Exists, FilteredRelation, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from digilotsen.htmx import HtmxRequest
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role, RoleGrant
from people.models.user import User

P = ParamSpec("P")
# They stand in the statement for the account and the day it is asked about.
SOMEBODY, SOME_DAY = -1, date(1, 1, 1)


class UserRequest(HtmxRequest):
    """A request behind the login: its user is an account of ours, and its roles are known."""

    user: User
    roles: frozenset[Role]


def roles_of(user: User, day: date) -> frozenset[Role]:
    """All roles of `user` on `day`, granted and derived; they add up. An inactive account has none."""
    return _standing(user, day)[0]


def _standing(user: User, day: date) -> tuple[frozenset[Role], bool]:
    """The roles of `user` on `day` and whether a second factor is set up, in one query: every page begins with it."""
    statement, placeholders = _standing_statement(connection.vendor)
    values: dict[Any, Any] = {SOMEBODY: user.pk, _as_parameter(SOME_DAY): _as_parameter(day)}
    with connection.cursor() as cursor:
        cursor.execute(statement, [values.get(placeholder, placeholder) for placeholder in placeholders])
        facts = cursor.fetchall()
    if not facts:
        return frozenset(), False
    roles = {Role(role) for role, *_others in facts if role}
    _role, is_head, is_pilot, is_appointed, has_second_factor = facts[0]
    if not user.is_external and Role.DPO not in roles:
        roles.add(Role.STAFF)
    if is_head:
        roles.add(Role.HEAD)
    if is_pilot:
        roles.add(Role.PILOT if is_appointed else Role.TRAINEE)
    return frozenset(roles), bool(has_second_factor)


@cache
def _standing_statement(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement behind `_standing` and its parameters, put together once: doing so costs more than asking it."""
    own = Pilot.objects.filter(user=SOMEBODY)
    facts = (
        User.objects.filter(pk=SOMEBODY, is_active=True)
        .annotate(valid_grants=FilteredRelation("grants", condition=RoleGrant.is_valid_on(SOME_DAY, "grants__")))
        .values_list(
            "valid_grants__role",
            Exists(Department.objects.valid_on(SOME_DAY).filter(Q(head=SOMEBODY) | Q(deputy=SOMEBODY))),
            Exists(own),
            Exists(own.appointed_on(SOME_DAY)),
            Exists(Authenticator.objects.filter(user=SOMEBODY)),
        )
    )
    return facts.query.sql_with_params()


def _as_parameter(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def role_required(
    *roles: Role,
) -> Callable[
    [Callable[Concatenate[UserRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Open a view to accounts that have one of `roles`; everybody else gets 403."""

    def decorate(
        view: Callable[Concatenate[UserRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not has_role(request, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def has_role(request: HttpRequest, *roles: Role) -> bool:
    """Whether the signed-in person has one of `roles` today."""
    return not request_roles(request).isdisjoint(roles)


def request_roles(request: Any) -> frozenset[Role]:
    """The roles of the signed-in person, asked once per request; none for a visitor."""
    _remember_standing(request)
    roles: frozenset[Role] = request.roles
    return roles


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person has set up a second factor; known with the roles."""
    return _remember_standing(request)


def _remember_standing(request: Any) -> bool:
    if not hasattr(request, "roles"):
        user = request.user
        request.roles, request.has_second_factor = (
            _standing(user, timezone.localdate()) if user.is_authenticated else (frozenset(), False)
        )
    known: bool = request.has_second_factor
    return known
