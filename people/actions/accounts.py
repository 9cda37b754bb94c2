"""Accounts: opened by invitation, given roles, shown the privacy notice."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department
from people.models.role_grant import GRANTED_ROLES, Role, RoleGrant
from people.models.user import User


@action
def open_account(
    mail: str,
    *,
    by: User | None,
    given_names: str = "",
    family_name: str = "",
    department: Department | None = None,
    is_external: bool = False,
    password: str | None = None,
) -> User:
    """Open an account for `mail`, or raise Refused where it exists; without a password only a link can set one."""
    if User.objects.filter(email=mail.lower()).exists():
        raise Refused(_("There is an account with this e-mail address already."), "mail")
    user = User.objects.create_user(
        mail,
        password,
        given_names=given_names,
        family_name=family_name,
        department=department,
        is_external=is_external,
    )
    record(by, "account opened", user, {"department": department and department.pk, "is_external": is_external})
    return user


@action
def grant_role(user: User, role: Role, *, by: User | None, today: date, reason: str = "") -> RoleGrant:
    """Give `user` the role from `today` on; a role held already stays as it is. Raise Refused for a derived role."""
    if role not in GRANTED_ROLES:
        raise Refused(_("This role is not granted: it follows from the record."), "role")
    held = RoleGrant.objects.valid_on(today).filter(user=user, role=role).first()
    if held is not None:
        return held
    grant = RoleGrant.objects.create(user=user, role=role, since=today, granted_by=by, reason=reason)
    record(by, "role granted", grant, {"user": user.pk, "role": str(role)}, reason)
    return grant


@action
def read_privacy_notice(user: User) -> None:
    """Note that the person has seen the notice of Art. 13 GDPR; seeing it again changes nothing."""
    unread = User.objects.select_for_update().filter(pk=user.pk, privacy_notice_read_at=None)
    if unread.exists():
        unread.update(privacy_notice_read_at=timezone.now())
        record(user, "privacy notice read", user)


@action
def set_password(user: User, password: str) -> None:
    """Give `user` a new password, chosen by the person themselves: by a link, or signed in with the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, "password set", user)
