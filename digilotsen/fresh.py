"""Acts that weigh ask who is there once more, where the sign-in is a while ago.

Password and codes are checked by allauth, under its limits of attempts, and a success is noted where allauth looks, so
that it counts everywhere for as long. Who has neither, but a passkey, goes by allauth's own page and comes back.
"""

from __future__ import annotations

import time
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

SIGNED_IN = "signed_in_at"
_KEPT = "kept_entries"
_LONGEST_CODE = 8
_NOT_KEPT = ("csrfmiddlewaretoken", "secret")


class Proof(Enum):
    """How somebody can prove who they are: not needed now, typed into the form, or on allauth's own page."""

    FRESH = "fresh"
    TYPED = "typed"
    ELSEWHERE = "elsewhere"


def note_sign_in(sender: Any, request: HttpRequest, **facts: Any) -> None:
    """The moment of the sign-in, kept with the session; a receiver of `user_logged_in`."""
    request.session[SIGNED_IN] = int(time.time())


def proof_needed(request: HttpRequest) -> Proof:
    """What an act that weighs asks of the signed-in person now: nothing for REAUTHENTICATION_MINUTES after a proof."""
    if _last_proof(request) > time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return Proof.FRESH
    user = authenticated_user(request)
    return Proof.TYPED if user.has_usable_password() or _has_codes(request) else Proof.ELSEWHERE


def prove(request: HttpRequest, secret: str) -> bool:
    """Whether `secret` is the person's password, or a code of their app or list; if so, it counts as a sign-in now.

    Raises ValidationError where there were too many attempts.
    """
    user = request.user
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        raise get_adapter().validation_error("too_many_login_attempts")
    code = "".join(secret.split())
    if code.isdecimal() and len(code) <= _LONGEST_CODE and _has_codes(request):
        form = CodeForm({"code": code}, user=user)
        _raise_if_too_often(form)
        if form.is_valid():
            form.save()
            return True
        return False
    form = PasswordForm({"password": secret}, user=user)
    _raise_if_too_often(form)
    if form.is_valid():
        reauthenticate_by_password(request)
        return True
    return False


def prove_elsewhere(request: HttpRequest) -> HttpResponseRedirect:
    """To allauth's page, and from there back here, where `entries` gives what was chosen and typed."""
    kept = request.POST.copy()
    for name in _NOT_KEPT:
        kept.pop(name, None)
    request.session[_KEPT] = {"path": request.path, "entries": kept.urlencode()}
    way_back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{way_back}")


def entries(request: HttpRequest) -> QueryDict | None:
    """What was typed into this page: sent just now, or kept while its sender proved who they are; None: nothing yet."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    return QueryDict(kept["entries"])


def _last_proof(request: HttpRequest) -> float:
    records = get_authentication_records(request, request.user)
    proofs = [float(record["at"]) for record in records if record.get("reauthenticated")]
    return max([float(request.session.get(SIGNED_IN, 0)), *proofs])


def _has_codes(request: HttpRequest) -> bool:
    typed = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    return bool(Authenticator.objects.filter(user=request.user.pk, type__in=typed).exists())


def _raise_if_too_often(form: PasswordForm | CodeForm) -> None:
    for errors in form.errors.as_data().values():
        for error in errors:
            if error.code == "too_many_login_attempts":
                raise ValidationError(error.messages, code=error.code)
