"""The words of the box "The right person?"."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.actions.signpost import write_signpost
from people.forms.signpost import SignpostForm
from people.models.signpost import Signpost
from people.rules.signpost import WRITES_SIGNPOST, own_words, remember_written

PAGE_SIZE = 10


@require_http_methods(["GET", "POST"])
@role_required(*WRITES_SIGNPOST)
def signpost_edit(request: UserRequest) -> HttpResponse:
    """A coordinator changes what the box says, after a look at it; below stands who wrote what before."""
    history = Signpost.objects.select_related("written_by").order_by("-pk")
    words = history.first() or own_words()
    form = SignpostForm(request.POST or None, initial=model_to_dict(words))
    is_preview = "preview" in request.POST
    if form.is_valid():
        if not is_preview:
            written = write_signpost(**form.cleaned_data, by=request.user)
            remember_written(request.session, written)
            messages.success(request, _("The box says this now; colleagues see it within a minute."))
            return redirect("people:signpost_edit")
        words = form.words()
    context = {
        "form": form,
        "words": words,
        "is_preview": is_preview and form.is_valid(),
        "page": Paginator(history, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "people/signpost_edit.html", context)
