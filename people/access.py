"""Which role may open which door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from digilotsen.htmx import HtmxRequest
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role, RoleGrant
from people.models.user import User

P = ParamSpec("P")


class UserRequest(HtmxRequest):
    """A request behind the login: its user is an account of ours, and its roles are known."""

    user: User
    roles: frozenset[Role]


def roles_of(user: User, day: date) -> frozenset[Role]:
    """All roles of `user` on `day`, granted and derived; they add up. An inactive account has none."""
    if not user.is_active:
        return frozenset()
    roles = {Role(role) for role in RoleGrant.objects.valid_on(day).filter(user=user).values_list("role", flat=True)}
    if not user.is_external and Role.DPO not in roles:
        roles.add(Role.STAFF)
    own = Pilot.objects.filter(user=user)
    is_head, is_pilot, is_appointed = User.objects.values_list(
        Exists(Department.objects.valid_on(day).headed_by(user)), Exists(own), Exists(own.appointed_on(day))
    ).get(pk=user.pk)
    if is_head:
        roles.add(Role.HEAD)
    if is_pilot:
        roles.add(Role.PILOT if is_appointed else Role.TRAINEE)
    return frozenset(roles)


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
    if not hasattr(request, "roles"):
        user = request.user
        request.roles = roles_of(user, timezone.localdate()) if user.is_authenticated else frozenset()
    roles: frozenset[Role] = request.roles
    return roles
