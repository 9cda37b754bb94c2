"""Doors to the people of the register and to what every visitor may read."""

from django.urls import path

from people.views import audit, departments, directory, first_steps, health

app_name = "people"

urlpatterns = [
    path("pilots/", directory.directory, name="directory"),
    path("pilots/<int:pk>/", directory.pilot_detail, name="pilot_detail"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<int:pk>/", departments.department_detail, name="department_detail"),
    path("audit/", audit.audit, name="audit"),
    path("privacy/notice/", first_steps.privacy_notice, name="privacy_notice"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
