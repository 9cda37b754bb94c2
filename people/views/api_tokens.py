"""The own tokens for other programs."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import UserRequest, role_required
from people.actions.api_tokens import make_token, revoke_token
from people.errors import Refused
from people.forms.api_tokens import ApiTokenForm
from people.models.api_token import ApiToken
from people.rules.api_tokens import MAY_HAVE_TOKENS


@require_http_methods(["GET", "POST"])
@role_required(*MAY_HAVE_TOKENS)
def my_tokens(request: UserRequest) -> HttpResponse:
    """The tokens in force, and a form for one more, whose secret is shown this once."""
    secret = ""
    form = ApiTokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            secret = make_token(form.cleaned_data["name"], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            form = ApiTokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": ApiToken.objects.in_force().filter(owner=request.user),
        "description": settings.PUBLIC_URL + reverse("api:openapi-json"),
    }
    return render(request, "people/my_tokens.html", context)


@require_POST
@role_required(*MAY_HAVE_TOKENS)
def my_token_revoke(request: UserRequest, pk: int) -> HttpResponse:
    """A token opens nothing any more."""
    token = get_object_or_404(ApiToken.objects.filter(owner=request.user), pk=pk)
    revoke_token(token, by=request.user, at=timezone.now())
    messages.success(request, _("The token “{name}” is revoked. It opens nothing any more.").format(name=token))
    return redirect("people:my_tokens")
