"""Tokens for other programs: made, shown once, and revoked."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.api_token import ApiToken
from people.models.user import User
from people.rules.fingerprint import fingerprint

_BYTES = 24  # 192 bits: nobody guesses one


@action
def make_token(name: str, *, by: User, at: datetime) -> str:
    """Make a token of `by` under `name`, so that it is known later what it is for; raise Refused for a name in use.

    Gives the secret, which is stored nowhere and shown once.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two clicks make one token
    if ApiToken.objects.in_force().filter(owner=by, name=name).exists():
        raise Refused(_("You have a token with this name already."), "name")
    secret = token_urlsafe(_BYTES)
    token = ApiToken.objects.create(owner=by, name=name, secret_hash=fingerprint(secret), made_at=at)
    record(by, "token made", token, {"name": name})
    return secret


@action
def revoke_token(token: ApiToken, *, by: User, at: datetime) -> None:
    """Revoke `token`: it opens nothing from now on. One that is revoked already stays as it is."""
    fresh = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if fresh.revoked_at is None:
        fresh.revoked_at = at
        fresh.save(update_fields=["revoked_at"])
        record(by, "token revoked", fresh, {"name": fresh.name})
