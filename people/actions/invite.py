"""Somebody is let into the register: an account, its roles, a link that sets the password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from people.actions.accounts import grant_role, open_account
from people.actions.action import action, record
from people.models.department import Department
from people.models.role_grant import Role
from people.models.user import User


@dataclass(frozen=True)
class Invitation:
    """An account and the link with which its owner sets the password, once."""

    user: User
    link: str
    is_new: bool


@action
def invite(
    mail: str,
    *,
    roles: Iterable[Role],
    by: User | None,
    today: date,
    given_names: str = "",
    family_name: str = "",
    department: Department | None = None,
) -> Invitation:
    """Open the account of `mail` if it is missing, give it `roles`, and make a link that sets its password.

    An account that exists keeps its name and department. Raises Refused for a role that is not granted but derived.
    """
    user = User.objects.filter(email=mail.lower()).first()
    is_new = user is None
    if user is None:
        user = open_account(mail, by=by, given_names=given_names, family_name=family_name, department=department)
    for role in roles:
        grant_role(user, role, by=by, today=today)
    record(by, "invited", user)
    return Invitation(user, password_link(user), is_new)


def password_link(user: User) -> str:
    """The address under which `user` sets a password: allauth's own, dead once used or after PASSWORD_RESET_TIMEOUT."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.PUBLIC_URL}{path}"
