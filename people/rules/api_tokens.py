"""What a token opens: what its owner may read at this moment, nothing where the owner may no longer have one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings

from people.access import roles_of
from people.models.api_token import ApiToken
from people.models.role_grant import Role
from people.models.user import User
from people.rules.fingerprint import fingerprint

MAY_HAVE_TOKENS = (Role.COORDINATOR, Role.ADMIN)


@dataclass(frozen=True)
class Caller:
    """Whose token a program shows, and the roles of that person today: none for whoever may have no token any more."""

    user: User
    roles: Collection[Role]


def caller_of(secret: str, today: date) -> Caller | None:
    """Who calls with `secret`; None where it is unknown, revoked, or of an account that is closed.

    Whoever is neither coordinator nor admin any more, or took the second factor away, is known but has no role.
    """
    tokens = ApiToken.objects.in_force().select_related("owner")
    token = tokens.filter(secret_hash=fingerprint(secret), owner__is_active=True).first()
    if token is None:
        return None
    roles = roles_of(token.owner, today)
    if roles.isdisjoint(MAY_HAVE_TOKENS) or _lacks_second_factor(token.owner):
        return Caller(token.owner, frozenset())
    return Caller(token.owner, roles)


def _lacks_second_factor(user: User) -> bool:
    return settings.MFA_FORCED and not Authenticator.objects.filter(user=user).exists()
