"""All doors of the register."""

from django.urls import include, path

handler500 = "digilotsen.errors.server_error"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("people.urls")),
    path("", include("programmes.urls")),
]
