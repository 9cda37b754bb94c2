"""All doors of the register."""

from django.urls import include, path

from digilotsen.errors import closed

handler500 = "digilotsen.errors.server_error"

urlpatterns = [
    # An account keeps the address it was opened with: the office changes it, not a form.
    path("accounts/email/", closed),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("programmes.api")),
    path("", include("people.urls")),
    path("", include("programmes.urls")),
]
